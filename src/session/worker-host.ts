import type { FrameCounts } from '#core/frame-report.ts';
import { startInference, type InferenceClient } from '#workers/inference/inference.client.ts';
import { startMediapipe } from '#workers/mediapipe/mediapipe.client.ts';
import type { Heartbeat, WorkerEvent } from '#workers/inference/inference.api.ts';

/** What a session needs of a worker's client. */
export type WorkerClient = Pick<InferenceClient, keyof InferenceClient>;

/** Which worker hosts an engine. */
export type HostKind = 'inference' | 'mediapipe';

/** After what a worker is taken to be stuck. */
export interface HeartbeatLimits {
  /** Between two heart-beats. */
  beatMs: number;
  /** Without an answer. */
  silentMs: number;
  /** The same while a model is opened: creating a session on WASM is one long task. */
  silentLoadingMs: number;
  /** Frames arrive and none is shown: a run that never ends. */
  stillMs: number;
}

/** Guessed: a person can wait longer than a machine can be trusted. Software adapters take 12 s for a run. */
export const patientLimits: HeartbeatLimits = {
  beatMs: 2_000,
  silentMs: 20_000,
  silentLoadingMs: 60_000,
  stillMs: 60_000,
};

export type WorkerStarter = (kind: HostKind) => WorkerClient;

export const startWorker: WorkerStarter = (kind) =>
  kind === 'inference' ? startInference() : startMediapipe();

interface HostEvents {
  onBeat(beat: Heartbeat): void;
  onEvent(event: WorkerEvent): void;
  /** The worker is stuck or dead; it is not usable any more. */
  onStuck(reason: string): void;
}

/** One live worker with its heart-beat. */
export class WorkerHost {
  readonly kind: HostKind;
  readonly client: WorkerClient;
  /** Threads asked for when its WASM runtime was loaded: later opens cannot change them. */
  threads: number | undefined;
  /** An engine failed in it: its runtime may be beyond use. */
  isTainted = false;
  /** Sources that it was given: what it tells of a former one is of no interest. */
  attachments = 0;
  /** A model is being opened in it. */
  isLoading = false;
  readonly #events: HostEvents;
  readonly #limits: HeartbeatLimits;
  readonly #timer: ReturnType<typeof setInterval>;
  #silentBeats = 0;
  #lastCounts: FrameCounts | undefined;
  #isOver = false;

  constructor(kind: HostKind, events: HostEvents, start: WorkerStarter, limits = patientLimits) {
    this.kind = kind;
    this.client = start(kind);
    this.#events = events;
    this.#limits = limits;
    void this.client
      .subscribe((event) => {
        if (!this.#isOver) events.onEvent(event);
      })
      .catch((error: unknown) => this.#fail(String(error)));
    this.#timer = setInterval(() => this.#beat(), limits.beatMs);
  }

  /** Ends the worker; what it held is freed first if it still listens. */
  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#close();
    const patience = new Promise((resolve) => setTimeout(resolve, patientLimits.beatMs));
    await Promise.race([this.client.dispose().catch(() => undefined), patience]);
    this.client.terminate();
  }

  /** Counts beats, not time: a page that sleeps must not find its worker stuck on waking. */
  #beat(): void {
    if (this.#silentBeats > 0) {
      this.#silentBeats++;
      const silentMs = this.#silentBeats * this.#limits.beatMs;
      if (silentMs > (this.isLoading ? this.#limits.silentLoadingMs : this.#limits.silentMs))
        this.#fail(`The vision worker did not answer for ${silentMs / 1000} s.`);
      return;
    }
    this.#silentBeats = 1;
    this.client
      .ping()
      .then((beat) => {
        const { frameAgeMs, counts } = beat;
        this.#silentBeats = 0;
        const isFed = this.#lastCounts !== undefined && counts.captured > this.#lastCounts.captured;
        this.#lastCounts = counts;
        if (isFed && frameAgeMs > this.#limits.stillMs) {
          this.#fail(`The vision worker showed no frame for ${Math.round(frameAgeMs / 1000)} s.`);
        }
        if (!this.#isOver) this.#events.onBeat(beat);
      })
      .catch((error: unknown) => this.#fail(String(error)));
  }

  #fail(reason: string): void {
    if (this.#isOver) return;
    this.#close();
    this.client.terminate(reason);
    this.#events.onStuck(reason);
  }

  #close(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
  }
}
