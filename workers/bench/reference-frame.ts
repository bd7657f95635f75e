import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import { drawStreet } from '#media/scene/street.ts';

/** The built-in scene's own size, at a moment with people and cars in it. */
const [WIDTH, HEIGHT] = [960, 540];
const AT_SECONDS = 3;

/** The one frame that every cell runs on: the same bytes in each worker of a browser. */
export class ReferenceFrame {
  readonly image: RgbaImage;
  readonly #canvas: OffscreenCanvas;

  constructor() {
    this.#canvas = new OffscreenCanvas(WIDTH, HEIGHT);
    const context = this.#canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new VitrineError('unsupported', 'This browser has no 2D canvas in workers.');
    drawStreet(context, AT_SECONDS);
    const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
    this.image = { data, width: WIDTH, height: HEIGHT };
  }

  bitmap(): Promise<ImageBitmap> {
    return createImageBitmap(this.#canvas);
  }
}
