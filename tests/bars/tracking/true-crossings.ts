/** What a line must have counted, from the true ways alone; shares no code with src/core/counting. */
import type { CountingLine } from '#core/counting/line-counter.ts';
import type { FramePoint } from '#core/counting/polygon.ts';
import type { FrameBox } from '#core/geometry.ts';
import type { Scene, SceneFrame, Walk } from './scenes.ts';

export interface TrueCrossing {
  /** Index of the figure. */
  id: number;
  way: 'in' | 'out';
  /** When it stood clear of the line, in seconds. */
  seconds: number;
}

/** Finer than any frame rate that is played. */
const STEP_S = 1 / 240;
/** Who turns round nearer to the line than this part of its height beyond it has crossed nothing that could be told. */
const TOLD = 0.1;

/** Each figure's in the order of time, one figure after another. */
export function trueCrossings({ figures, line, size, times }: Scene): TrueCrossing[] {
  const crossings: TrueCrossing[] = [];
  const end = times.at(-1) ?? 0;
  for (const [id, walk] of figures.entries()) {
    let before: FramePoint | undefined;
    // Crossings from left to right less those back, since it stood clear of the line.
    let open = 0;
    for (let seconds = times[0] ?? 0; seconds <= end; seconds += STEP_S) {
      const box = walk(seconds);
      if (!box) continue;
      const foot = footOf(box);
      if (foot.x < 0 || foot.x > size.width || foot.y > size.height) continue;
      if (before) open += crossing(before, foot, line.from, line.to);
      before = foot;
      if (open === 0 || Math.abs(distance(foot, line.from, line.to)) < TOLD * (box.bottom - box.top))
        continue;
      crossings.push({ id, way: open > 0 ? 'in' : 'out', seconds });
      open = 0;
    }
  }
  return crossings;
}

/** Frames in which a figure must have been well seen on either side of a crossing, and how much of it. */
const SIGHTS = 3;
const WELL_SEEN = 0.6;

/**
 * Whether all that cross could be seen to: before and after each crossing some frames show most of the figure, and
 * between the last and the first of them it goes straight on, rather than turn where nobody sees it.
 */
export function canBeTold(
  { figures }: Scene,
  crossings: readonly TrueCrossing[],
  frames: readonly SceneFrame[],
): boolean {
  return crossings.every(({ id, seconds }, index) => {
    const [last, next] = [crossings[index - 1], crossings[index + 1]];
    const from = last?.id === id ? last.seconds : -Infinity;
    const to = next?.id === id ? next.seconds : Infinity;
    const sights = frames
      .filter(({ truth }) => truth.some((one) => one.id === id && one.seen >= WELL_SEEN))
      .map(({ atMs }) => atMs / 1000);
    const before = sights.filter((at) => at >= from && at < seconds);
    const after = sights.filter((at) => at >= seconds && at < to);
    return (
      before.length >= SIGHTS && after.length >= SIGHTS && isStraight(figures[id]!, before.at(-1)!, after[0]!)
    );
  });
}

/** Who is at the line in the first or the last frame has a side that nobody saw. */
export function beginsOrEndsAtLine({ figures, line, times }: Scene): boolean {
  const ends = [times[0] ?? 0, times.at(-1) ?? 0];
  return figures.some((walk) => ends.some((seconds) => isNear(walk(seconds), line)));
}

function isNear(box: FrameBox | undefined, { from, to }: CountingLine): boolean {
  return box !== undefined && Math.abs(distance(footOf(box), from, to)) < 2 * TOLD * (box.bottom - box.top);
}

const footOf = ({ left, right, bottom }: FrameBox): FramePoint => ({ x: (left + right) / 2, y: bottom });

/** Whether a figure at `to` is where its motion at `from` led, give or take its width. */
function isStraight(walk: Walk, from: number, to: number): boolean {
  const [a, b, end] = [walk(from - STEP_S), walk(from), walk(to)];
  if (!a || !b || !end) return false;
  const off = (key: 'left' | 'bottom') => b[key] + ((b[key] - a[key]) / STEP_S) * (to - from) - end[key];
  return Math.hypot(off('left'), off('bottom')) <= b.right - b.left;
}

/** Area of the parallelogram: positive where r is right of p → q, with y downwards. */
const turn = (p: FramePoint, q: FramePoint, r: FramePoint) =>
  (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);

const distance = (p: FramePoint, from: FramePoint, to: FramePoint) =>
  turn(from, to, p) / Math.hypot(to.x - from.x, to.y - from.y);

/** 1 where a → b goes over the line from its left to its right, -1 where back, else 0. */
function crossing(a: FramePoint, b: FramePoint, from: FramePoint, to: FramePoint): number {
  const [sideA, sideB] = [turn(from, to, a) >= 0, turn(from, to, b) >= 0];
  if (sideA === sideB || turn(a, b, from) * turn(a, b, to) > 0) return 0;
  return sideB ? 1 : -1;
}
