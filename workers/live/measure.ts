import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { EngineId } from '#core/engine-id.ts';
import { quantile } from '#core/quantiles.ts';
import type { EngineSession } from '#engine/engine.ts';

/** Runs that are measured after a warm-up, and when to stop early (guessed: a choice within a second or two). */
const MOST_RUNS = 5;
const BUDGET_MS = 500;

/** What a few runs of an engine took, or why there were none. */
export interface Measured {
  engine: EngineId;
  /** Median, the queue drained; Infinity when it failed. */
  runMs: number;
  runs: number;
  failure: string | undefined;
}

/** Times a few runs of `session` after one that is not counted: the first compiles shaders. */
export async function measure(
  session: EngineSession,
  device: GPUDevice | undefined,
  signal: AbortSignal,
): Promise<Measured> {
  const timesMs: number[] = [];
  const stopAtMs = performance.now() + BUDGET_MS;
  await runOnce(session, device);
  do {
    signal.throwIfAborted();
    timesMs.push(await runOnce(session, device));
  } while (timesMs.length < MOST_RUNS && performance.now() < stopAtMs);
  const runMs = quantile(
    timesMs.sort((a, b) => a - b),
    0.5,
  );
  return { engine: session.conditions.engine, runMs, runs: timesMs.length, failure: undefined };
}

/** One inference over whatever the input holds, in milliseconds, with GPU work done. */
export async function runOnce(session: EngineSession, device: GPUDevice | undefined): Promise<number> {
  const startMs = performance.now();
  if (session.io.location === 'image') await runOnBlank(session);
  else await session.run();
  if (session.io.location === 'gpu') await device?.queue.onSubmittedWorkDone();
  return performance.now() - startMs;
}

async function runOnBlank(session: EngineSession): Promise<void> {
  const canvas = new OffscreenCanvas(256, 256);
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height);
  const bitmap = canvas.transferToImageBitmap();
  try {
    await session.run(bitmap);
  } finally {
    bitmap.close();
  }
}

/** The faster ones first. */
export function bySpeed(measured: readonly Measured[]): Measured[] {
  return [...measured].sort((a, b) => a.runMs - b.runMs);
}

export function failed(engine: EngineId, error: unknown): Measured {
  const failure = error instanceof VitrineError ? (error.detail ?? error.message) : String(error);
  return { engine, runMs: Infinity, runs: 0, failure };
}

/** "ort-webgpu 3.2 ms, ort-wasm 24.1 ms" */
export function inWords(measured: readonly Measured[]): string {
  return bySpeed(measured)
    .map(({ engine, runMs, failure }) =>
      failure === undefined ? `${engine} ${runMs.toFixed(1)} ms` : `${engine} failed (${failure})`,
    )
    .join(', ');
}
