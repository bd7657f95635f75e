/** In which order cells run, and which need not. */
import type { Cell } from './cells.ts';
import { MersenneTwister, shuffled } from './mersenne-twister.ts';
import type { Plan } from './plan.ts';
import type { Result } from './report.ts';

/**
 * Random, so that heat and company fall on all alike; of a plan that holds a frame rate, small sizes come first, and
 * what has the same rank is still interleaved.
 */
export function orderOf(cells: readonly Cell[], plan: Plan, seed: number): Cell[] {
  const drawn = shuffled(cells, new MersenneTwister(seed));
  if (plan.holdFps === undefined) return drawn;
  const rank = (cell: Cell) =>
    cells.filter((other) => seriesOf(other) === seriesOf(cell) && areaOf(other) < areaOf(cell)).length;
  const ranks = new Map(drawn.map((cell) => [cell, rank(cell)]));
  return drawn.sort((a, b) => ranks.get(a)! - ranks.get(b)!);
}

/** A smaller input of the same series that already lost the plan's frame rate. */
export function slowerBefore(cell: Cell, plan: Plan, results: readonly Result[]): Result | undefined {
  const { holdFps } = plan;
  if (holdFps === undefined) return undefined;
  return results.find(
    (result) =>
      seriesOf(result.cell) === seriesOf(cell) &&
      areaOf(result.cell) < areaOf(cell) &&
      !holds(result, holdFps),
  );
}

/** The largest input of each series that holds the frame rate. */
export function largestHeld(results: readonly Result[], holdFps: number): Result[] {
  const best = new Map<string, Result>();
  for (const result of results) {
    if (!holds(result, holdFps)) continue;
    const series = seriesOf(result.cell);
    const former = best.get(series);
    if (!former || areaOf(former.cell) < areaOf(result.cell)) best.set(series, result);
  }
  return [...best.values()];
}

/** Frames a second by the median: of the frame period in pipelines, of the run in bare inference. */
export function fpsOf({ period, inference }: Result): number | undefined {
  const median = period?.median ?? inference?.median;
  return median === undefined ? undefined : 1000 / median;
}

function holds(result: Result, fps: number): boolean {
  return result.status === 'done' && (fpsOf(result) ?? 0) >= fps;
}

/** Everything but the size. */
export function seriesOf({ model, variant, precision, engine, threads, roundTrip, mode }: Cell): string {
  return [model, variant, precision, engine, threads, roundTrip, mode].join(' ');
}

function areaOf({ size }: Cell): number {
  return size.width * size.height;
}
