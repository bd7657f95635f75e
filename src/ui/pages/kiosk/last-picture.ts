/** The last good picture, for while there is no new one. */

/** Often enough that what is held looks like what was just seen. */
const EVERY_MS = 1_000;

export class LastPicture {
  /** Put on the page by whoever shows it. */
  readonly canvas = document.createElement('canvas');
  #tookAtMs = -Infinity;
  #hasPicture = false;

  get hasPicture(): boolean {
    return this.#hasPicture;
  }

  /** Copies what the canvas shows; not more often than is of use, unless it is `due` now. */
  take(shown: HTMLCanvasElement | undefined, due = false): void {
    const now = performance.now();
    if (!shown || shown.width === 0 || (!due && now - this.#tookAtMs < EVERY_MS)) return;
    this.#tookAtMs = now;
    const { canvas } = this;
    // Setting a size clears, even the same one.
    if (canvas.width !== shown.width) canvas.width = shown.width;
    if (canvas.height !== shown.height) canvas.height = shown.height;
    canvas.getContext('2d')?.drawImage(shown, 0, 0);
    this.#hasPicture = true;
  }
}
