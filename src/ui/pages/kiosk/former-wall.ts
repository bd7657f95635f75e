/** All pictures of a wall as they lay, in one: held while another layout comes up behind it. */
import type { VtKioskPicture } from './vt-kiosk-picture.ts';

export class FormerWall {
  /** Put on the page by whoever shows it. */
  readonly canvas = document.createElement('canvas');
  #sinceMs: number | undefined;

  /** What it shows is to lie over the wall now. */
  get isShown(): boolean {
    return this.#sinceMs !== undefined;
  }

  /** Does nothing where no picture is on the wall yet: cards are told better by themselves. */
  take(pictures: readonly VtKioskPicture[], { width, height }: { width: number; height: number }): void {
    if (!pictures.some(({ front }) => front === 'live' || front === 'held')) return;
    // Setting a size clears.
    Object.assign(this.canvas, { width, height });
    const context = this.canvas.getContext('2d');
    if (!context) return;
    for (const picture of pictures) picture.paint(context);
    this.#sinceMs = performance.now();
  }

  /**
   * To be called several times a second: is over when all that came up behind it lives, or the wall was closed. A picture
   * that is not there after `longestMs` is not waited for: it has a fallback of its own.
   */
  look(pictures: readonly VtKioskPicture[], longestMs: number): void {
    if (this.#sinceMs === undefined) return;
    const isOver = pictures[0]?.front === 'closed' || pictures.every(({ front }) => front === 'live');
    if (isOver || performance.now() - this.#sinceMs > longestMs) this.#sinceMs = undefined;
  }
}
