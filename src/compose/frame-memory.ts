import type { Placement } from '#core/geometry.ts';

/** Knows when a moving average must start anew: on the first frame, for another placement, after it was off. */
export class FrameMemory {
  #placement: Placement | undefined;

  /** The weight of the past for this frame: `smoothing`, or 0 where there is no past to average with. */
  weight(placement: Placement, smoothing: number): number {
    const before = this.#placement;
    this.#placement = smoothing > 0 ? placement : undefined;
    if (!before || !isSame(before, placement)) return 0;
    return Math.min(Math.max(smoothing, 0), 0.95);
  }
}

function isSame(a: Placement, b: Placement): boolean {
  return (
    a.frame.width === b.frame.width &&
    a.frame.height === b.frame.height &&
    a.model.width === b.model.width &&
    a.model.height === b.model.height &&
    a.offsetX === b.offsetX &&
    a.offsetY === b.offsetY
  );
}
