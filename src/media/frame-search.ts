import { seek, toldBy } from './seek-video.ts';

/**
 * Less than the time between two frames of any video, more than the rounding of a seek: Chromium rounds to the file's own
 * unit, a millisecond in WebM, and a moment half a millisecond before a key frame leads to that key frame.
 */
const EPSILON_S = 0.0009;

/** First guess of the time to the next frame; right or not, the walk ends at the very next frame. */
const FIRST_GUESS_S = 1 / 30;

/**
 * Steps through a paused video element whose file has no table that can be read. A browser says when the frame it shows
 * begins, but where frames have no durations (WebM) it only guesses at which moments it shows which. What it shows never
 * goes back while the moment goes on, so the border between a frame and its neighbour is looked for by halves, beginning
 * where it should be: at the beginning of the later one. Where the browser does not say it, a step is a guess.
 */
export class FrameSearch {
  readonly #video: HTMLVideoElement;
  /** When the frame begins that is shown, in seconds of the file; undefined where the video has played since. */
  #shownS: number | undefined;
  /** The moment that was asked for when that frame came. */
  #shownAtS = 0;
  #guessS = FIRST_GUESS_S;
  /** Whether this browser tells when a frame begins. */
  readonly #isExact: boolean;

  constructor(video: HTMLVideoElement, isExact: boolean) {
    this.#video = video;
    this.#isExact = isExact;
    video.addEventListener('playing', () => (this.#shownS = undefined));
  }

  /** Goes to the next frame or the one before. False at the end, or at the beginning, of the file. */
  async step(by: 1 | -1): Promise<boolean> {
    const fromS = await this.shown();
    if (!this.#isExact) return (await this.#look(fromS + by * FIRST_GUESS_S)) !== fromS;
    const toS = by > 0 ? await this.#after(fromS) : await this.#before(fromS);
    return toS !== fromS;
  }

  /** When the frame begins that the paused element shows, in seconds of the file. */
  async shown(): Promise<number> {
    if (this.#shownS !== undefined) return this.#shownS;
    return this.#look(this.#video.currentTime);
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
    return (this.#shownS = this.#isExact ? toldBy(video) : video.currentTime);
  }
}

/** A moment between two to look at: just before or after `beginS` where that is between them, else their middle. */
function between(lowS: number, highS: number, beginS: number): number {
  const isInside = (atS: number) => atS > lowS + EPSILON_S / 4 && atS < highS - EPSILON_S / 4;
  return [beginS - EPSILON_S, beginS + EPSILON_S / 2].find(isInside) ?? (lowS + highS) / 2;
}
