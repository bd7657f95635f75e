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

/** A scene that failed is tried again after this, doubled each time, up to an hour (chosen). */
const FIRST_SICK_MS = 60_000;
const LONGEST_SICK_MS = 3_600_000;

export class Show {
  readonly #playlist: Playlist;
  readonly #attract: Playlist | undefined;
  readonly #sick = new Map<string, { times: number; untilMs: number }>();
  /** Which of a scene's engines is in use. */
  readonly #engines = new Map<string, number>();
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
    return engines[this.#engines.get(id) ?? 0] ?? 'auto';
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

  /** The next engine of this scene; after the last one the next scene, and this one begins with its first again. */
  failEngine(nowMs: number): void {
    const { id, engines } = this.scene;
    const next = (this.#engines.get(id) ?? 0) + 1;
    if (next < engines.length) {
      this.#engines.set(id, next);
      return;
    }
    this.#engines.delete(id);
    this.failScene(nowMs);
  }

  failScene(nowMs: number): void {
    const { id } = this.scene;
    const times = (this.#sick.get(id)?.times ?? 0) + 1;
    const sickMs = Math.min(FIRST_SICK_MS * 2 ** (times - 1), LONGEST_SICK_MS);
    this.#sick.set(id, { times, untilMs: nowMs + sickMs });
    this.step(1, nowMs);
  }

  /** The scene runs: what it failed with is mended. */
  sawResult(): void {
    this.#sick.delete(this.scene.id);
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
