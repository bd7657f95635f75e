import type { BenchClient } from '#workers/bench/bench.client.ts';
import { withWorker } from './limited-worker.ts';
import type { Cell } from './cells.ts';
import type { Peak } from './report.ts';
import { shortened } from './summary.ts';

/** A software adapter compiles and runs the product in some seconds; a peak that takes longer is left out. */
const LIMIT_SECONDS = 30;

/** What each engine of these cells reaches here at best. MediaPipe runs no models of ours to measure that with. */
export async function measurePeaks(
  cells: readonly Cell[],
  start: () => BenchClient,
  signal: AbortSignal,
): Promise<Peak[]> {
  const bare = cells.filter(({ engine, mode }) => engine.startsWith('ort-') && mode === 'bare');
  const distinct = new Map(bare.map(({ engine, threads }) => [`${engine}/${threads}`, { engine, threads }]));
  const peaks: Peak[] = [];
  for (const { engine, threads } of distinct.values()) {
    try {
      const peak = await withWorker(start, LIMIT_SECONDS, signal, ({ client }) =>
        client.peak(engine, threads),
      );
      const { gemmGmacPerSecond, copyGBPerSecond } = peak;
      peaks.push({
        engine,
        threads,
        gemmGmacPerSecond: shortened(gemmGmacPerSecond),
        copyGBPerSecond: shortened(copyGBPerSecond),
      });
    } catch {
      // Its cells say what is wrong with the engine.
    }
  }
  return peaks;
}
