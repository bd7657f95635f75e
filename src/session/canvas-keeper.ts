import { VitrineError } from '#core/errors/vitrine-error.ts';

/** The element on the page, and the one that is to take its place. A canvas can be transferred only once. */
export class CanvasKeeper {
  readonly #onChange: (canvas: HTMLCanvasElement) => void;
  #shown: HTMLCanvasElement | undefined;
  #isShownFree = false;
  #next: { owner: object; canvas: HTMLCanvasElement } | undefined;

  constructor(onChange: (canvas: HTMLCanvasElement) => void) {
    this.#onChange = onChange;
  }

  get shown(): HTMLCanvasElement | undefined {
    return this.#shown;
  }

  /** The page's own canvas, not transferred yet. */
  adopt(canvas: HTMLCanvasElement): void {
    this.#shown = canvas;
    this.#isShownFree = true;
  }

  /** What is shown, as PNG. */
  snapshot(): Promise<Blob> {
    const { shown } = this;
    if (!shown) throw new VitrineError('unsupported', 'There is no picture yet.');
    const copy = new OffscreenCanvas(shown.width, shown.height);
    copy.getContext('2d')?.drawImage(shown, 0, 0);
    return copy.convertToBlob({ type: 'image/png' });
  }

  /** A canvas for the worker `owner`: the page's own the first time, later a clone that `show` puts in its place. */
  transfer(owner: object): OffscreenCanvas {
    if (!this.#shown) throw new VitrineError('internal', 'attachCanvas must come before sources and models.');
    if (this.#isShownFree) {
      this.#isShownFree = false;
      return this.#shown.transferControlToOffscreen();
    }
    const canvas = this.#shown.cloneNode(false) as HTMLCanvasElement;
    this.#next = { owner, canvas };
    return canvas.transferControlToOffscreen();
  }

  /** The canvas that `owner` got last has a picture. */
  show(owner: object): void {
    const next = this.#next;
    if (next?.owner !== owner) return;
    this.#next = undefined;
    this.#shown?.replaceWith(next.canvas);
    this.#shown = next.canvas;
    this.#onChange(next.canvas);
  }
}
