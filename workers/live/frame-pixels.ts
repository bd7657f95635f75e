import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';

/** Each way gets this many frames before the faster one is kept; the first of a way pays for its set-up. */
const TRIALS = 3;

interface Way {
  read(frame: VideoFrame, into: ImageData): Promise<void> | void;
  trials: number;
  bestMs: number;
}

/**
 * The sRGB pixels of frames, in one buffer that is made anew only when the frame's size changes. `copyTo` is fastest
 * for frames in main memory; for frames on a GPU a canvas can be, and some browsers cannot convert to RGBA at all. So
 * both are tried on the first frames and the faster is kept.
 */
export class FramePixels {
  #image: ImageData | undefined;
  #canvas: OffscreenCanvasRenderingContext2D | undefined;
  #ways: Way[] = [
    { read: copyPixels, trials: 0, bestMs: Infinity },
    { read: (frame, into) => this.#draw(frame, into), trials: 0, bestMs: Infinity },
  ];

  /** Pixels at the frame's shown size; borrowed until the next call, and free to be painted into. */
  async read(frame: VideoFrame): Promise<ImageData> {
    const size = { width: frame.displayWidth, height: frame.displayHeight };
    if (this.#image?.width !== size.width || this.#image.height !== size.height) {
      this.#image = new ImageData(size.width, size.height);
    }
    for (;;) {
      const way = this.#next();
      const startMs = performance.now();
      try {
        await way.read(frame, this.#image);
        way.trials++;
        way.bestMs = Math.min(way.bestMs, performance.now() - startMs);
        return this.#image;
      } catch (cause) {
        this.#ways = this.#ways.filter((other) => other !== way);
        if (this.#ways.length > 0) continue;
        throw new VitrineError('unsupported', 'The pixels of this frame cannot be read here.', {
          detail: `${frame.format ?? 'opaque'} ${size.width}x${size.height}: ${String(cause)}`,
          cause,
        });
      }
    }
  }

  #next(): Way {
    const untried = this.#ways.find(({ trials }) => trials < TRIALS);
    const best = untried ?? this.#ways.reduce((a, b) => (b.bestMs < a.bestMs ? b : a));
    return best;
  }

  #draw(frame: VideoFrame, into: ImageData): void {
    const { width, height } = into;
    this.#canvas ??= readableContext();
    const { canvas } = this.#canvas;
    if (canvas.width !== width || canvas.height !== height)
      Object.assign(canvas, { width, height } satisfies Size);
    this.#canvas.drawImage(frame, 0, 0, width, height);
    into.data.set(this.#canvas.getImageData(0, 0, width, height).data);
  }
}

async function copyPixels(frame: VideoFrame, into: ImageData): Promise<void> {
  const rect = frame.visibleRect;
  // copyTo does not scale, so frames whose pixels are not square go through the canvas.
  if (rect?.width !== into.width || rect.height !== into.height) {
    throw new VitrineError('unsupported', 'The frame is shown at another size than it is stored.');
  }
  // The types lack `format`: https://w3c.github.io/webcodecs/#dictdef-videoframecopytooptions
  const options: VideoFrameCopyToOptions & { format: 'RGBA' } = { format: 'RGBA' };
  await frame.copyTo(into.data, options);
}

function readableContext(): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!context) throw new VitrineError('unsupported', 'This browser has no 2D canvas in workers.');
  return context;
}
