/**
 * What runs beside a scene's own picture: each further source has a session, a supervisor and a conductor of its own, so
 * that a camera that is lost is mended without a word to the others.
 */
import type { Conductor, KioskSession } from './conductor.ts';
import type { Configuration, Scene } from './configuration.ts';
import type { EventLog } from './event-log.ts';
import { Supervisor } from './supervisor.ts';

/** One of the further pictures, and what keeps it going. */
export interface Neighbour<S extends KioskSession = KioskSession> {
  readonly scene: Scene;
  readonly session: S;
  readonly supervisor: Supervisor;
  readonly conductor: Conductor;
}

export interface BesideParts<S extends KioskSession> {
  readonly configuration: Configuration;
  /** Of the wall: what befell a neighbour is told there, too. */
  readonly log: EventLog;
  readonly begin: (supervisor: Supervisor) => { session: S; conductor: Conductor };
}

/** Always open and never loaded anew by itself: both are for the wall to decide. */
function configurationOf(scene: Scene, wall: Configuration): Configuration {
  return { ...wall, playlist: [scene], attract: undefined, schedule: undefined, nightlyAt: undefined };
}

/** Of every neighbour in every scene: that it began is no news. */
const noNews = ['opened', 'closed'];

export class Beside<S extends KioskSession = KioskSession> {
  readonly #parts: BesideParts<S>;
  #of: Scene | undefined;
  #neighbours: readonly Neighbour<S>[] = [];
  /** Entries of each neighbour's log that were told. */
  readonly #told = new WeakMap<Supervisor, number>();

  constructor(parts: BesideParts<S>) {
    this.#parts = parts;
  }

  get neighbours(): readonly Neighbour<S>[] {
    return this.#neighbours;
  }

  /** The scene that is on; undefined while closed. The same one on another engine leaves its neighbours alone. */
  show(scene: Scene | undefined): void {
    if (scene === this.#of) return;
    this.#of = scene;
    for (const { conductor } of this.#neighbours) conductor.stop();
    this.#neighbours = besideOf(scene).map((one) => this.#begin(one));
  }

  tick(): void {
    for (const neighbour of this.#neighbours) {
      neighbour.conductor.tick();
      this.#tell(neighbour);
    }
  }

  #begin(scene: Scene): Neighbour<S> {
    const supervisor = new Supervisor(configurationOf(scene, this.#parts.configuration));
    return { scene, supervisor, ...this.#parts.begin(supervisor) };
  }

  #tell({ scene, supervisor: { log }, supervisor }: Neighbour<S>): void {
    const fresh = log.total - (this.#told.get(supervisor) ?? 0);
    this.#told.set(supervisor, log.total);
    if (fresh === 0) return;
    for (const { atMs, what, why, ...detail } of log.entries.slice(-fresh))
      if (!noNews.includes(what)) this.#parts.log.add(atMs, what, why, { ...detail, picture: scene.id });
  }
}

/** The further pictures of a scene, as scenes: `door` has `door-2`, `door-3` and so on beside it. */
export function besideOf(scene: Scene | undefined): Scene[] {
  if (!scene?.beside) return [];
  const { id, durationS, transition, layout, beside } = scene;
  return beside.map((one, at) => ({
    ...one,
    id: `${id}-${at + 2}`,
    durationS,
    transition,
    layout,
    cards: [],
  }));
}
