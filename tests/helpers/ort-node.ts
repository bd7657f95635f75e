/** Runs ONNX files in Node with onnxruntime-web's WASM engine, the same kernels that the page uses. */
import * as ort from 'onnxruntime-web';
import type { TensorView } from '#core/io-spec.ts';

// One thread: figures repeat exactly, and tests run beside each other.
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

export interface OrtModel {
  inputs: readonly string[];
  outputs: readonly string[];
  run(feeds: Readonly<Record<string, TensorView>>): Promise<Record<string, TensorView>>;
  release(): Promise<void>;
}

/** ORT is not re-entrant: every call into it waits for the one before. */
let queue: Promise<unknown> = Promise.resolve();

function queued<T>(call: () => Promise<T>): Promise<T> {
  const result = queue.then(call, call);
  queue = result.catch(() => undefined);
  return result;
}

/** `optimise: false` runs the graph as it was written, without ORT's own rewriting. */
export async function openOnnx(bytes: Uint8Array, { optimise = true } = {}): Promise<OrtModel> {
  const session = await queued(() =>
    ort.InferenceSession.create(bytes, { graphOptimizationLevel: optimise ? 'all' : 'disabled' }),
  );
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    run: (feeds) => queued(() => run(session, feeds)),
    release: () => queued(() => session.release()),
  };
}

/** One run of a model of float32 inputs and outputs. */
export async function runOnnx(
  bytes: Uint8Array,
  feeds: Readonly<Record<string, TensorView>>,
  options?: { optimise?: boolean },
): Promise<Record<string, TensorView>> {
  const model = await openOnnx(bytes, options);
  try {
    return await model.run(feeds);
  } finally {
    await model.release();
  }
}

async function run(session: ort.InferenceSession, feeds: Readonly<Record<string, TensorView>>) {
  const tensors = Object.entries(feeds).map(([name, { shape, data }]) => [
    name,
    new ort.Tensor('float32', data, [...shape]),
  ]);
  const results = await session.run(Object.fromEntries(tensors) as Record<string, ort.Tensor>);
  return Object.fromEntries(
    Object.entries(results).map(([name, { dims, data }]) => {
      if (!(data instanceof Float32Array)) throw new TypeError(`output ${name} is not float32`);
      return [name, { shape: dims, data }];
    }),
  );
}
