/**
 * Gives detections an identity over time: ByteTrack's two-stage association (Zhang et al. 2022, arXiv:2110.06864)
 * over boxes moved on by Kalman filters. Sure detections are matched first; what tracks are then still without one
 * may take an unsure detection, which is mostly the same object half hidden, rather than be lost.
 */
import { iou, type FrameBox } from '../geometry.ts';
import type { Detection } from '../result.ts';
import { assign } from './assign.ts';
import { BoxMotion } from './box-motion.ts';

export interface TrackerOptions {
  /** Detections from here on are sure, 0..1: they are matched first and start tracks. */
  sureScore: number;
  /** Detections below are ignored, 0..1. */
  leastScore: number;
  /** How long a track that is not seen waits for its object, in milliseconds. */
  patienceMs: number;
}

/** ByteTrack's: 0.1 as the least score and 30 frames of patience at 30 fps. */
export const defaultTracking: TrackerOptions = { sureScore: 0.5, leastScore: 0.1, patienceMs: 1000 };

/** A detection that belongs to a track: the same `trackId` is the same object. Numbered from 1 in order of birth. */
export interface TrackedDetection extends Detection {
  trackId: number;
}

/** ByteTrack's limits on 1 − IoU: sure detections, unsure ones, and the second sight of a new track. */
const SURE_LIMIT = 0.8;
const UNSURE_LIMIT = 0.5;
const SECOND_SIGHT_LIMIT = 0.7;
/** Filters count time in frames of 30 fps (box-motion.ts). */
const MS_PER_STEP = 1000 / 30;
/** A longer gap says nothing about where things went; the filters move on by this and tracks may end by patience. */
const MOST_STEPS = 15;
/** A detector may call one object by two names from frame to frame: such a match counts half. */
const OTHER_CLASS = 0.5;
/** Weight of the newest score in a track's usual one. */
const USUAL = 0.1;
/** A score below this part of the usual one means that something hides the object (guessed; 0.8 to 0.95 do alike). */
const HIDDEN = 0.95;
/**
 * Over a longer gap between frames a score may fall for any reason, and the filter knows less than the detector of where
 * the whole is (seen at a frame in a second and a half: whole boxes lay over nobody).
 */
const CLOSE_MS = 250;
/**
 * Over such gaps boxes of one object may lie beside each other, so both are widened to all sides before they are compared,
 * as in C-BIoU (Yang et al. 2023, arXiv:2211.14317): by this part of their longer side for each second (people walk
 * 0.8 of their height in a second), and never by more than a half of it.
 */
const REACH_PER_S = 1;
const MOST_REACH = 0.5;
/** A track that a detector misses for so long is shown where it must be, so that boxes do not flicker. */
const COAST_MS = 100;
/** Weight of the newest frame in the vote on a track's class. */
const VOTE = 0.2;

interface Track {
  /** 0 until a second sight confirms it: what is seen once only is mostly noise. */
  id: number;
  motion: BoxMotion;
  /** At the newest sight. */
  box: FrameBox;
  lastSeenMs: number;
  /** Of the newest sight. */
  score: number;
  /** Moving average of its scores since frames came close to each other. */
  usualScore: number | undefined;
  /** Score-weighted vote by class, so that the name does not flicker. */
  votes: Map<number, number>;
}

export class BoxTracker {
  readonly #options: TrackerOptions;
  #tracks: Track[] = [];
  #nextId = 1;
  #atMs: number | undefined;

  constructor(options: Partial<TrackerOptions> = {}) {
    this.#options = { ...defaultTracking, ...options };
  }

