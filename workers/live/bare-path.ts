import type { Look } from '#core/look.ts';
import { showPixels } from '#compose/show-pixels.ts';
import { resizeCanvas, type Surface } from './display.ts';
import { FramePixels } from './frame-pixels.ts';
import type { FramePath, Passage } from './frame-path.ts';

/** Shows the frame as it is, while no model runs. */
export class BarePath implements FramePath {
  readonly hasModel = false;
  readonly surface: Surface & { kind: '2d' };
  readonly #pixels = new FramePixels();

  constructor(surface: Surface & { kind: '2d' }) {
    this.surface = surface;
  }

  async process(frame: VideoFrame, look: Look): Promise<Passage> {
    const startMs = performance.now();
    const image = await this.#pixels.read(frame);
    frame.close();
    const readMs = performance.now();
    const { canvas, context } = this.surface;
    resizeCanvas(canvas, image);
    showPixels(context, image, look.mirror);
    return {
      size: { width: image.width, height: image.height },
      timings: {
        preprocessMs: readMs - startMs,
        inferenceMs: 0,
        decodeMs: 0,
        drawMs: performance.now() - readMs,
      },
      summary: undefined,
    };
  }

  classAt(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  setBackground(): void {
    // Only mattes have a background.
  }

  reset(): void {
    // Frames are shown as they are.
  }

  runBare(): Promise<number> {
    return Promise.resolve(0);
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
