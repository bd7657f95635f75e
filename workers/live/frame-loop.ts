import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { FrameCounts, FrameReport } from '#core/frame-report.ts';
import { defaultLook, type Look } from '#core/look.ts';
import type { Display } from './display.ts';
import type { Arrival, FrameIntake } from '../shared/frame-intake.ts';
import type { FramePath } from './frame-path.ts';

interface LoopEvents {
  onFrame(report: FrameReport): void;
  /** A path failed on a frame; the loop goes on with whatever path is set by then. */
  onFailure(error: ErrorData, path: FramePath): void;
}

/** Takes the newest frame through the current path, one at a time, for as long as the worker lives. */
export class FrameLoop {
  look: Look = defaultLook;
  /** Reports of frames that are to be mapped carry the results cell by cell. */
  wantsMaps = false;
  readonly #intake: FrameIntake;
  readonly #display: Display;
  readonly #events: LoopEvents;
  #path: FramePath | undefined;
  #busy: Promise<void> = Promise.resolve();
  #inferred = 0;
  #displayed = 0;
  #restedAtMs = performance.now();

  constructor(intake: FrameIntake, display: Display, events: LoopEvents) {
    this.#intake = intake;
    this.#display = display;
    this.#events = events;
  }

  get path(): FramePath | undefined {
    return this.#path;
  }

  get counts(): FrameCounts {
    const { captured, dropped } = this.#intake;
    return { captured, inferred: this.#inferred, displayed: this.#displayed, dropped };
  }

  /** Since the newest picture, or since `rested`. */
  get frameAgeMs(): number {
    return performance.now() - this.#restedAtMs;
  }

  /** No picture was to be expected until now: a pause ended, or a source began. */
  rested(): void {
    this.#restedAtMs = performance.now();
  }

  resetCounts(): void {
    this.#inferred = 0;
    this.#displayed = 0;
  }

  /** The next frame goes this way; resolves when the former path is off its last frame, and returns it. */
  async setPath(path: FramePath | undefined): Promise<FramePath | undefined> {
    const former = this.#path;
    this.#path = path;
    await this.#busy;
    return former === path ? undefined : former;
  }

  /** Resolves when no frame is under way. */
  idle(): Promise<void> {
    return this.#busy;
  }

  async run(): Promise<never> {
    for (;;) {
      const arrival = await this.#intake.take();
      this.#busy = this.#pass(arrival);
      await this.#busy;
    }
  }

  /** Never rejects: the loop must outlive any frame. */
  async #pass({ frame, capturedAtMs, isAsked, isMapped }: Arrival): Promise<void> {
    if (isAsked) this.rested();
    const path = this.#path;
    if (!path) return this.#intake.release(frame);
    const takenAtMs = performance.now();
    try {
      this.#display.use(path.surface);
      const { timestamp: timestampUs } = frame;
      const isSettled = this.wantsMaps && isMapped;
      const { size, timings, summary, map } = await path.process(frame, this.look, isSettled);
      this.#display.drawn();
      if (path.hasModel) this.#inferred++;
      this.#displayed++;
      const now = performance.now();
      this.#restedAtMs = now;
      this.#events.onFrame({
        atMs: performance.timeOrigin + now,
        timestampUs,
        frame: size,
        timings: { ...timings, captureMs: takenAtMs - capturedAtMs, ageMs: now - capturedAtMs },
        counts: this.counts,
        summary,
        ...(isSettled ? { isSettled, map } : {}),
      });
    } catch (error) {
      this.#events.onFailure(toErrorData(error), path);
    } finally {
      this.#intake.release(frame);
    }
  }
}
