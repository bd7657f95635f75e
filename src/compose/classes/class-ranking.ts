import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Placement } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import type { ResultSummary } from '#core/result.ts';
import { smoothInto } from '#core/temporal.ts';
import { softmaxInPlace, topClasses } from '#core/top-classes.ts';
import type { ComposerModel } from '../composer.ts';
import { FrameMemory } from '../frame-memory.ts';
import type { OutputReader } from '../read-output.ts';

/** As many as ImageNet's usual "top-5". */
const SHOWN = 5;

/** From a frame's scores to its likeliest classes, averaged over frames. */
export class ClassRanking implements OutputReader {
  readonly name: string;
  readonly length: number;
  readonly empty: ResultSummary = { kind: 'classes', top: [] };
  readonly #model: ComposerModel;
  readonly #isLogits: boolean;
  readonly #memory = new FrameMemory();
  readonly #scores: Float32Array;
  readonly #state: Float32Array;

  constructor(model: ComposerModel) {
    this.#model = model;
    const output = model.outputs.find((each) => each.meaning === 'class-scores');
    if (!output) throw new VitrineError('bad-shape', 'the model has no output of meaning "class-scores"');
    const shape = model.shapes.get(output.name) ?? [];
    this.name = output.name;
    this.length = shape.reduce((product, side) => product * side, 1);
    if (shape[0] !== 1 || this.length !== output.classes) {
      const message = `output "${output.name}" must be [1,${output.classes}], got [${shape.join()}]`;
      throw new VitrineError('bad-shape', message);
    }
    this.#isLogits = output.activation === 'softmax';
    this.#scores = new Float32Array(this.length);
    this.#state = new Float32Array(this.length);
  }

  reset(): void {
    this.#memory.forget();
  }

  read(values: Float32Array, placement: Placement, look: Look): ResultSummary {
    this.#scores.set(values);
    if (this.#isLogits) softmaxInPlace(this.#scores);
    smoothInto(this.#state, this.#scores, this.#memory.past(placement) * look.smoothing);
    return { kind: 'classes', top: topClasses(this.#state, this.#model.labels, SHOWN) };
  }
}
