/** Where followed objects stood lately. */
import { footOf } from '#core/counting/line-counter.ts';
import type { FramePoint } from '#core/counting/polygon.ts';
import type { Detection } from '#core/result.ts';

/** How long a way is shown: a person's last few steps. */
const KEPT_MS = 3000;

interface Step extends FramePoint {
  atMs: number;
}

export class Trails {
  readonly #steps = new Map<number, Step[]>();
  #atMs = -Infinity;

  /** Takes a frame's detections; a frame that was shown before, or an older one, adds nothing. */
  add(detections: readonly Detection[], atMs: number): void {
    if (atMs <= this.#atMs) return;
    this.#atMs = atMs;
    for (const { trackId, box } of detections) {
      if (trackId === undefined) continue;
      const steps = this.#steps.get(trackId) ?? [];
      this.#steps.set(trackId, steps);
      steps.push({ ...footOf(box), atMs });
    }
    for (const [id, steps] of this.#steps) {
      while ((steps[0]?.atMs ?? Infinity) < atMs - KEPT_MS) steps.shift();
      if (steps.length === 0) this.#steps.delete(id);
    }
  }

  /** Oldest first, in frame pixels; empty for an object without an identity. */
  of(trackId: number | undefined): readonly FramePoint[] {
    return (trackId === undefined ? undefined : this.#steps.get(trackId)) ?? [];
  }

  clear(): void {
    this.#steps.clear();
    this.#atMs = -Infinity;
  }
}
