/** Whether the machine itself grew slower or faster: the fixed reference workload's times over a run. */
import * as v from 'valibot';
import { quantile } from '#core/quantiles.ts';
import { ascending, median } from './statistics.ts';

export const driftPointSchema = v.strictObject({
  /** Seconds since the run began. */
  atSeconds: v.number(),
  /** Median of the reference workload on one thread. */
  ms: v.number(),
  /** Of as many at once as cells have threads: the slowest one's median. Absent where all cells have one thread. */
  allMs: v.optional(v.number()),
  /** Of the one on the GPU, where cells run there: for 2^30 multiply-adds. */
  gpuMs: v.optional(v.number()),
});
export type DriftPoint = v.InferOutput<typeof driftPointSchema>;

export interface DriftLine {
  /** What the line (least squares) says of the first and the last point, in milliseconds. */
  startMs: number;
  endMs: number;
  /** Of the line from start to end, as a part: 0.1 is 10 % slower. */
  change: number;
  /** Within which part of the median 95 % of the points lie: what intervals must be widened by. */
  spread: number;
}

/** Above this the report says that the machine did not keep its pace (guessed: more than a steady laptop shows). */
export const DRIFT_LIMIT = 0.1;

/** Undefined below two points. */
export function driftLine(points: readonly DriftPoint[]): DriftLine | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return undefined;
  const centre = median(points.map(({ ms }) => ms));
  const spread = quantile(ascending(points.map(({ ms }) => Math.abs(ms / centre - 1))), 0.95);
  const meanAt = points.reduce((sum, { atSeconds }) => sum + atSeconds, 0) / points.length;
  const meanMs = points.reduce((sum, { ms }) => sum + ms, 0) / points.length;
  const width = points.reduce((sum, { atSeconds }) => sum + (atSeconds - meanAt) ** 2, 0);
  const slope =
    width === 0
      ? 0
      : points.reduce((sum, { atSeconds, ms }) => sum + (atSeconds - meanAt) * (ms - meanMs), 0) / width;
  const at = (seconds: number) => meanMs + slope * (seconds - meanAt);
  const [startMs, endMs] = [at(first.atSeconds), at(last.atSeconds)];
  return { startMs, endMs, change: endMs / startMs - 1, spread };
}

/**
 * A point beside which something else ran: slower by this than the fastest point within a minute, which tells what the
 * machine does when left alone. Alone, points lie within 8 % of each other here; sharing a core doubles them.
 */
export const DISTURBED = 1.15;
const NEAR_SECONDS = 60;

/** What tells of the pace of cells with so many threads. */
const paceOf = ({ ms, allMs = ms }: DriftPoint, threads: number): number => (threads > 1 ? allMs : ms);

/**
 * How much slower the machine was at point `i` than at its fastest within a minute, as cells of so many threads see it: 1
 * is not at all. A lasting change of pace is no disturbance, once it is a minute old.
 */
export function disturbanceAt(points: readonly DriftPoint[], i: number, threads: number): number {
  const point = points[i];
  if (!point) return 1;
  const near = points.filter(({ atSeconds }) => Math.abs(atSeconds - point.atSeconds) <= NEAR_SECONDS);
  return paceOf(point, threads) / Math.min(...near.map((one) => paceOf(one, threads)));
}

/** Whether the machine was left alone at point `i`. */
export function isQuiet(points: readonly DriftPoint[], i: number, threads: number): boolean {
  return disturbanceAt(points, i, threads) <= DISTURBED;
}

/** The points at which the machine was left alone, by the pace of so many threads: between them lie the rounds that count. */
export function quietPoints(points: readonly DriftPoint[], threads: number): DriftPoint[] {
  return points
    .filter((_, i) => isQuiet(points, i, threads))
    .map((point) => ({ atSeconds: point.atSeconds, ms: paceOf(point, threads) }));
}

/** The points of the GPU's workload as those of the CPU's are; none where no cell ran there. */
export function gpuPoints(points: readonly DriftPoint[]): DriftPoint[] {
  return points.flatMap(({ atSeconds, gpuMs }) => (gpuMs === undefined ? [] : [{ atSeconds, ms: gpuMs }]));
}

/**
 * By which factor an interval of the first run must be widened before the second run's median is held against it: the
 * spread within either run, and how far apart their paces are. Of the quiet points: the others' rounds are in no figure.
 */
export function widening(
  firstPoints: readonly DriftPoint[],
  secondPoints: readonly DriftPoint[],
  threads = 1,
): number {
  const [first, second] = [quietPoints(firstPoints, threads), quietPoints(secondPoints, threads)];
  const pace = (points: readonly DriftPoint[]) => median(points.map(({ ms }) => ms));
  const between = first.length > 0 && second.length > 0 ? Math.abs(pace(second) / pace(first) - 1) : 0;
  return 1 + Math.max(driftLine(first)?.spread ?? 0, driftLine(second)?.spread ?? 0, between);
}
