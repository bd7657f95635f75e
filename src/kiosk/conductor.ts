/** Carries out with a live session what the supervisor decides, and tells the supervisor what becomes of it. */
import type { EngineChoice } from '#core/engine-id.ts';
import { defaultLook } from '#core/look.ts';
import type { ResultSummary } from '#core/result.ts';
import type { ModelSettings, Session, SessionEvents, SourceSettings } from '#session/session-state.ts';
import type { Scene } from './configuration.ts';
import type { Cause } from './event-log.ts';
import { faultOfModel, faultOfSource } from './fault-of.ts';
import type { Moment } from './moment.ts';
import type { FaultKind } from './policy.ts';
import type { Command, Supervisor } from './supervisor.ts';

/** The same pixels for so long: no living camera does that (guessed; slow ones give a frame a second). */
const FROZEN_MS = 4_000;

/** Results of a picture that stands still for longer are no sign that a camera is well. */
const STILL_MS = 1_500;

export interface KioskSession extends Session {
  recycle(): Promise<void>;
}

export interface ConductorParts {
  readonly session: KioskSession;
  readonly supervisor: Supervisor;
  /** Undefined where this site has no such model. */
  readonly settingsOf: (scene: Scene, engine: EngineChoice) => ModelSettings | undefined;
  readonly loadClip: (path: string) => Promise<Blob>;
  /** Whether a result shows that somebody is there. */
  readonly seesPeople: (summary: ResultSummary) => boolean;
  readonly now: () => Moment;
  /** A hidden page gets no frames of some sources; that is no fault. */
  readonly isHidden: () => boolean;
  readonly reload: () => void;
}

/** Fires `scene` before another scene is begun, `close`, and `change` after every tick in which something was done. */
export class Conductor extends EventTarget {
  readonly #parts: ConductorParts;
  #scene: Scene | undefined;
  #isStopped = false;
  #settings: ModelSettings | undefined;
  /** Of the camera that ran last, so that the same one is asked for again. */
  #label = '';
  #told: { model: unknown; source: unknown } = { model: undefined, source: undefined };
  #lastResultMs = -Infinity;
  /** The source that is live, and since when. */
  #live: { source: unknown; sinceMs: number } | undefined;
  /** Of the camera, as of the last beat. */
  #stillMs = 0;

  constructor(parts: ConductorParts) {
    super();
    this.#parts = parts;
    const { session } = parts;
    session.addEventListener('statechange', () => this.#follow());
    session.addEventListener('frame', (event) =>
      this.#frame((event as CustomEvent<SessionEvents['frame']>).detail),
    );
    session.addEventListener('beat', (event) =>
      this.#beat((event as CustomEvent<SessionEvents['beat']>).detail),
    );
  }

  /** The scene that is on or is being prepared; undefined while closed. */
  get scene(): Scene | undefined {
    return this.#scene;
  }

  /** Since the newest result of the scene that is on. */
  get resultAgeMs(): number {
    return this.#parts.now().nowMs - this.#lastResultMs;
  }

  /** Ends the session for good; what was asked before is not told any more. */
  stop(): void {
    this.#isStopped = true;
    this.#scene = undefined;
    void this.#parts.session.dispose();
  }

  tick(): void {
    if (this.#isStopped) return;
    const commands = this.#parts.supervisor.tick(this.#parts.now());
    for (const command of commands) this.#do(command);
    if (commands.length > 0) this.dispatchEvent(new Event('change'));
  }

  /** What failed need not wait for the next tick. Later than now: a session is not to be told amid its telling. */
  #fault(kind: FaultKind, why: string, value?: string | number): void {
    this.#parts.supervisor.fault(kind, why, this.#parts.now(), value);
    queueMicrotask(() => this.tick());
  }

  #do(command: Command): void {
    const { session, reload } = this.#parts;
    switch (command.do) {
      case 'show':
        return this.#show(command.scene, command.engine);
      case 'reopen-source':
        return void this.#openSource();
      case 'reopen-model':
        return this.#openModel();
      case 'recycle':
        // Whatever befell the source meanwhile was not told twice.
        this.#openDeadSource();
        return void session.recycle();
      case 'reload-page':
        return reload();
      case 'close':
        this.#scene = undefined;
        this.dispatchEvent(new Event('close'));
        return void this.#close();
    }
  }

