import { mapWindow } from '#core/map-window.ts';
import { paintPicture } from '#core/picture-paint.ts';
import type { ResultSummary } from '#core/result.ts';
import type { ComposerModel, CpuComposer, CpuFrameContext } from '../composer.ts';
import { showPixels } from '../show-pixels.ts';
import { requireOutput } from '../single-output.ts';
import { pictureOutput } from './picture-output.ts';

export class CpuPictureComposer implements CpuComposer {
  readonly #output;

  constructor(model: ComposerModel) {
    this.#output = pictureOutput(model);
  }

  draw({ canvas, frame, outputs, placement, look }: CpuFrameContext): ResultSummary {
    const { data } = requireOutput(outputs, this.#output.name);
    paintPicture(frame, data, this.#output.layout, mapWindow(placement, this.#output));
    showPixels(canvas, frame, look.mirror);
    return { kind: 'picture', brightness: data.reduce((sum, value) => sum + value, 0) / data.length };
  }

  dispose(): void {
    // Holds nothing.
  }
}
