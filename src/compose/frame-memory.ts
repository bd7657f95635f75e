import type { Placement } from '#core/geometry.ts';

/** Knows when a moving average must start anew: on the first frame and for another placement. */
export class FrameMemory {
  #placement: Placement | undefined;

  /** 1 where the frame before can be averaged with this one, else 0: a factor for the past's weight. */
  past(placement: Placement): 0 | 1 {
    const before = this.#placement;
    this.#placement = placement;
    return before && isSame(before, placement) ? 1 : 0;
  }

  /** Makes the next frame a first one. */
  forget(): void {
    this.#placement = undefined;
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
