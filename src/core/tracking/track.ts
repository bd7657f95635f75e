/** What is known of one object that is followed. */
import type { FrameBox } from '../geometry.ts';
import type { Detection } from '../result.ts';
import { BoxMotion } from './box-motion.ts';
import { wholeBox } from './whole-box.ts';

/** Weight of the newest score in a track's usual one. */
const USUAL = 0.1;
/** The same while a part is hidden: what is usual must outlast a second behind a pillar. */
const USUAL_HIDDEN = 0.02;
/** A score below this part of the usual one means that something hides the object (guessed; 0.8 to 0.95 do alike). */
const HIDDEN = 0.95;
/**
 * How much less a measurement is trusted for what is missing of the usual score, as NSA Kalman filters do (Du et al. 2021,
 * "GIAOTracker"): half hidden, twice the deviation. Two who pass each other behind a pillar keep their ways so.
 */
const DOUBT = 2;
/** Weight of the newest frame in the vote on a track's class. */
const VOTE = 0.2;

export interface Track {
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

export function newTrack(id: number, { box, score, classIndex }: Detection, atMs: number): Track {
  return {
    id,
    motion: new BoxMotion(box),
    box,
    lastSeenMs: atMs,
    score,
    usualScore: score,
    votes: new Map([[classIndex, score]]),
  };
}

/** The detection is the track's newest sight. */
export function see(track: Track, detection: Detection, atMs: number): void {
  const part = Math.min(1, detection.score / (track.usualScore ?? detection.score));
  const isHidden = part < HIDDEN;
  track.box = presumedBox(track, detection);
  track.motion.update(track.box, isHidden ? 1 + DOUBT * (1 - part) : 1);
  track.usualScore ??= detection.score;
  track.usualScore += (isHidden ? USUAL_HIDDEN : USUAL) * (detection.score - track.usualScore);
  note(track, detection, atMs);
}

/** The detection is the track's newest sight, far from the last: from there to here it moves. */
export function leap(track: Track, detection: Detection, steps: number, atMs: number): void {
  track.motion = BoxMotion.between(track.box, detection.box, steps);
  track.box = detection.box;
  note(track, detection, atMs);
}

/** The whole object behind a detection that may show a part of it only. */
export function presumedBox({ usualScore, motion }: Track, { box, score }: Detection): FrameBox {
  return score >= HIDDEN * (usualScore ?? 0) ? box : wholeBox(box, motion.box);
}

/** The class that it was called most. */
export function favouriteClass({ votes }: Track): number {
  let best = { index: 0, vote: -1 };
  for (const [index, vote] of votes) if (vote > best.vote) best = { index, vote };
  return best.index;
}

function note(track: Track, { score, classIndex }: Detection, atMs: number): void {
  track.score = score;
  track.lastSeenMs = atMs;
  for (const [index, vote] of track.votes) track.votes.set(index, vote * (1 - VOTE));
  track.votes.set(classIndex, (track.votes.get(classIndex) ?? 0) + VOTE * score);
}
