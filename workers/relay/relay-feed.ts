import type { ErrorData } from '#core/errors/vitrine-error.ts';
import type { SourceHandle } from '#media/source-handle.ts';
import { FrameIntake, type Arrival } from '../shared/frame-intake.ts';
import { Outlet } from './outlet.ts';

/** A worker that takes longer for a frame lets the others go on (guessed: opening a model can block one for long). */
const PATIENCE_MS = 2_000;

/**
 * Maps are asked of a frame at the meter's pace. All workers of a feed give that of the same frame, to be compared; to copy
 * and compare some hundred kilobytes for each frame costs as much as a small model, and nobody's eyes follow it.
 */
const MAPS_MS = 250;

interface FeedEvents {
  /** There is a frame that nobody has seen. */
  onFrame(): void;
  onEnded(error: ErrorData | undefined): void;
}

/** One source, its newest frame, and who gets it. */
export class RelayFeed {
  readonly #intake: FrameIntake;
  readonly #outlets = new Map<number, Outlet>();
  #newest: Arrival | undefined;
  #mappedAtMs = -Infinity;

  constructor(events: FeedEvents) {
    this.#intake = new FrameIntake((error) => events.onEnded(error));
    void this.#read(events);
  }

  /** It has a frame to give and somebody to give it to. */
  get isReady(): boolean {
    const outlets = [...this.#outlets.values()];
    return this.#newest !== undefined && outlets.length > 0 && outlets.every(({ isFree }) => isFree);
  }

  attach(source: SourceHandle): void {
    this.#drop();
    for (const outlet of this.#outlets.values()) outlet.restart();
    this.#intake.attach(source);
  }

  detach(): void {
    this.#intake.detach();
    this.#drop();
  }

  join(id: number, port: MessagePort): void {
    this.#outlets.get(id)?.close();
    this.#outlets.set(id, new Outlet(port, this.#intake.captured, PATIENCE_MS));
  }

  leave(id: number): void {
    this.#outlets.get(id)?.close();
    this.#outlets.delete(id);
  }

  /** Gives the newest frame to all, one after the other: side by side their figures would be of a machine shared. */
  async serve(): Promise<void> {
    const arrival = this.#newest;
    this.#newest = undefined;
    if (!arrival) return;
    const capturedAtMs = performance.timeOrigin + arrival.capturedAtMs;
    const isMapped = arrival.isAsked || performance.now() - this.#mappedAtMs >= MAPS_MS;
    if (isMapped) this.#mappedAtMs = performance.now();
    const serving = { capturedAtMs, captured: this.#intake.captured, isMapped };
    try {
      for (const outlet of [...this.#outlets.values()]) {
        if (outlet.isFree) await outlet.give(arrival.frame, serving);
      }
    } finally {
      this.#intake.release(arrival.frame);
    }
  }

  async #read(events: FeedEvents): Promise<never> {
    for (;;) {
      const arrival = await this.#intake.take();
      this.#drop();
      this.#newest = arrival;
      events.onFrame();
    }
  }

  #drop(): void {
    if (this.#newest) this.#intake.release(this.#newest.frame);
    this.#newest = undefined;
  }
}
