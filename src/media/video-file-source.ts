import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import { createVideo, pumpVideo, type Pump } from './frame-pump.ts';
import type { MediaSource } from './media-source.ts';
import type { SourceHandle } from './source-handle.ts';

/** A file that the browser cannot start to play in this time is given up (guessed). */
const LOAD_LIMIT_MS = 20_000;

/** A video file, played in a loop without sound. Throws VitrineError('bad-file'). */
export async function openVideoFile(file: Blob, name: string, signal: AbortSignal): Promise<MediaSource> {
  const video = createVideo();
  const url = URL.createObjectURL(file);
  video.loop = true;
  video.src = url;
  try {
    await loaded(video, name, signal);
    await video.play();
    return new VideoFileSource(video, url, name);
  } catch (error) {
    unload(video, url);
    throw error;
  }
}

class VideoFileSource implements MediaSource {
  onEnded: ((error: VitrineError) => void) | undefined;
  readonly label: string;
  readonly size: Size;
  readonly frameRate = undefined;
  readonly #video: HTMLVideoElement;
  readonly #url: string;
  #pump: Pump | undefined;

  constructor(video: HTMLVideoElement, url: string, name: string) {
    this.label = name;
    this.size = { width: video.videoWidth, height: video.videoHeight };
    this.#video = video;
    this.#url = url;
    video.addEventListener('error', this.#failed);
  }

  connect(): SourceHandle {
    this.#pump?.close();
    this.#pump = pumpVideo(this.#video);
    return this.#pump.handle;
  }

  /** The element's callbacks see each frame, and the pump counts those that it does not send. */
  madeFrames(): undefined {
    return undefined;
  }

  close(): void {
    this.onEnded = undefined;
    this.#video.removeEventListener('error', this.#failed);
    this.#pump?.close();
    unload(this.#video, this.#url);
  }

  readonly #failed = (): void => {
    const tell = this.onEnded;
    this.onEnded = undefined;
    tell?.(unplayable(this.label, this.#video.error?.message));
  };
}

function unload(video: HTMLVideoElement, url: string): void {
  video.pause();
  video.removeAttribute('src');
  video.load();
  URL.revokeObjectURL(url);
}

function loaded(video: HTMLVideoElement, name: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = AbortSignal.timeout(LOAD_LIMIT_MS);
    const listening = new AbortController();
    const settle = (then: () => void) => {
      listening.abort();
      then();
    };
    const options = { signal: listening.signal };
    const fail = (detail?: string) => settle(() => reject(unplayable(name, detail)));
    video.addEventListener('error', () => fail(video.error?.message), options);
    limit.addEventListener('abort', () => fail(`nothing to show after ${LOAD_LIMIT_MS / 1000} s`), options);
    signal.addEventListener('abort', () => settle(() => reject(signal.reason as Error)), options);
    video.addEventListener(
      'loadeddata',
      () => (video.videoWidth > 0 ? settle(resolve) : fail('it has no picture')),
      options,
    );
  });
}

function unplayable(name: string, detail: string | undefined): VitrineError {
  return new VitrineError('bad-file', `The browser cannot play ${name}.`, { detail });
}
