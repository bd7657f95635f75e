/** Inference alone: one cell in a fresh worker of its own. */
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { CellStage } from '#workers/bench/bench.api.ts';
import type { BenchClient } from '#workers/bench/bench.client.ts';
import type { Output } from './agreement.ts';
import type { Cell } from './cells.ts';
import { hung } from './cell-end.ts';
import type { Plan } from './plan.ts';
import type { Result } from './report.ts';
import { summarise } from './summary.ts';

export interface CellContext {
  plan: Plan;
  seed: number;
  file: ModelFile;
  manifest: ModelManifest | undefined;
  signal: AbortSignal;
  onStage: (stage: CellStage) => void;
}

/** What a cell's worker found, as the report holds it, and its outputs for the comparison. */
export interface CellFound {
  part: Partial<Result>;
  outputs: Output[] | undefined;
}

export async function runBareCell(
  cell: Cell,
  { plan, seed, file, manifest, signal, onStage }: CellContext,
  start: () => BenchClient,
): Promise<CellFound> {
  return withWorker(start, plan.cellSeconds, signal, async (worker, arm) => {
    const { engine, threads, roundTrip } = cell;
    const stage = (name: CellStage) => {
      // A slow line is no slow model: the limit begins with the bytes there, and downloads have their own.
      if (name === 'session') arm();
      onStage(name);
    };
    const request = { file, engine, threads, roundTrip, ...(manifest ? { manifest } : {}) };
    const { conditions, load, outputs } = await worker.open(request, stage);
    const { warmUp, samples, gpuMs, jsHeapBytes, gpuBytes } = await worker.measure(plan.runs, stage);
    onStage('inspect');
    const inspected = await worker.inspect();
    const inference = summarise(samples, seed);
    // Queries run from the first inference on: those of the warm-up come first.
    const steadyGpuMs = gpuMs.slice(-samples.length);
    const gpu = summarise(steadyGpuMs, seed);
    const part: Partial<Result> = {
      conditions,
      load,
      warmUp,
      trained: file.trained,
      ...(inference ? { inference } : {}),
      ...(gpu ? { gpu } : {}),
      samples: { inference: samples, ...(gpu ? { gpu: steadyGpuMs } : {}) },
      memory: {
        modelBytes: file.bytes,
        ...(jsHeapBytes === undefined ? {} : { jsHeapBytes }),
        ...(gpuBytes === undefined ? {} : { gpuBytes }),
      },
      ...(inspected ? { graph: nodesOf(inspected, manifest?.cpuOperators ?? []) } : {}),
    };
    return { part, outputs };
  });
}

function nodesOf(
  { nodes, operators }: { nodes: number; operators: Record<string, number> },
  cpuOperators: readonly string[],
): NonNullable<Result['graph']> {
  const cpuNodes = cpuOperators.reduce((sum, operator) => sum + (operators[operator] ?? 0), 0);
  return { nodes, cpuNodes };
}

/** What ort-wasm gives in fp32 for the reference frame, on as many threads as there are. */
export async function referenceOutputs(
  { plan, file, manifest, signal }: Pick<CellContext, 'plan' | 'file' | 'manifest' | 'signal'>,
  start: () => BenchClient,
): Promise<Output[]> {
  return withWorker(start, plan.cellSeconds, signal, async (worker, arm) => {
    const request = { file, engine: 'ort-wasm' as const, threads: 0, roundTrip: false };
    const { outputs } = await worker.open({ ...request, ...(manifest ? { manifest } : {}) }, (name) => {
      if (name === 'session') arm();
    });
    return outputs;
  });
}

/** A worker for this work alone, ended in every case; `arm` starts its time limit. */
export async function withWorker<T>(
  start: () => BenchClient,
  limitSeconds: number,
  signal: AbortSignal,
  work: (worker: BenchClient, arm: () => void) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const worker = start();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arm = () => {
    clearTimeout(timer);
    timer = setTimeout(() => worker.terminate(hung(limitSeconds)), limitSeconds * 1000);
  };
  // Until the script itself answers.
  arm();
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason instanceof Error ? signal.reason : new DOMException('', 'AbortError'));
  });
  aborted.catch(() => undefined);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(worker, arm), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
    clearTimeout(timer);
    worker.terminate(hung(limitSeconds));
  }
}
