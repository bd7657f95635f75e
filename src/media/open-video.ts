import { VitrineError } from '#core/errors/vitrine-error.ts';
import { createVideo } from './frame-pump.ts';

/** A file that the browser cannot start to play in this time is given up (guessed). */
const LOAD_LIMIT_MS = 20_000;

/**
 * An element that stands at the file's first frame and would play it in a loop without sound; `unload` ends it. Throws
 * VitrineError('bad-file'), with `name` in its sentence.
 */
export async function openVideo(
  file: Blob,
  name: string,
  signal = new AbortController().signal,
): Promise<HTMLVideoElement> {
  const video = createVideo();
  video.loop = true;
  video.src = URL.createObjectURL(file);
  try {
    await loaded(video, name, signal);
    return video;
  } catch (error) {
    unload(video);
    throw error;
  }
}

/** Lets go of the file as well. */
export function unload(video: HTMLVideoElement): void {
  const { src } = video;
  video.pause();
  video.removeAttribute('src');
  video.load();
  URL.revokeObjectURL(src);
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

export function unplayable(name: string, detail: string | undefined): VitrineError {
  return new VitrineError('bad-file', `The browser cannot play ${name}.`, { detail });
}