  #show(scene: Scene, engine: EngineChoice): void {
    const { session, settingsOf } = this.#parts;
    const former = this.#scene?.source;
    this.dispatchEvent(new Event('scene'));
    this.#scene = scene;
    this.#lastResultMs = -Infinity;
    this.#settings = settingsOf(scene, engine);
    session.setLook({ ...defaultLook, ...scene.look });
    const isSame = JSON.stringify(former) === JSON.stringify(scene.source);
    if (!isSame) this.#label = '';
    if (isSame) this.#openDeadSource();
    else void this.#openSource();
    this.#openModel();
  }

  #openDeadSource(): void {
    if (this.#parts.session.state.source.status !== 'live') void this.#openSource();
  }

  async #openSource(): Promise<void> {
    const { session, loadClip } = this.#parts;
    const scene = this.#scene;
    if (!scene) return;
    try {
      const settings = await sourceSettings(scene.source, this.#label, loadClip);
      if (scene === this.#scene) await session.setSource(settings);
    } catch (error) {
      if (scene === this.#scene) this.#fault('clip-failed', String(error));
    }
  }

  #openModel(): void {
    const { session } = this.#parts;
    if (this.#settings) void session.setModel(this.#settings);
    else this.#fault('model-missing', 'no-model' satisfies Cause, this.#scene?.model);
  }

  async #close(): Promise<void> {
    const { session } = this.#parts;
    await session.stopSource();
    await session.closeModel();
    // Nothing runs now; the next scene begins in a new worker.
    await session.recycle();
  }

  /** Each failure is a new object: one that was told already is told once. */
  #follow(): void {
    const { session, supervisor, now } = this.#parts;
    const { model, source } = session.state;
    if (!this.#scene) return;
    if (model.status === 'loading') supervisor.sawProgress(now());
    if (source.status !== 'live') this.#live = undefined;
    else if (source !== this.#live?.source) this.#live = { source, sinceMs: now().nowMs };
    if (source.status === 'live' && source.kind === 'camera') this.#label = source.label;
    if (source.error && source.error !== this.#told.source)
      this.#fault(faultOfSource(source), source.error.message);
    if (model.error && model.error !== this.#told.model && model.settings === this.#settings)
      this.#fault(faultOfModel(model.error.code), model.error.message);
    this.#told = { model: model.error, source: source.error };
  }

  #frame({ summary }: SessionEvents['frame']): void {
    const { session, supervisor, seesPeople, now } = this.#parts;
    const { model, source } = session.state;
    const isOfScene =
      model.status === 'ready' && model.settings === this.#settings && source.status === 'live';
    if (!summary || !isOfScene || !this.#scene) return;
    const at = now();
    this.#lastResultMs = at.nowMs;
    if (this.#stillMs < STILL_MS) supervisor.sawResult(at);
    else supervisor.sawProgress(at);
    if (seesPeople(summary)) supervisor.sawVisitor(at);
  }

  #beat({ stillMs }: SessionEvents['beat']): void {
    const { session, isHidden, now } = this.#parts;
    const { source } = session.state;
    const isWatched = source.status === 'live' && source.kind === 'camera' && !isHidden();
    // An answer that was under way when the camera was opened again tells of the one before.
    const openMs = now().nowMs - (this.#live?.sinceMs ?? Infinity);
    this.#stillMs = isWatched ? Math.max(0, Math.min(stillMs, openMs)) : 0;
    if (this.#stillMs < FROZEN_MS) return;
    this.#fault('camera-frozen', 'same-picture' satisfies Cause, Math.round(this.#stillMs / 1000));
  }
}

async function sourceSettings(
  source: Scene['source'],
  lastLabel: string,
  loadClip: ConductorParts['loadClip'],
): Promise<SourceSettings> {
  switch (source.kind) {
    case 'scene':
      return { kind: 'scene' };
    case 'clip':
      return { kind: 'video', file: await loadClip(source.path), name: source.path };
    case 'camera': {
      const { label, width, height, frameRate } = source;
      const isExact = label !== undefined;
      return { kind: 'camera', deviceId: '', label: label ?? lastLabel, width, height, frameRate, isExact };
    }
  }
}
