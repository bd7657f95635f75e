import type { InferenceSession } from 'onnxruntime-web';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ModelFile, TensorSpec } from '#core/io-spec.ts';
import { queueOf, type Ort } from './ort-runtime.ts';

/** A session whose inputs and outputs are those that `file` promises. Releases it and throws otherwise. */
export async function openOrt(
  ort: Ort,
  bytes: Uint8Array,
  file: ModelFile,
  options: InferenceSession.SessionOptions,
  signal: AbortSignal,
): Promise<InferenceSession> {
  return queueOf(ort).add(async () => {
    signal.throwIfAborted();
    const session = await create(ort, bytes, file, options);
    try {
      signal.throwIfAborted();
      const { states = [] } = file;
      const remembered = states.map(({ input, output }) => ({ ...input, name: output }));
      const inputs = [file.input, ...states.map(({ input }) => input)];
      requireTensors('input', inputs, session.inputMetadata, file);
      requireTensors('output', [...file.outputs, ...remembered], session.outputMetadata, file);
    } catch (error) {
      await session.release();
      throw error;
    }
    return session;
  });
}

async function create(
  ort: Ort,
  bytes: Uint8Array,
  file: ModelFile,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, { graphOptimizationLevel: 'all', ...options });
  } catch (cause) {
    throw new VitrineError('engine-failed', `onnxruntime could not open ${file.file}.`, {
      detail: reasonOf(cause),
      cause,
    });
  }
}

/** What onnxruntime threw, in one line. It also throws numbers and strings. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function requireTensors(
  side: 'input' | 'output',
  expected: readonly TensorSpec[],
  actual: readonly InferenceSession.ValueMetadata[],
  file: ModelFile,
): void {
  const found = actual.map(describe).join(', ');
  if (side === 'input' && actual.length !== expected.length) {
    const names = expected.map(({ name }) => name).join(', ');
    throw new VitrineError('bad-shape', `${file.file}: expected the inputs ${names}, got ${found}`);
  }
  for (const spec of expected) {
    const tensor = actual.find(({ name }) => name === spec.name);
    if (!tensor || !matches(tensor, spec)) {
      const wanted = `${spec.name} float32 [${spec.shape.join(',')}]`;
      throw new VitrineError('bad-shape', `${file.file}: expected ${side} ${wanted}, got ${found}`);
    }
  }
}

/** Symbolic dimensions match anything: the run's own shapes are checked again. */
function matches(tensor: InferenceSession.ValueMetadata, spec: TensorSpec): boolean {
  if (!tensor.isTensor || tensor.type !== 'float32') return false;
  const { shape } = tensor;
  return (
    shape.length === spec.shape.length &&
    shape.every((side, i) => typeof side === 'string' || side === spec.shape[i])
  );
}

function describe(value: InferenceSession.ValueMetadata): string {
  return value.isTensor ? `${value.name} ${value.type} [${value.shape.join(',')}]` : value.name;
}
