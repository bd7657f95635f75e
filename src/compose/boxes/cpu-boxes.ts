import type { DetectorTensor } from '#core/decoder.ts';
import type { ResultSummary } from '#core/result.ts';
import { selectAbove } from '#core/select-above.ts';
import type { ComposerModel, CpuComposer, CpuFrameContext } from '../composer.ts';
import { showPixels } from '../show-pixels.ts';
import { requireOutput } from '../single-output.ts';
import { BoxFinder, leastScore } from './box-finder.ts';
import { detectorOutputs, type DetectorOutput } from './detect.ts';

export class CpuBoxesComposer implements CpuComposer {
  readonly #finder: BoxFinder;
  readonly #outputs: DetectorOutput[];
  #isCut = false;

  constructor(model: ComposerModel) {
    this.#finder = new BoxFinder(model);
    this.#outputs = detectorOutputs(model);
  }

  draw({ canvas, frame, outputs, placement, look, atMs }: CpuFrameContext): ResultSummary {
    showPixels(canvas, frame, look.mirror);
    const tensors: Record<string, DetectorTensor> = {};
    for (const output of this.#outputs) {
      const view = requireOutput(outputs, output.name);
      tensors[output.name] =
        output.transfer === 'dense'
          ? { transfer: 'dense', ...view }
          : { transfer: 'sparse', ...selectAbove(view, leastScore(look), output.cap) };
    }
    const isCut = this.#isCut;
    this.#isCut = false;
    return this.#finder.find(tensors, { placement, look, atMs, isCut });
  }

  reset(): void {
    this.#isCut = true;
  }

  dispose(): void {
    // Holds only arrays.
  }
}
