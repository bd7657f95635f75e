import type { FrameReport } from '#core/frame-report.ts';
import { quantile } from '#core/quantiles.ts';
import { SlidingWindow } from '#core/sliding-window.ts';
import type { MeterReading, Quantiles } from './session-state.ts';

/** Frames in the window: 4 s at 30 a second, enough for a p99 that means something and short enough to follow. */
const FRAMES = 120;

/** Figures over the newest frames. Feeding it allocates nothing; only `read` makes an object. */
export class Meter {
  readonly #atMs = new SlidingWindow(FRAMES);
  readonly #made = new SlidingWindow(FRAMES);
  readonly #inferred = new SlidingWindow(FRAMES);
  readonly #captureMs = new SlidingWindow(FRAMES);
  readonly #preprocessMs = new SlidingWindow(FRAMES);
  readonly #inferenceMs = new SlidingWindow(FRAMES);
  readonly #decodeMs = new SlidingWindow(FRAMES);
  readonly #drawMs = new SlidingWindow(FRAMES);
  readonly #ageMs = new SlidingWindow(FRAMES);
  readonly #gpuMs = new SlidingWindow(FRAMES);
  readonly #changed = new SlidingWindow(FRAMES);
  readonly #recentMs = new Float32Array(FRAMES);
  #dropped = 0;

  /** `madeFrames`: what the source made so far, where the browser counts them: more than ever reached the worker. */
  add({ atMs, timings, counts, summary }: FrameReport, madeFrames: number | undefined): void {
    const made = Math.max(counts.captured, madeFrames ?? 0);
    this.#atMs.push(atMs);
    this.#made.push(made);
    this.#inferred.push(counts.inferred);
    this.#captureMs.push(timings.captureMs);
    this.#preprocessMs.push(timings.preprocessMs);
    this.#inferenceMs.push(timings.inferenceMs);
    this.#decodeMs.push(timings.decodeMs);
    this.#drawMs.push(timings.drawMs);
    this.#ageMs.push(timings.ageMs);
    if (timings.gpuMs !== undefined) this.#gpuMs.push(timings.gpuMs);
    const changed = summary && 'changed' in summary ? summary.changed : undefined;
    if (changed !== undefined) this.#changed.push(changed);
    this.#dropped = counts.dropped + (made - counts.captured);
  }

  /** Empties the window: figures of another source or model must not mix. */
  reset(): void {
    const windows = [
      this.#atMs,
      this.#made,
      this.#inferred,
      this.#captureMs,
      this.#preprocessMs,
      this.#inferenceMs,
    ];
    const others = [this.#decodeMs, this.#drawMs, this.#ageMs, this.#gpuMs, this.#changed];
    for (const window of [...windows, ...others]) window.clear();
    this.#dropped = 0;
  }

  read(): MeterReading {
    const frames = this.#atMs.length;
    const seconds = (this.#atMs.at(frames - 1) - this.#atMs.at(0)) / 1000;
    const rate = (window: SlidingWindow) =>
      seconds > 0 ? (window.at(frames - 1) - window.at(0)) / seconds : 0;
    for (let i = 0; i < frames; i++) this.#recentMs[i] = this.#inferenceMs.at(i);
    return {
      frames,
      captureFps: rate(this.#made),
      inferenceFps: rate(this.#inferred),
      displayFps: seconds > 0 ? (frames - 1) / seconds : 0,
      dropped: this.#dropped,
      stages: {
        captureMs: meanOf(this.#captureMs),
        preprocessMs: meanOf(this.#preprocessMs),
        inferenceMs: meanOf(this.#inferenceMs),
        decodeMs: meanOf(this.#decodeMs),
        drawMs: meanOf(this.#drawMs),
      },
      inference: quantilesOf(this.#inferenceMs),
      age: quantilesOf(this.#ageMs),
      flicker: this.#changed.length > 0 ? this.#changed.mean() : undefined,
      gpu: this.#gpuMs.length > 0 ? quantilesOf(this.#gpuMs) : undefined,
      recentMs: this.#recentMs.subarray(0, frames),
    };
  }
}

function meanOf(window: SlidingWindow): number {
  return window.length > 0 ? window.mean() : 0;
}

function quantilesOf(window: SlidingWindow): Quantiles {
  if (window.length === 0) return { p50: 0, p95: 0, p99: 0 };
  const sorted = window.sorted();
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99) };
}
