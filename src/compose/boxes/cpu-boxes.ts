import type { DetectorTensor } from '#core/decoder.ts';
import type { ResultSummary } from '#core/result.ts';
import { selectAbove } from '#core/select-above.ts';
import type { ComposerModel, CpuComposer, CpuFrameContext } from '../composer.ts';
import { showPixels } from '../show-pixels.ts';
import { requireOutput } from '../single-output.ts';
import { detect, detectorOutputs, type DetectorOutput } from './detect.ts';

export class CpuBoxesComposer implements CpuComposer {
  readonly #model: ComposerModel;
  readonly #outputs: DetectorOutput[];

  constructor(model: ComposerModel) {
    this.#model = model;
    this.#outputs = detectorOutputs(model);
  }

  draw({ canvas, frame, outputs, placement, look }: CpuFrameContext): ResultSummary {
    showPixels(canvas, frame, look.mirror);
    const tensors: Record<string, DetectorTensor> = {};
    for (const output of this.#outputs) {
      const view = requireOutput(outputs, output.name);
      tensors[output.name] =
        output.transfer === 'dense'
          ? { transfer: 'dense', ...view }
          : { transfer: 'sparse', ...selectAbove(view, look.scoreThreshold, output.cap) };
    }
    return detect(this.#model, tensors, placement, look);
  }

  dispose(): void {
    // Holds nothing.
  }
}
