import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Placement } from '#core/geometry.ts';
import type { OutputSpec } from '#core/io-spec.ts';
import type { Look } from '#core/look.ts';
import type { ResultSummary } from '#core/result.ts';
import { smoothInto } from '#core/temporal.ts';
import { softmaxInPlace, topClasses } from '#core/top-classes.ts';
import type { ComposerModel } from '../composer.ts';
import { FrameMemory } from '../frame-memory.ts';

/** As many as ImageNet's usual "top-5". */
const SHOWN = 5;

type ScoresSpec = Extract<OutputSpec, { meaning: 'class-scores' }>;

/** From a frame's scores to its likeliest classes, averaged over frames; on the CPU whatever the engine. */
export class ClassRanking {
  readonly output: ScoresSpec;
  readonly #model: ComposerModel;
  readonly #memory = new FrameMemory();
  readonly #scores: Float32Array;
  readonly #state: Float32Array;

  constructor(model: ComposerModel) {
    this.#model = model;
    const output = model.outputs.find((each) => each.meaning === 'class-scores');
    if (!output) throw new VitrineError('bad-shape', 'the model has no output of meaning "class-scores"');
    const shape = model.shapes.get(output.name) ?? [];
    const count = shape.reduce((product, side) => product * side, 1);
    if (shape[0] !== 1 || count !== output.classes) {
      const message = `output "${output.name}" must be [1,${output.classes}], got [${shape.join()}]`;
      throw new VitrineError('bad-shape', message);
    }
    this.output = output;
    this.#scores = new Float32Array(count);
    this.#state = new Float32Array(count);
  }

  /** `scores` is borrowed for the call. */
  rank(scores: Float32Array, placement: Placement, look: Look): ResultSummary {
    this.#scores.set(scores);
    if (this.output.activation === 'softmax') softmaxInPlace(this.#scores);
    smoothInto(this.#state, this.#scores, this.#memory.past(placement) * look.smoothing);
    return { kind: 'classes', top: topClasses(this.#state, this.#model.labels, SHOWN) };
  }
}
