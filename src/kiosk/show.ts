/** What is on: the part of the show, its scene and its engine. Scenes that failed are passed over for a while. */
import type { EngineChoice } from '#core/engine-id.ts';
import type { Configuration, Scene } from './configuration.ts';
import { Playlist, type PlaylistPosition } from './playlist.ts';

/** `attract` while nobody is there, `visit` while somebody is. */
export type Part = 'attract' | 'visit';

export interface ShowPosition {
  part: Part;
  playlist: PlaylistPosition;
  attract: PlaylistPosition | undefined;
}

/** A scene goes back to its first engine after this, doubled each time that it did not help, up to half a day (chosen). */
const FIRST_FORGIVEN_MS = 600_000;
const LONGEST_FORGIVEN_MS = 43_200_000;

/**
 * What running earns a scene and what a round through all its engines in vain costs it (chosen): one that ran lately is
 * tried a few rounds longer, one that never did is left after the first.
 */
const MOST_CREDIT_MS = 10_000;
const ROUND_COST_MS = 3_000;

/** A scene that failed is tried again after this, doubled each time, up to an hour (chosen). */
const FIRST_SICK_MS = 60_000;
const LONGEST_SICK_MS = 3_600_000;

export class Show {
  readonly #playlist: Playlist;
  readonly #attract: Playlist | undefined;
  readonly #sick = new Map<string, { times: number; untilMs: number }>();
  /** Which of a scene's engines is in use, until when, and how often it went back to its first. */
  readonly #engines = new Map<string, { index: number; untilMs: number; times: number }>();
  readonly #creditMs = new Map<string, number>();
  /** For how long results were seen until the last one, all in all. */
  #wellMs = 0;
  #part: Part;

  /** `kept`: where it was before a reload. */
  constructor({ playlist, attract }: Pick<Configuration, 'playlist' | 'attract'>, kept?: ShowPosition) {
    this.#part = kept?.part ?? 'attract';
    this.#playlist = new Playlist(playlist, kept?.playlist);
    this.#attract = attract && new Playlist(attract, kept?.attract);
  }

  get part(): Part {
    return this.#part;
  }

  get scene(): Scene {
    return this.#list.current;
  }

  get engine(): EngineChoice {
    const { id, engines } = this.scene;
    return engines[this.#engines.get(id)?.index ?? 0] ?? 'auto';
  }

  get position(): ShowPosition {
    return { part: this.#part, playlist: this.#playlist.position, attract: this.#attract?.position };
  }

  advance(byMs: number, nowMs: number): void {
    const { scene } = this;
    this.#list.advance(byMs);
    if (this.scene !== scene) this.#passOver(nowMs);
  }

  step(by: 1 | -1, nowMs: number): void {
    this.#list.skip(by);
    this.#passOver(nowMs, by);
  }

  /** A visit begins at the first scene; the attract loop goes on where it was. */
  enter(part: Part, nowMs: number): void {
    if (part === this.#part) return;
    this.#part = part;
    if (!this.#attract || part === 'attract') return;
    this.#playlist.rewind();
    this.#passOver(nowMs);
  }

  /**
   * The scene is about to be shown, or its worker to be replaced: a moment at which nobody sees that it goes back to its
   * first engine, if the last failure was long ago.
   */
  begin(nowMs: number): void {
    const { id } = this.scene;
    const used = this.#engines.get(id);
    if (used && used.index > 0 && nowMs >= used.untilMs)
      this.#engines.set(id, { ...used, index: 0, times: used.times + 1 });
  }

  /** The next engine of this scene; after the last one its first again, or where it has run too little, the next scene. */
  failEngine(nowMs: number): void {
    const { id, engines } = this.scene;
    const { index: failed, times } = this.#engines.get(id) ?? { index: 0, times: 0 };
    const index = (failed + 1) % engines.length;
    const waitMs = Math.min(FIRST_FORGIVEN_MS * 2 ** times, LONGEST_FORGIVEN_MS);
    this.#engines.set(id, { index, untilMs: nowMs + waitMs, times });
    if (index > 0) return;
    const leftMs = (this.#creditMs.get(id) ?? 0) - ROUND_COST_MS;
    this.#creditMs.set(id, Math.max(0, leftMs));
    if (leftMs < 0) this.failScene(nowMs);
  }

  failScene(nowMs: number): void {
    const { id } = this.scene;
    const times = (this.#sick.get(id)?.times ?? 0) + 1;
    const sickMs = Math.min(FIRST_SICK_MS * 2 ** (times - 1), LONGEST_SICK_MS);
    this.#sick.set(id, { times, untilMs: nowMs + sickMs });
    this.step(1, nowMs);
  }

  /** The scene runs: what it failed with is mended. @param wellMs for how long results were seen, all in all. */
  sawResult(wellMs: number): void {
    const { id } = this.scene;
    this.#sick.delete(id);
    const earnedMs = (this.#creditMs.get(id) ?? 0) + wellMs - this.#wellMs;
    this.#creditMs.set(id, Math.min(earnedMs, MOST_CREDIT_MS));
    this.#wellMs = wellMs;
  }

  get #list(): Playlist {
    return this.#part === 'attract' ? (this.#attract ?? this.#playlist) : this.#playlist;
  }

  /** To the first scene that is not sick; where all are, the one that is on is tried. */
  #passOver(nowMs: number, by: 1 | -1 = 1): void {
    const first = this.scene;
    while ((this.#sick.get(this.scene.id)?.untilMs ?? 0) > nowMs) {
      this.#list.skip(by);
      if (this.scene === first) return;
    }
  }
}
