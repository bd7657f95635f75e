/** The figures of both ways of the same model, so that the CPU round trip can be judged by its difference. */
import type { MeterReading } from '#session/session-state.ts';

export interface WayFigures {
  displayFps: number;
  inferenceMs: number;
  ageMs: number;
  frames: number;
}

export interface RoundTripFigures {
  direct: WayFigures | undefined;
  roundTrip: WayFigures | undefined;
}

/** Readings over fewer frames are still warming up and are not kept. */
const FEWEST_FRAMES = 10;

/** Keeps the newest figures of each way; forgets both when anything else than the way changes. */
export class RoundTripLog {
  figures: RoundTripFigures = { direct: undefined, roundTrip: undefined };
  private key = '';

  /** `key` names model, size, precision, engine and source: what must be equal for a fair comparison. */
  record(key: string, way: keyof RoundTripFigures, reading: MeterReading): void {
    if (key !== this.key) {
      this.key = key;
      this.figures = { direct: undefined, roundTrip: undefined };
    }
    if (reading.frames < FEWEST_FRAMES) return;
    const { displayFps, frames } = reading;
    const figures = { displayFps, frames, inferenceMs: reading.inference.p50, ageMs: reading.age.p50 };
    this.figures = { ...this.figures, [way]: figures };
  }
}
