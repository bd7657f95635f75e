import { PromiseQueue } from '#core/promise-queue.ts';

/**
 * Less than the time between two frames of any video, more than the rounding of a seek: Chromium rounds to the file's own
 * unit, a millisecond in WebM, and a moment half a millisecond before a key frame leads to that key frame.
 */
const EPSILON_S = 0.0009;

/** First guess of the time to the next frame; right or not, the walk ends at the very next frame. */
const FIRST_GUESS_S = 1 / 30;

/** The frame of a seek is presented at once; a browser that does not say so is not waited for longer (guessed). */
const PRESENT_MS = 1000;

/**
 * Steps through a paused video element by single frames, without knowing their rate or the file's format. A browser says
 * when the frame it shows begins, but where frames have no durations (WebM) it only guesses at which moments it shows
 * which. What it shows never goes back while the moment goes on, so the border between a frame and its neighbour is
 * looked for by halves, beginning where it should be: at the beginning of the later one.
 */
export class FrameWalk {
  readonly #video: HTMLVideoElement;
  readonly #queue = new PromiseQueue();
  /** When the frame begins that is shown, in seconds of the file; undefined where the video has played since. */
  #shownS: number | undefined;
  /** The moment that was asked for when that frame came. */
  #shownAtS = 0;
  #guessS = FIRST_GUESS_S;
  /** Whether this browser tells when a frame begins; undefined before it was tried. */
  #isExact: boolean | undefined;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
    video.addEventListener('playing', () => (this.#shownS = undefined));
  }

  /** When the frame begins that the paused element shows, in seconds of the file. Waits for steps under way. */
  shown(): Promise<number> {
    return this.#queue.add(() => this.#settled());
  }

  /** One step after the other, however fast they are asked for. False at the end, or at the beginning, of the file. */
  step(by: 1 | -1): Promise<boolean> {
    return this.#queue.add(async () => {
      const fromS = await this.#settled();
      if (!this.#isExact) return (await this.#look(fromS + by * FIRST_GUESS_S)) !== fromS;
      const toS = by > 0 ? await this.#after(fromS) : await this.#before(fromS);
      return toS !== fromS;
    });
  }

  async #settled(): Promise<number> {
    if (this.#shownS !== undefined) return this.#shownS;
    const { currentTime } = this.#video;
    this.#isExact ??= await this.#probe();
    return this.#look(currentTime);
  }

  /** The first frame that begins after `fromS`, or `fromS` at the end. */
  async #after(fromS: number): Promise<number> {
    let [lowS, highS, foundS] = [this.#shownAtS, fromS, fromS];
    for (let reachS = this.#guessS; foundS <= fromS; reachS *= 2) {
      if (highS >= this.#video.duration) return fromS;
      lowS = Math.max(lowS, highS);
      highS = Math.min(fromS + reachS, this.#video.duration);
      foundS = await this.#look(highS);
    }
    while (highS - lowS > 2 * EPSILON_S) {
      const atS = between(lowS, highS, foundS);
      const thereS = await this.#look(atS);
      if (thereS <= fromS) lowS = atS;
      else [highS, foundS] = [atS, thereS];
    }
    this.#guessS = foundS - fromS + EPSILON_S / 2;
    return this.#look(highS);
  }

  /** The last frame that begins before `fromS`, or `fromS` at the beginning. */
  async #before(fromS: number): Promise<number> {
    let [lowS, highS] = [fromS - EPSILON_S, this.#shownAtS];
    if ((await this.#look(lowS)) >= fromS) return fromS;
    while (highS - lowS > 2 * EPSILON_S) {
      const atS = between(lowS, highS, fromS);
      if ((await this.#look(atS)) < fromS) lowS = atS;
      else highS = atS;
    }
    return this.#look(lowS);
  }

  /** Shows the frame of a moment. @returns when that frame begins. */
  async #look(atS: number): Promise<number> {
    const video = this.#video;
    this.#shownAtS = Math.max(0, Math.min(atS, video.duration));
    if (this.#shownS === undefined || video.currentTime !== this.#shownAtS) await seek(video, this.#shownAtS);
    // The source was closed meanwhile.
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return this.#shownS ?? 0;
    return (this.#shownS = (this.#isExact ?? true) ? toldBy(video) : video.currentTime);
  }

  /** Firefox (140) gives whole seconds for microseconds; there a step is a thirtieth of a second. */
  async #probe(): Promise<boolean> {
    return this.#video.duration < 1 || (await this.#look(1)) > EPSILON_S;
  }
}

/** A moment between two to look at: just before or after `beginS` where that is between them, else their middle. */
function between(lowS: number, highS: number, beginS: number): number {
  const isInside = (atS: number) => atS > lowS + EPSILON_S / 4 && atS < highS - EPSILON_S / 4;
  return [beginS - EPSILON_S, beginS + EPSILON_S / 2].find(isInside) ?? (lowS + highS) / 2;
}

/** Resolves when the frame of the moment is presented, or when the file was taken away. */
async function seek(video: HTMLVideoElement, toS: number): Promise<void> {
  // A seek to where the element stands already presents nothing.
  const atS = toS === video.currentTime ? toS + EPSILON_S / 10 : toS;
  let request = 0;
  const presented = new Promise<void>((resolve) => {
    const next = () => {
      request = video.requestVideoFrameCallback((_, { mediaTime }) => {
        // A frame from before the seek may still come.
        if (mediaTime <= atS + EPSILON_S) resolve();
        else next();
      });
    };
    next();
  });
  await new Promise<void>((resolve) => {
    video.addEventListener('seeked', () => resolve(), { once: true });
    video.addEventListener('emptied', () => resolve(), { once: true });
    video.currentTime = atS;
  });
  await Promise.race([presented, new Promise((resolve) => setTimeout(resolve, PRESENT_MS))]);
  video.cancelVideoFrameCallback(request);
}

/** When the frame begins that the element shows. Chromium gives frames of an element the times of the file. */
function toldBy(video: HTMLVideoElement): number {
  const frame = new VideoFrame(video);
  frame.close();
  return frame.timestamp / 1e6;
}
