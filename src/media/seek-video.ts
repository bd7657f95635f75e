/** A seek that leaves the element within this of where it stands already presents nothing. */
const NEAR_S = 0.0009;
/** The frame of a seek is presented at once; a browser that does not say so is not waited for longer (guessed). */
const PRESENT_MS = 1000;

/**
 * Resolves when the frame of the moment is presented, or when the file was taken away, with the time that the browser
 * tells of that frame; undefined where it tells none.
 */
export async function seek(video: HTMLVideoElement, toS: number): Promise<number | undefined> {
  // A seek to where the element stands already presents nothing.
  const atS = toS === video.currentTime ? toS + NEAR_S / 9 : toS;
  let request = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldS: number | undefined;
  const presented = new Promise<void>((resolve) => {
    const next = () => {
      request = video.requestVideoFrameCallback((_, { mediaTime }) => {
        next();
        // A frame from before the seek may still come.
        if (mediaTime > atS + NEAR_S) return;
        toldS = mediaTime;
        resolve();
      });
    };
    next();
    timer = setTimeout(resolve, PRESENT_MS);
  });
  const over = new AbortController();
  await new Promise<void>((resolve) => {
    // Besides the seek's end: the file was taken away, or is broken there.
    for (const event of ['seeked', 'emptied', 'error'])
      video.addEventListener(event, () => resolve(), { signal: over.signal });
    video.currentTime = atS;
  });
  over.abort();
  await presented;
  clearTimeout(timer);
  // Firefox (153) may say that a seek is over before the picture can be read.
  const untilMs = performance.now() + PRESENT_MS;
  while (video.src && video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA && performance.now() < untilMs)
    await new Promise((resolve) => setTimeout(resolve, 5));
  video.cancelVideoFrameCallback(request);
  return toldS;
}

/** When the frame begins that the element shows, in seconds of the file, where the browser tells it (`tellsTimes`). */
export function toldBy(video: HTMLVideoElement): number {
  const frame = new VideoFrame(video);
  frame.close();
  return frame.timestamp / 1e6;
}

/**
 * Whether frames of an element have the times of the file. To be asked at the file's end: Firefox (153) gives the whole
 * seconds of the moment for microseconds.
 */
export function tellsTimes(video: HTMLVideoElement): boolean {
  return toldBy(video) > video.duration / 1000;
}
