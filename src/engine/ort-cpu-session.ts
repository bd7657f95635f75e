import type { InferenceSession } from 'onnxruntime-web';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { PromiseQueue } from '#core/promise-queue.ts';
import type { ModelFile, TensorSpec, TensorView } from '#core/io-spec.ts';
import type { EngineConditions, EngineSession, SessionIo } from './engine.ts';
import { reasonOf } from './open-ort.ts';
import { queueOf, type Ort } from './ort-runtime.ts';

/** A session with its tensors on the CPU. The input array is allocated once; onnxruntime makes the output arrays. */
export class OrtCpuSession implements EngineSession {
  readonly conditions: EngineConditions;
  readonly io: SessionIo & { location: 'cpu' };
  readonly #session: InferenceSession;
  readonly #queue: PromiseQueue;
  readonly #feeds: InferenceSession.OnnxValueMapType;
  readonly #names: string[];
  readonly #views: Map<string, TensorView>;
  #isDisposed = false;

  constructor(ort: Ort, session: InferenceSession, file: ModelFile, conditions: EngineConditions) {
    const input = emptyTensor(file.input);
    this.conditions = conditions;
    this.#session = session;
    this.#queue = queueOf(ort);
    this.#feeds = { [file.input.name]: new ort.Tensor('float32', input.data, [...input.shape]) };
    this.#names = file.outputs.map(({ name }) => name);
    this.#views = new Map(file.outputs.map((spec) => [spec.name, emptyTensor(spec)]));
    this.io = { location: 'cpu', input, outputs: this.#views };
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
function take(
  name: string,
  view: TensorView,
  value: InferenceSession.OnnxValueMapType[string] | undefined,
): void {
  const isSame =
    value?.dims.length === view.shape.length && value.dims.every((side, i) => side === view.shape[i]);
  if (!isSame || !(value.data instanceof Float32Array)) {
    const got = value ? `${value.type} [${value.dims.join(',')}]` : 'nothing';
    throw new VitrineError(
      'bad-shape',
      `expected output ${name} float32 [${view.shape.join(',')}], got ${got}`,
    );
  }
  view.data = value.data;
}
