import type { InferenceSession, OnnxValue } from 'onnxruntime-web';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { PromiseQueue } from '#core/promise-queue.ts';
import type { ModelFile, StateSpec, TensorSpec, TensorView } from '#core/io-spec.ts';
import type { EngineConditions, EngineSession, SessionIo } from './engine.ts';
import { reasonOf } from './open-ort.ts';
import { queueOf, type Ort } from './ort-runtime.ts';

/** A session with its tensors on the CPU. The input array is allocated once; onnxruntime makes the output arrays. */
export class OrtCpuSession implements EngineSession {
  readonly conditions: EngineConditions;
  readonly io: SessionIo & { location: 'cpu' };
  readonly #session: InferenceSession;
  readonly #queue: PromiseQueue;
  readonly #ort: Ort;
  readonly #feeds: Record<string, OnnxValue>;
  readonly #states: readonly StateSpec[];
  readonly #names: string[];
  readonly #views: Map<string, TensorView>;
  #isDisposed = false;

  constructor(ort: Ort, session: InferenceSession, file: ModelFile, conditions: EngineConditions) {
    const input = emptyTensor(file.input);
    this.conditions = conditions;
    this.#ort = ort;
    this.#session = session;
    this.#queue = queueOf(ort);
    this.#states = file.states ?? [];
    this.#feeds = { [file.input.name]: new ort.Tensor('float32', input.data, [...input.shape]) };
    this.#names = [...file.outputs.map(({ name }) => name), ...this.#states.map(({ output }) => output)];
    this.#views = new Map(file.outputs.map((spec) => [spec.name, emptyTensor(spec)]));
    this.io = { location: 'cpu', input, outputs: this.#views };
    this.reset();
  }

  reset(): void {
    for (const { input } of this.#states) {
      this.#feeds[input.name] = new this.#ort.Tensor('float32', emptyTensor(input).data, [...input.shape]);
    }
  }

  run(): Promise<void> {
    return this.#queue.add(async () => {
      if (this.#isDisposed)
        throw new VitrineError('engine-failed', 'The session was disposed before this run.');
      let results: InferenceSession.OnnxValueMapType;
      try {
        results = await this.#session.run(this.#feeds, this.#names);
      } catch (cause) {
        throw new VitrineError('engine-failed', 'onnxruntime failed while running the model.', {
          detail: reasonOf(cause),
          cause,
        });
      }
      for (const [name, view] of this.#views) take(name, view, results[name]);
      for (const { input, output } of this.#states) {
        this.#feeds[input.name] = requireValue(output, input.shape, results[output]);
      }
    });
  }

  dispose(): Promise<void> {
    return this.#queue.add(async () => {
      if (this.#isDisposed) return;
      this.#isDisposed = true;
      await this.#session.release();
    });
  }
}

function emptyTensor(spec: TensorSpec): TensorView {
  return {
    shape: spec.shape,
    data: new Float32Array(spec.shape.reduce((product, side) => product * side, 1)),
  };
}

/** Points `view` at the run's own array: copying it would cost as much as making it. */
function take(name: string, view: TensorView, value: OnnxValue | undefined): void {
  view.data = requireValue(name, view.shape, value).data as Float32Array;
}

/** What a run gave as `name`, if it is what was promised. */
function requireValue(name: string, shape: readonly number[], value: OnnxValue | undefined): OnnxValue {
  const isSame = value?.dims.length === shape.length && value.dims.every((side, i) => side === shape[i]);
  if (isSame && value.data instanceof Float32Array) return value;
  const got = value ? `${value.type} [${value.dims.join(',')}]` : 'nothing';
  throw new VitrineError('bad-shape', `expected output ${name} float32 [${shape.join(',')}], got ${got}`);
}
