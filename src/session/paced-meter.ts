import type { FrameReport } from '#core/frame-report.ts';
import { Meter } from './meter.ts';
import type { MeterReading } from './session-state.ts';

/** The meter is read four times a second: faster than eyes follow digits is noise. */
const EVERY_MS = 250;

/** A meter whose newest reading is at hand, and told at a pace that people can follow. */
export class PacedMeter {
  readonly #meter = new Meter();
  readonly #onReading: (reading: MeterReading) => void;
  #reading = this.#meter.read();
  #readAtMs = -Infinity;

  constructor(onReading: (reading: MeterReading) => void) {
    this.#onReading = onReading;
  }

  get reading(): MeterReading {
    return this.#reading;
  }

  /** As Meter.add. */
  add(report: FrameReport, madeFrames: number | undefined): void {
    this.#meter.add(report, madeFrames);
    const now = performance.now();
    if (now - this.#readAtMs >= EVERY_MS) this.#read(now);
  }

  /** Figures of another source or model must not mix with what comes: shown ones go as well. */
  reset(): void {
    this.#meter.reset();
    this.#read(this.#readAtMs);
  }

  #read(atMs: number): void {
    this.#readAtMs = atMs;
    this.#reading = this.#meter.read();
    this.#onReading(this.#reading);
  }
}
