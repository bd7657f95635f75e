/** Which detection of a frame is which track's: by overlap of boxes, and for what leaps by distance. */
import { iou, type FrameBox } from '../geometry.ts';
import type { Detection } from '../result.ts';
import { assign } from './assign.ts';
import { presumedBox, type Track } from './track.ts';

/** A detector may call one object by two names from frame to frame: such a match counts half. */
const OTHER_CLASS = 0.5;
/** A leap goes no further than this many times the object's size from frame to frame, */
const MOST_LEAP = 3;
/** and what leaps keeps its width and height within this factor (both guessed). */
const LIKE = 1.5;

export interface Unmatched {
  tracks: Track[];
  detections: Detection[];
}

export interface Matching {
  pairs: [Track, Detection][];
  left: Unmatched;
}

export interface OverlapOptions {
  /** 1 − overlap from which no pair is made, 0..1. */
  limit: number;
  /** How far boxes are widened before they are compared, as parts of their longer side. */
  reach: (track: Track) => number;
  /** An unsure detection's overlap counts less. */
  byScore: boolean;
}

export function matchOverlaps(
  { tracks, detections }: Unmatched,
  { limit, reach, byScore }: OverlapOptions,
): Matching {
  return matched(tracks, detections, limit, (track, detection) => {
    const by = reach(track);
    const overlap = iou(widened(track.motion.box, by), widened(presumedBox(track, detection), by));
    const alike = track.votes.has(detection.classIndex) ? 1 : OTHER_CLASS;
    return 1 - overlap * alike * (byScore ? detection.score : 1);
  });
}

/** The nearest of the same class and about the same size: for what moves by more than its own size from frame to frame. */
export function matchLeaps({ tracks, detections }: Unmatched): Matching {
  return matched(tracks, detections, MOST_LEAP, ({ box: from, votes }, { box: to, classIndex }) => {
    const [a, b] = [sizeOf(from), sizeOf(to)];
    const isLike = ratio(a.width, b.width) <= LIKE && ratio(a.height, b.height) <= LIKE;
    if (!isLike || !votes.has(classIndex)) return Infinity;
    const across = (to.left + to.right - from.left - from.right) / 2;
    const down = (to.top + to.bottom - from.top - from.bottom) / 2;
    return Math.hypot(across, down) / Math.max(1, (a.width + a.height + b.width + b.height) / 4);
  });
}

/** The pairs that cost least together. */
function matched(
  tracks: readonly Track[],
  detections: readonly Detection[],
  limit: number,
  cost: (track: Track, detection: Detection) => number,
): Matching {
  const columns = assign(
    tracks.map((track) => detections.map((detection) => cost(track, detection))),
    limit,
  );
  const pairs = tracks.flatMap((track, row): [Track, Detection][] => {
    const detection = detections[columns[row] ?? -1];
    return detection ? [[track, detection]] : [];
  });
  const left = {
    tracks: tracks.filter((_, row) => (columns[row] ?? -1) < 0),
    detections: detections.filter((_, column) => !columns.includes(column)),
  };
  return { pairs, left };
}

/** A box and what is around it, by the part `reach` of its longer side. */
function widened({ left, top, right, bottom }: FrameBox, reach: number): FrameBox {
  const margin = reach * Math.max(right - left, bottom - top);
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}

function sizeOf({ left, top, right, bottom }: FrameBox) {
  return { width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

const ratio = (a: number, b: number) => Math.max(a / b, b / a);
