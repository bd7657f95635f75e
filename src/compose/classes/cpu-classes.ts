import type { ResultSummary } from '#core/result.ts';
import type { ComposerModel, CpuComposer, CpuFrameContext } from '../composer.ts';
import { showPixels } from '../show-pixels.ts';
import { requireOutput } from '../single-output.ts';
import { ClassRanking } from './class-ranking.ts';

export class CpuClassesComposer implements CpuComposer {
  readonly #ranking: ClassRanking;

  constructor(model: ComposerModel) {
    this.#ranking = new ClassRanking(model);
  }

  draw({ canvas, frame, outputs, placement, look }: CpuFrameContext): ResultSummary {
    showPixels(canvas, frame, look.mirror);
    const { data } = requireOutput(outputs, this.#ranking.output.name);
    return this.#ranking.rank(data, placement, look);
  }

  dispose(): void {
    // Holds only arrays.
  }
}
