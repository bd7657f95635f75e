/**
 * How a wall did over days, in slots of some minutes: small enough to be kept for weeks, and never a picture. Fed with
 * heart-beats; where they are kept is the caller's matter.
 */
import type { Beat } from './beat.ts';

/** Fine enough to see when something began (chosen). */
export const SLOT_MS = 300_000;

/** A ring: older slots are dropped. */
export const KEPT_DAYS = 14;
export const MOST_SLOTS = (KEPT_DAYS * 86_400_000) / SLOT_MS;

export interface Slot {
  /** Wall clock at its beginning, in units of SLOT_MS since the epoch. */
  slot: number;
  beats: number;
  /** Of them, those with a live picture in front, or closed by the schedule. */
  well: number;
  /** Mean of the beats that told one; undefined without. */
  fps: number | undefined;
  /** The worst of the slot, in ms. */
  p95Ms: number | undefined;
  /** Page loads. */
  loads: number;
}

/** Gathers beats into the slot they fall into. */
export class HistorySlots {
  #slot: Slot | undefined;
  #fpsSum = 0;
  #fpsCount = 0;
  #lastUpMs = Infinity;

  /** @returns the slot so far; the same slot is returned again, grown, until its time is over. */
  add(beat: Pick<Beat, 'atMs' | 'upMs' | 'front' | 'fps' | 'p95Ms'>, former?: Slot): Slot {
    const index = Math.floor(beat.atMs / SLOT_MS);
    if (this.#slot?.slot !== index) {
      const isGoingOn = former?.slot === index && this.#slot === undefined;
      this.#slot = isGoingOn ? former : emptySlot(index);
      this.#fpsCount = isGoingOn && former.fps !== undefined ? former.beats : 0;
      this.#fpsSum = (this.#slot.fps ?? 0) * this.#fpsCount;
    }
    const { fps, p95Ms, front, upMs } = beat;
    if (fps !== undefined) {
      this.#fpsSum += fps;
      this.#fpsCount++;
    }
    // A page that is up for less time than before is another page.
    const isLoaded = upMs < this.#lastUpMs;
    this.#lastUpMs = upMs;
    const slot = this.#slot;
    this.#slot = {
      slot: index,
      beats: slot.beats + 1,
      well: slot.well + (front === 'live' || front === 'closed' ? 1 : 0),
      fps: this.#fpsCount > 0 ? this.#fpsSum / this.#fpsCount : undefined,
      p95Ms: p95Ms === undefined ? slot.p95Ms : Math.max(p95Ms, slot.p95Ms ?? 0),
      loads: slot.loads + (isLoaded ? 1 : 0),
    };
    return this.#slot;
  }
}

function emptySlot(slot: number): Slot {
  return { slot, beats: 0, well: 0, fps: undefined, p95Ms: undefined, loads: 0 };
}
