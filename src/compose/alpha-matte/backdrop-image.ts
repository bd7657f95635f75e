import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';

/** Longest side kept of the picture: more than a frame needs costs memory only. */
const MAX_SIDE_PX = 1920;

/** The picture behind the person: copied when it is set, and laid over the frame's area when that is known. */
export class BackdropImage {
  #picture: OffscreenCanvas | undefined;
  #fitted: OffscreenCanvas | undefined;

  /** Copies `image` at once; undefined takes the picture away. */
  set(image: ImageBitmap | undefined): void {
    this.#fitted = undefined;
    this.#picture = undefined;
    if (!image) return;
    const scale = Math.min(1, MAX_SIDE_PX / Math.max(image.width, image.height));
    this.#picture = drawn(
      Math.ceil(image.width * scale),
      Math.ceil(image.height * scale),
      (context, size) => {
        context.drawImage(image, 0, 0, size.width, size.height);
      },
    );
  }

  /** The picture at the frame's size, covering it, cut off evenly; the same object until picture or size change. */
  fitted({ width, height }: Size): OffscreenCanvas | undefined {
    const picture = this.#picture;
    if (!picture) return undefined;
    if (this.#fitted?.width === width && this.#fitted.height === height) return this.#fitted;
    this.#fitted = drawn(width, height, (context) => {
      const scale = Math.max(width / picture.width, height / picture.height);
      const [w, h] = [picture.width * scale, picture.height * scale];
      context.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
    });
    return this.#fitted;
  }
}

function drawn(
  width: number,
  height: number,
  draw: (context: OffscreenCanvasRenderingContext2D, size: Size) => void,
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  // The picture is read back on the CPU path, and a transparent one lies on black.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new VitrineError('unsupported', 'This browser has no 2D canvas in workers.');
  context.imageSmoothingQuality = 'high';
  draw(context, canvas);
  return canvas;
}
