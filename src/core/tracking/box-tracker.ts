/**
 * Gives detections an identity over time: ByteTrack's two-stage association (Zhang et al. 2022, arXiv:2110.06864)
 * over boxes moved on by Kalman filters. Sure detections are matched first; what tracks are then still without one
 * may take an unsure detection, which is mostly the same object half hidden, rather than be lost.
 */
import { scaledBox } from '../geometry.ts';
import type { Detection } from '../result.ts';
import { matchLeaps, matchOverlaps, type OverlapOptions, type Unmatched } from './match.ts';
import { favouriteClass, leap, newTrack, see, type Track } from './track.ts';

export interface TrackerOptions {
  /** Detections from here on are sure, 0..1: they are matched first and start tracks. */
  sureScore: number;
  /** Detections below are ignored, 0..1. */
  leastScore: number;
  /** How long a track that is not seen waits for its object, in milliseconds. */
  patienceMs: number;
}

/**
 * ByteTrack's 0.1 as the least score. Its patience of a second is too short for who walks behind a van: the filters
 * still lead to the right place after two and a half (measured by bar:tracking).
 */
export const defaultTracking: TrackerOptions = { sureScore: 0.5, leastScore: 0.1, patienceMs: 2500 };

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
/**
 * What no overlap explains is compared once more with widened boxes, at any rate of frames: by so much at once, and more
 * with each second that a track was not seen (0.3 to 1 do alike).
 */
const LAST_REACH = 0.1;
const LAST_REACH_PER_S = 0.5;
/** A track that a detector misses for so long is shown where it must be, so that boxes do not flicker. */
const COAST_MS = 100;

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
    const before = this.#atMs;
    const gapMs = atMs - (before ?? atMs);
    this.#atMs = atMs;
    this.#predict(gapMs, before);

    const sure = detections.filter(({ score }) => score >= sureScore);
    const unsure = detections.filter(({ score }) => score >= leastScore && score < sureScore);
    const left = this.#associate(sure, unsure, gapMs, atMs);

    this.#tracks = this.#tracks.filter(
      ({ id, lastSeenMs }) => lastSeenMs === atMs || (id > 0 && atMs - lastSeenMs <= patienceMs),
    );
    // Nothing was there to be confirmed before the first frame.
    for (const detection of left)
      this.#tracks.push(newTrack(before === undefined ? this.#nextId++ : 0, detection, atMs));
    return this.#tracks.flatMap((track) => {
      if (track.id === 0 || atMs - track.lastSeenMs > COAST_MS) return [];
      const box = track.lastSeenMs === atMs ? track.box : track.motion.box;
      return [{ box, score: track.score, classIndex: favouriteClass(track), trackId: track.id }];
    });
  }

  /** Forgets all tracks; ids go on, so that none is given twice. */
  reset(): void {
    this.#tracks = [];
    this.#atMs = undefined;
  }

  /** The frame is `by` times as large from now on, and shows the same. */
  rescale(by: number): void {
    for (const track of this.#tracks) {
      track.motion.rescale(by);
      track.box = scaledBox(track.box, by);
    }
  }

  #predict(gapMs: number, before: number | undefined): void {
    const steps = Math.min(gapMs / MS_PER_STEP, MOST_STEPS);
    for (const track of this.#tracks) {
      track.motion.predict(steps, track.lastSeenMs !== before);
      if (gapMs > CLOSE_MS) track.usualScore = undefined;
    }
  }

  /** Stage by stage, each with what the stage before left; gives the sure detections that are no track's. */
  #associate(sure: Detection[], unsure: Detection[], gapMs: number, atMs: number): Detection[] {
    const overGap = gapMs > CLOSE_MS ? Math.min(MOST_REACH, (REACH_PER_S * gapMs) / 1000) : 0;
    const reach = () => overGap;
    const lastReach = ({ lastSeenMs }: Track) =>
      Math.max(overGap, Math.min(MOST_REACH, LAST_REACH + (LAST_REACH_PER_S * (atMs - lastSeenMs)) / 1000));
    const known = this.#tracks.filter(({ id }) => id > 0);
    const fresh = this.#tracks.filter(({ id }) => id === 0);
    const overlaps = (these: Unmatched, options: OverlapOptions): Unmatched => {
      const { pairs, left } = matchOverlaps(these, options);
      for (const [track, detection] of pairs) {
        see(track, detection, atMs);
        if (track.id === 0) track.id = this.#nextId++;
      }
      return left;
    };

    const first = overlaps({ tracks: known, detections: sure }, { limit: SURE_LIMIT, reach, byScore: true });
    const faint = overlaps(
      { tracks: first.tracks, detections: unsure },
      { limit: UNSURE_LIMIT, reach, byScore: false },
    );
    const second = overlaps(
      { tracks: fresh, detections: first.detections },
      { limit: SECOND_SIGHT_LIMIT, reach, byScore: true },
    );
    const last = overlaps(
      { tracks: faint.tracks, detections: second.detections },
      { limit: SURE_LIMIT, reach: lastReach, byScore: true },
    );
    // What leaps is confirmed by a third sight, where the leap leads: two flashes of noise are seldom in line.
    const leaps = matchLeaps({ tracks: second.tracks, detections: last.detections });
    for (const [track, detection] of leaps.pairs) {
      leap(track, detection, Math.max(1, gapMs) / MS_PER_STEP, atMs);
    }
    return leaps.left.detections;
  }
}