  /**
   * Takes the detections of a frame at `atMs` (any clock that only goes forward) and gives the confirmed tracks that
   * are there now, oldest first: the detector's box where it saw the whole, else where the whole must be. A time that
   * goes back, as when a video is rewound, starts anew. `sureScore` may change while it runs.
   */
  update(
    detections: readonly Detection[],
    atMs: number,
    sureScore = this.#options.sureScore,
  ): TrackedDetection[] {
    const { leastScore, patienceMs } = this.#options;
    if (this.#atMs !== undefined && atMs < this.#atMs) this.reset();
    const isFirst = this.#atMs === undefined;
    const steps = Math.min((atMs - (this.#atMs ?? atMs)) / MS_PER_STEP, MOST_STEPS);
    const before = this.#atMs;
    this.#atMs = atMs;
    for (const { motion, lastSeenMs } of this.#tracks) motion.predict(steps, lastSeenMs !== before);
    const gapMs = atMs - (before ?? atMs);
    const reach = gapMs > CLOSE_MS ? Math.min(MOST_REACH, (REACH_PER_S * gapMs) / 1000) : 0;
    if (gapMs > CLOSE_MS) for (const track of this.#tracks) track.usualScore = undefined;

    const sure = detections.filter(({ score }) => score >= sureScore);
    const unsure = detections.filter(({ score }) => score >= leastScore && score < sureScore);
    const known = this.#tracks.filter(({ id }) => id > 0);
    const fresh = this.#tracks.filter(({ id }) => id === 0);
    const byScore = ({ score }: Detection) => score;
    const first = this.#see(match(known, sure, SURE_LIMIT, reach, byScore), atMs);
    this.#see(match(first.tracks, unsure, UNSURE_LIMIT, reach), atMs);
    const second = this.#see(match(fresh, first.detections, SECOND_SIGHT_LIMIT, reach, byScore), atMs);

    this.#tracks = this.#tracks.filter(
      ({ id, lastSeenMs }) => lastSeenMs === atMs || (id > 0 && atMs - lastSeenMs <= patienceMs),
    );
    for (const detection of second.detections) this.#start(detection, atMs, isFirst);
    return this.#tracks.flatMap((track) => {
      if (track.id === 0 || atMs - track.lastSeenMs > COAST_MS) return [];
      const box = track.lastSeenMs === atMs ? track.box : track.motion.box;
      return [{ box, score: track.score, classIndex: favourite(track), trackId: track.id }];
    });
  }

  /** Forgets all tracks; ids go on, so that none is given twice. */
  reset(): void {
    this.#tracks = [];
    this.#atMs = undefined;
  }

  #start(detection: Detection, atMs: number, isFirst: boolean): void {
    // Nothing was there to be confirmed before the first frame.
    const id = isFirst ? this.#nextId++ : 0;
    const votes = new Map([[detection.classIndex, detection.score]]);
    this.#tracks.push({
      id,
      motion: new BoxMotion(detection.box),
      box: detection.box,
      lastSeenMs: atMs,
      score: detection.score,
      usualScore: detection.score,
      votes,
    });
  }

  /** The pairs are the tracks' newest sights; gives on what is left for others to match. */
  #see({ pairs, left }: Matching, atMs: number): Unmatched {
    for (const [track, detection] of pairs) this.#seeOne(track, detection, atMs);
    return left;
  }

  #seeOne(track: Track, detection: Detection, atMs: number): void {
    const { classIndex, score } = detection;
    track.box = wholeBox(track, detection);
    track.motion.update(track.box);
    track.score = score;
    track.usualScore ??= score;
    track.usualScore += USUAL * (score - track.usualScore);
    track.lastSeenMs = atMs;
    if (track.id === 0) track.id = this.#nextId++;
    for (const [index, vote] of track.votes) track.votes.set(index, vote * (1 - VOTE));
    track.votes.set(classIndex, (track.votes.get(classIndex) ?? 0) + VOTE * score);
  }
}

interface Unmatched {
  tracks: Track[];
  detections: Detection[];
}

interface Matching {
  pairs: [Track, Detection][];
  left: Unmatched;
}

/** The best pairs of tracks and detections. `reach`: see `widened`; `weight`: how much of the overlap counts. */
function match(
  tracks: readonly Track[],
  detections: readonly Detection[],
  limit: number,
  reach: number,
  weight: (detection: Detection) => number = () => 1,
): Matching {
  const costs = tracks.map((track) => {
    const box = widened(track.motion.box, reach);
    return detections.map((detection) => {
      const alike = track.votes.has(detection.classIndex) ? 1 : OTHER_CLASS;
      return 1 - iou(box, widened(wholeBox(track, detection), reach)) * alike * weight(detection);
    });
  });
  const columns = assign(costs, limit);
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

function favourite({ votes }: Track): number {
  let best = { index: 0, vote: -1 };
  for (const [index, vote] of votes) if (vote > best.vote) best = { index, vote };
  return best.index;
}

/**
 * The whole object behind a detection. A score well below the track's usual one means that a part of it is hidden, and
 * the box is around the rest: the whole has the track's size and covers that rest, as near as it can be to where it
 * should be by now. So an object that goes behind a pillar keeps its size and its speed.
 */
function wholeBox(track: Track, { box, score }: Detection): FrameBox {
  if (score >= HIDDEN * (track.usualScore ?? 0)) return box;
  const expected = track.motion.box;
  const [left, right] = completed(box.left, box.right, expected.left, expected.right);
  const [top, bottom] = completed(box.top, box.bottom, expected.top, expected.bottom);
  return { left, top, right, bottom };
}

/** A box and what is around it, by the part `reach` of its longer side. */
function widened({ left, top, right, bottom }: FrameBox, reach: number): FrameBox {
  const margin = reach * Math.max(right - left, bottom - top);
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}

function completed(from: number, to: number, expectedFrom: number, expectedTo: number): [number, number] {
  const length = expectedTo - expectedFrom;
  if (to - from >= length) return [from, to];
  const start = Math.min(Math.max(expectedFrom, to - length), from);
  return [start, start + length];
}
