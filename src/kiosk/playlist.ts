/** Which scene is on. Fed with durations by a monotonic clock, so that a changed wall clock moves nothing. */
import type { Scene } from './configuration.ts';

/** What is kept over a reload. By id, since the configuration may have changed in between. */
export interface PlaylistPosition {
  scene: string;
  elapsedMs: number;
}

export class Playlist {
  readonly #scenes: readonly Scene[];
  #index = 0;
  #elapsedMs = 0;

  /** A position that this playlist does not have (any more) starts it from its beginning. */
  constructor(scenes: readonly Scene[], resumeAt?: PlaylistPosition) {
    if (scenes.length === 0) throw new RangeError('A playlist needs a scene.');
    this.#scenes = scenes;
    const index = scenes.findIndex(({ id }) => id === resumeAt?.scene);
    if (index < 0 || !resumeAt) return;
    const { elapsedMs } = resumeAt;
    this.#index = index;
    if (elapsedMs >= 0 && elapsedMs < this.current.durationS * 1000) this.#elapsedMs = elapsedMs;
  }

  get current(): Scene {
    return this.#scenes[this.#index]!;
  }

  get position(): PlaylistPosition {
    return { scene: this.current.id, elapsedMs: this.#elapsedMs };
  }

  /** @param byMs since the last call, ≥ 0; after a sleep of the machine this may be many rounds. */
  advance(byMs: number): void {
    if (!(byMs >= 0 && byMs < Infinity))
      throw new RangeError(`Time goes on by 0 ms or more, not by ${byMs}.`);
    const roundMs = this.#scenes.reduce((sum, { durationS }) => sum + durationS * 1000, 0);
    this.#elapsedMs += byMs % roundMs;
    while (this.#elapsedMs >= this.current.durationS * 1000) {
      this.#elapsedMs -= this.current.durationS * 1000;
      this.#index = (this.#index + 1) % this.#scenes.length;
    }
  }

  /** To the beginning of the next scene (or the one before) at once. */
  skip(by: 1 | -1 = 1): void {
    const { length } = this.#scenes;
    this.#index = (this.#index + by + length) % length;
    this.#elapsedMs = 0;
  }

  /** To the beginning of the first scene. */
  rewind(): void {
    this.#index = 0;
    this.#elapsedMs = 0;
  }
}
