/**
 * Decides what an unattended kiosk does next. A state machine without clock, DOM or session: it is told what happened
 * and what time it is, and answers with commands. It never gives up.
 */
import type { EngineChoice } from '#core/engine-id.ts';
import type { Configuration, Scene } from './configuration.ts';
import { EventLog, type Cause, type LogEntry } from './event-log.ts';
import type { Moment } from './moment.ts';
import type { FaultKind } from './policy.ts';
import { Repairs, type Repair } from './repairs.ts';
import { isOpen } from './schedule.ts';
import { Show, type Part, type ShowPosition } from './show.ts';
import { Upkeep } from './upkeep.ts';

export type Command =
  /** Another scene, or the same one on another engine. */
  | { do: 'show'; scene: Scene; engine: EngineChoice }
  | { do: 'reopen-source' | 'reopen-model' | 'recycle' }
  /** Outside opening hours: camera off, worker ended. */
  | { do: 'close' }
  | { do: 'reload-page' };

/** What outlives the page. */
export interface Kept {
  position: ShowPosition;
  nightlyDoneOn: string | undefined;
  log: readonly LogEntry[];
}

/** Both clocks drift apart by more than this only when one was set (chosen). */
const CLOCK_SLACK_MS = 2_000;

/** Neither a result nor a step of loading for so long: something is stuck that no other fault tells of (guessed). */
const STUCK_MS = 90_000;

export class Supervisor {
  readonly log: EventLog;
  readonly #configuration: Configuration;
  readonly #show: Show;
  readonly #upkeep: Upkeep;
  readonly #repairs = new Repairs();
  #commands: Command[] = [];
  #last: Moment | undefined;
  #isOpen: boolean | undefined;
  /** The scene of the last command to show one. */
  #shown: Scene | undefined;
  /** Somebody was seen, or touched something. */
  #lastVisitMs = -Infinity;
  /** A result or a step of loading. */
  #lastSignMs = 0;

  constructor(configuration: Configuration, kept?: Kept) {
    this.log = new EventLog(kept?.log);
    this.#configuration = configuration;
    this.#show = new Show(configuration, kept?.position);
    this.#upkeep = new Upkeep(configuration, kept?.nightlyDoneOn);
  }

  get scene(): Scene {
    return this.#show.scene;
  }

  get engine(): EngineChoice {
    return this.#show.engine;
  }

  get part(): Part {
    return this.#show.part;
  }

  get isOpen(): boolean {
    return this.#isOpen ?? false;
  }

  get kept(): Kept {
    return {
      position: this.#show.position,
      nightlyDoneOn: this.#upkeep.doneOn,
      log: this.log.entries,
    };
  }

