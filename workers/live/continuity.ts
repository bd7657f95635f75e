import type { Size } from '#core/geometry.ts';

/** Whether frames go on from each other: a recurrent network must forget what came before a cut. */
export class Continuity {
  #size: Size | undefined;

  /** Whether a frame of this size goes on from the one before. */
  goesOn({ width, height }: Size): boolean {
    const before = this.#size;
    this.#size = { width, height };
    return before?.width === width && before.height === height;
  }

  /** The frames to come have nothing to do with those before. */
  cut(): void {
    this.#size = undefined;
  }
}
