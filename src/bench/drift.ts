/** Whether the machine itself grew slower or faster: the fixed reference workload's times over a run. */
import * as v from 'valibot';
import { quantile } from '#core/quantiles.ts';
import { ascending, median } from './statistics.ts';

export const driftPointSchema = v.strictObject({
  /** Seconds since the run began. */
  atSeconds: v.number(),
  /** Median of the reference workload. */
  ms: v.number(),
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

/** The points of the GPU's workload as those of the CPU's are; none where no cell ran there. */
export function gpuPoints(points: readonly DriftPoint[]): DriftPoint[] {
  return points.flatMap(({ atSeconds, gpuMs }) => (gpuMs === undefined ? [] : [{ atSeconds, ms: gpuMs }]));
}

/**
 * By which factor an interval of the first run must be widened before the second run's median is held against it: the
 * spread within either run, and how far apart their paces are.
 */
export function widening(first: readonly DriftPoint[], second: readonly DriftPoint[]): number {
  const pace = (points: readonly DriftPoint[]) => median(points.map(({ ms }) => ms));
  const between = first.length > 0 && second.length > 0 ? Math.abs(pace(second) / pace(first) - 1) : 0;
  return 1 + Math.max(driftLine(first)?.spread ?? 0, driftLine(second)?.spread ?? 0, between);
}