  /** To be called about every second, or more often. @returns what is to be done now, in this order. */
  tick(at: Moment): Command[] {
    const elapsedMs = this.#pass(at);
    if (this.#isOpen) this.#show.advance(elapsedMs, at.nowMs);
    this.#openOrClose(at);
    if (this.#isOpen) {
      this.#followVisitors(at);
      if (at.nowMs - this.#lastSignMs >= STUCK_MS) this.#stuck(at);
      for (const repair of this.#repairs.due(at.nowMs)) this.#apply(repair, at);
    }
    this.#keepUp(at);
    const commands = this.#commands;
    this.#commands = [];
    return commands;
  }

  /**
   * Something failed; the next tick may answer with a remedy. Outside opening hours nothing is to be mended.
   * @param why a cause, with its value, or what was said.
   */
  fault(kind: FaultKind, why: string, at: Moment, value?: string | number): void {
    if (!this.#isOpen) return;
    const repair = this.#repairs.plan(kind, at.nowMs);
    if (!repair) return;
    const waitS = (repair.dueMs - at.nowMs) / 1000;
    const { remedy } = repair;
    this.log.add(at.wallMs, kind, why, { value, remedy, waitS: waitS > 0 ? waitS : undefined });
  }

  /** A frame of the present scene is on the screen with its result, and it is not the same one over and over. */
  sawResult({ nowMs }: Moment): void {
    this.#lastSignMs = nowMs;
    this.#repairs.sawResult(nowMs);
    this.#show.sawResult(this.#repairs.wellMs);
  }

  /** Something goes on: a step of loading a model, some bytes more, or results of a picture that stands still. */
  sawProgress({ nowMs }: Moment): void {
    this.#lastSignMs = nowMs;
  }

  /** The running model sees people, or somebody touched something. */
  sawVisitor({ nowMs }: Moment): void {
    this.#lastVisitMs = nowMs;
  }

  /** A visitor asks for the next or the former scene. */
  step(by: 1 | -1, at: Moment): void {
    this.sawVisitor(at);
    if (!this.#isOpen) return;
    this.#show.step(by, at.nowMs);
    this.#showScene(at);
  }

  /** A device was plugged in or out. */
  devicesChanged({ nowMs }: Moment): void {
    this.#repairs.hurry('source', nowMs);
  }

  /** The network is back: a worker's script or a model may be had again. */
  cameOnline({ nowMs }: Moment): void {
    this.#repairs.hurry('model', nowMs);
  }

  /** A newer build lies ready. */
  offerUpdate(): void {
    this.#upkeep.offerUpdate();
  }

  /** @returns milliseconds since the last tick. */
  #pass(at: Moment): number {
    const last = this.#last ?? at;
    this.#last = at;
    const elapsedMs = Math.max(0, at.nowMs - last.nowMs);
    const jumpMs = at.wallMs - last.wallMs - elapsedMs;
    if (Math.abs(jumpMs) > CLOCK_SLACK_MS)
      this.#tell(at, 'clock-changed', 'clock-jump', Math.round(jumpMs / 1000));
    return elapsedMs;
  }

  #openOrClose(at: Moment): void {
    const now = isOpen(this.#configuration.schedule, at.wallMs);
    if (now === this.#isOpen) return;
    const isStart = this.#isOpen === undefined;
    this.#isOpen = now;
    this.#tell(at, now ? 'opened' : 'closed', isStart ? 'page-loaded' : 'by-schedule');
    this.#upkeep.isFresh(at.nowMs);
    // Whoever was there before the reload is still there.
    if (isStart && this.part === 'visit') this.#lastVisitMs = at.nowMs;
    if (now) return;
    this.#shown = undefined;
    this.#lastVisitMs = -Infinity;
    this.#show.enter('attract', at.nowMs);
    this.#repairs.drop();
    this.#commands.push({ do: 'close' });
  }

  #followVisitors(at: Moment): void {
    const idleMs = at.nowMs - this.#lastVisitMs;
    this.#show.enter(idleMs < this.#configuration.idleAfterS * 1000 ? 'visit' : 'attract', at.nowMs);
    if (this.scene !== this.#shown) this.#showScene(at);
  }

  #showScene({ nowMs }: Moment): void {
    this.#repairs.drop();
    this.#lastSignMs = nowMs;
    if (this.#shown !== this.scene) this.#show.begin(nowMs);
    this.#shown = this.scene;
    this.#commands = this.#commands.filter((command) => command.do !== 'show');
    this.#commands.push({ do: 'show', scene: this.scene, engine: this.engine });
  }

  #stuck(at: Moment): void {
    this.#lastSignMs = at.nowMs;
    this.fault('picture-stuck', 'no-result' satisfies Cause, at, STUCK_MS / 1000);
  }

  #apply({ kind, remedy }: Repair, at: Moment): void {
    this.#lastSignMs = at.nowMs;
    switch (remedy) {
      case 'carry-on':
        return;
      case 'next-engine':
        this.#show.failEngine(at.nowMs);
        return this.#showScene(at);
      case 'next-scene':
        this.#show.failScene(at.nowMs);
        return this.#showScene(at);
      case 'reload-page':
        return this.#reload(at, 'after-fault', kind);
      case 'recycle':
        this.#upkeep.isFresh(at.nowMs);
        this.#commands.push({ do: 'recycle' });
        return;
      case 'reopen-source':
      case 'reopen-model':
        this.#commands.push({ do: remedy });
    }
  }

  #keepUp(at: Moment): void {
    const isIdle = !this.#isOpen || this.part === 'attract';
    const why = this.#upkeep.wantsReload(at, isIdle);
    if (why !== undefined) return this.#reload(at, why);
    if (!this.#isOpen || !this.#upkeep.needsRecycling(at.nowMs, isIdle)) return;
    this.#upkeep.isFresh(at.nowMs);
    this.#tell(at, 'recycled', 'as-planned');
    this.#commands.push({ do: 'recycle' });
    const { engine } = this;
    this.#show.begin(at.nowMs);
    if (this.engine !== engine) this.#showScene(at);
  }

  #reload(at: Moment, why: Cause, value?: string): void {
    this.#upkeep.reloads(at.wallMs);
    this.#tell(at, 'reloaded', why, value);
    this.#commands.push({ do: 'reload-page' });
  }

  #tell({ wallMs }: Moment, what: string, why: Cause, value?: string | number): void {
    this.log.add(wallMs, what, why, { value });
  }
}
