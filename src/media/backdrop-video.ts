import { openVideo, unload, unplayable } from './open-video.ts';

/** Larger frames are scaled down to this longest side: each is copied, and most of it lies behind somebody. */
const LONGEST_SIDE = 1280;

/** In what is said of a file that cannot be played. */
const NAME = 'this video';

/** A video file that plays behind the person, in a loop without sound. */
export class BackdropVideo {
  readonly #video: HTMLVideoElement;
  #wake: (() => void) | undefined;
  #isClosed = false;

  private constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  /** Throws VitrineError('bad-file'). */
  static async open(file: Blob): Promise<BackdropVideo> {
    const video = await openVideo(file, NAME);
    try {
      await video.play();
      return new BackdropVideo(video);
    } catch (cause) {
      unload(video);
      throw unplayable(NAME, String(cause));
    }
  }

  /** Hands each newest frame to `show`, which takes it over; the next is made once that resolves. */
  async run(show: (picture: ImageBitmap) => Promise<void>): Promise<void> {
    // Closed while a frame was shown, nothing wakes it any more.
    while (!this.#isClosed) {
      await this.#presented();
      if (this.#isClosed) return;
      try {
        await show(await this.#picture());
      } catch {
        // A worker that ended is its heart-beat's affair; the next one gets the next frame.
      }
    }
  }

  setPaused(paused: boolean): void {
    if (paused) this.#video.pause();
    else this.#video.play().catch(() => undefined);
  }

  close(): void {
    this.#isClosed = true;
    this.#wake?.();
    unload(this.#video);
  }

  #presented(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#video.requestVideoFrameCallback(() => resolve());
    });
  }

  #picture(): Promise<ImageBitmap> {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
    return createImageBitmap(this.#video, {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeHeight: Math.max(1, Math.round(height * scale)),
    });
  }
}
