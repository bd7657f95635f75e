/** What lies behind the person: a picture, which each new worker is given, or a video, whose frames the running one gets. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { BackdropVideo } from '#media/backdrop-video.ts';

export class Background {
  readonly #show: (picture: ImageBitmap | undefined) => Promise<void>;
  #image: Blob | undefined;
  #video: BackdropVideo | undefined;

  /** `show` takes the picture over. */
  constructor(show: (picture: ImageBitmap | undefined) => Promise<void>) {
    this.#show = show;
  }

  /** The picture's file; undefined for a video. */
  get image(): Blob | undefined {
    return this.#image;
  }

  /** Opened before anything changes: a file that cannot be shown leaves the old one. Throws VitrineError('bad-file'). */
  async set(file: Blob | undefined): Promise<void> {
    const isVideo = file?.type.startsWith('video/');
    const video = file && isVideo ? await BackdropVideo.open(file) : undefined;
    const picture = file && !isVideo ? await decodeBackground(file) : undefined;
    this.#video?.close();
    this.#video = video;
    this.#image = isVideo ? undefined : file;
    if (video) void video.run(this.#show);
    else await this.#show(picture);
  }

  setPaused(paused: boolean): void {
    this.#video?.setPaused(paused);
  }

  close(): void {
    this.#video?.close();
  }
}

/** Throws VitrineError('bad-file') for what is no picture. */
export async function decodeBackground(image: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(image);
  } catch (cause) {
    throw new VitrineError('bad-file', 'The background must be a picture.', { detail: String(cause), cause });
  }
}
