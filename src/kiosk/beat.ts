/**
 * The wall's heart-beat: that the page lives and what it shows. Told from the supervisor's own tick, so that a page that
 * is stuck, or whose tick fails, falls silent; whoever watches (the operator's view, the launcher) goes by that silence.
 */

/** The BroadcastChannel of this origin on which every beat is told, as a `Beat`. */
export const BEAT_CHANNEL = 'vitrine-kiosk-beat';

/** Between two beats on the channel. A hidden page's timers may be slowed down to one a minute. */
export const BEAT_MS = 1_000;

/** Between two beats by HTTP. */
export const POSTED_BEAT_MS = 5_000;

/** How one picture of the wall does. */
export interface PictureBeat {
  /** What is in front: the live picture, the last one, a clip or a card. */
  front: 'live' | 'held' | 'clip' | 'card' | 'closed';
  /** Undefined while closed. */
  scene: string | undefined;
  /** Undefined while no model runs. */
  model: string | undefined;
  engine: string | undefined;
  /** Name of the running camera, or of the clip; empty without one. */
  source: string;
  /** Results a second, and what 95 of 100 of them took in ms; undefined without results. */
  fps: number | undefined;
  p95Ms: number | undefined;
  /** Since the newest result, in ms; undefined before the first of the scene that is on. */
  resultAgeMs: number | undefined;
}

/** Numbers, ids and times of the scene's own picture; never a picture, nor anything of who was seen. */
export interface Beat extends PictureBeat {
  /** Wall clock, since the epoch. */
  atMs: number;
  /** Since the page was loaded. */
  upMs: number;
  part: 'attract' | 'visit';
  /** Of what is shown beside the scene's own picture. */
  beside: readonly PictureBeat[];
  /** Entries of the log ever made since the page was loaded: by it one sees that something happened. */
  logTotal: number;
}

/** Tells beats at their pace. Watchers that cannot be reached are not waited for. */
export class BeatTeller {
  readonly #tell: (beat: Beat) => void;
  readonly #post: ((beat: Beat) => void) | undefined;
  #toldMs = -Infinity;
  #postedMs = -Infinity;

  /** @param post undefined where nobody watches by HTTP. */
  constructor(tell: (beat: Beat) => void, post?: (beat: Beat) => void) {
    this.#tell = tell;
    this.#post = post;
  }

  /** To be called at each tick; `make` only where one is due. @param nowMs monotonic. */
  tick(nowMs: number, make: () => Beat): void {
    if (nowMs - this.#toldMs < BEAT_MS) return;
    this.#toldMs = nowMs;
    const beat = make();
    this.#tell(beat);
    if (nowMs - this.#postedMs < POSTED_BEAT_MS) return;
    this.#postedMs = nowMs;
    this.#post?.(beat);
  }
}
