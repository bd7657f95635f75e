import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';

/** Longest side kept of the picture: more than a frame needs costs memory only. */
const MAX_SIDE_PX = 1920;

/** The picture at the frame's size. Canvases are drawn on again, so what is made from one belongs to this object alone. */
export interface FittedBackdrop {
  canvas: OffscreenCanvas;
  context: OffscreenCanvasRenderingContext2D;
  version: number;
}

/**
 * The picture behind the person: copied when it is set, and laid over the frame's area when that is known. A video's
 * pictures come one after the other.
 */
export class BackdropImage {
  #picture: OffscreenCanvasRenderingContext2D | undefined;
  #fitted: FittedBackdrop | undefined;
  #version = 0;

  /** Copies `image` at once; undefined takes the picture away. */
  set(image: ImageBitmap | undefined): void {
    this.#version++;
    if (!image) {
      this.#picture = undefined;
      return;
    }
    const scale = Math.min(1, MAX_SIDE_PX / Math.max(image.width, image.height));
    const [width, height] = [Math.ceil(image.width * scale), Math.ceil(image.height * scale)];
    this.#picture = contextOf(this.#picture, { width, height });
    this.#picture.drawImage(image, 0, 0, width, height);
  }

  /** The picture at the frame's size, covering it, cut off evenly. */
  fitted({ width, height }: Size): FittedBackdrop | undefined {
    const picture = this.#picture?.canvas;
    if (!picture) return undefined;
    const former = this.#fitted;
    const isSameSize = former?.canvas.width === width && former.canvas.height === height;
    if (isSameSize && former.version === this.#version) return former;
    const context = contextOf(former?.context, { width, height });
    const scale = Math.max(width / picture.width, height / picture.height);
    const [w, h] = [picture.width * scale, picture.height * scale];
    context.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
    this.#fitted = { canvas: context.canvas, context, version: this.#version };
    return this.#fitted;
  }
}

/** Black, of this size: `former` where it fits. */
function contextOf(
  former: OffscreenCanvasRenderingContext2D | undefined,
  { width, height }: Size,
): OffscreenCanvasRenderingContext2D {
  if (former?.canvas.width === width && former.canvas.height === height) {
    former.clearRect(0, 0, width, height);
    return former;
  }
  // The picture is read back on the CPU path, and a transparent one lies on black.
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    willReadFrequently: true,
    alpha: false,
  });
  if (!context) throw new VitrineError('unsupported', 'This browser has no 2D canvas in workers.');
  context.imageSmoothingQuality = 'high';
  return context;
}
