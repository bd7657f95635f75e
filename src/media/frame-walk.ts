import { PromiseQueue } from '#core/promise-queue.ts';
import { FrameSearch } from './frame-search.ts';
import { seek, tellsTimes, toldBy } from './seek-video.ts';

/** Less than half of what lies between two frames of any video, more than any rounding of times. */
const EPSILON_S = 0.0015;

/** A frame is looked at this far behind its beginning: more than any rounding of times. */
const INTO_S = 0.001;

/**
 * Steps through a paused video element by single frames. When they begin the file's own table says, so a step is one
 * seek; a file whose table cannot be read, or does not hold, is searched instead.
 */
export class FrameWalk {
  readonly #video: HTMLVideoElement;
  readonly #file: Blob;
  readonly #queue = new PromiseQueue();
  #read: Promise<readonly number[]> | undefined;
  #search: FrameSearch | undefined;
  /** Beginnings of frames on the element's clock; empty where the file is searched, undefined before it was looked at. */
  #times: readonly number[] | undefined;
  /** Of the frame that is shown; undefined where the video has played since. */
  #index: number | undefined;
  /** Whether the browser tells when a frame begins. */
  #isExact = false;

  constructor(video: HTMLVideoElement, file: Blob) {
    this.#video = video;
    this.#file = file;
    video.addEventListener('playing', () => (this.#index = undefined));
  }

  /** When the frame begins that the paused element shows, in seconds of the file. Waits for steps under way. */
  shown(): Promise<number> {
    return this.#queue.add(() => this.#settled());
  }

  /** One step after the other, however fast they are asked for. False at the end, or at the beginning, of the file. */
  step(by: 1 | -1): Promise<boolean> {
    return this.#queue.add(async () => {
      const fromS = await this.#settled();
      if (this.#index === undefined) return this.#search?.step(by) ?? false;
      return (await this.#go(this.#index + by)) !== fromS;
    });
  }

  async #settled(): Promise<number> {
    const { currentTime } = this.#video;
    this.#times ??= await this.#place();
    if (!this.#times) return currentTime;
    if (this.#times.length === 0) return this.#search!.shown();
    if (this.#index !== undefined) return this.#times[this.#index]!;
    const next = this.#times.findIndex((timeS) => timeS > currentTime + EPSILON_S);
    return this.#go((next < 0 ? this.#times.length : next) - 1);
  }

  /** Shows a frame, or the nearest there is. @returns when it begins. */
  async #go(wanted: number): Promise<number> {
    const [times, video] = [this.#times!, this.#video];
    const index = Math.max(0, Math.min(wanted, times.length - 1));
    const [beginS, endS] = [times[index]!, times[index + 1]];
    if (index === this.#index) return beginS;
    this.#index = index;
    const halfS = ((endS ?? video.duration) - beginS) / 2;
    // Chromium (156) shows some frames of files with B-frames not at each of their moments, or at none.
    for (const intoS of [Math.min(INTO_S, halfS), halfS, 0, -INTO_S]) {
      await seek(video, Math.max(0, beginS + intoS));
      // The source may have been closed meanwhile.
      if (!this.#isExact || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return beginS;
      if (Math.abs(toldBy(video) - beginS) < EPSILON_S) return beginS;
    }
    // The table does not hold for this file.
    [this.#times, this.#index] = [[], undefined];
    return this.#search!.shown();
  }

  /** The file's table on the element's clock; undefined where the video goes on, so that it must not be moved. */
  async #place(): Promise<readonly number[] | undefined> {
    const [video, { currentTime, duration }] = [this.#video, this.#video];
    const times = await (this.#read ??= readTimes(this.#file));
    if (!video.paused || !Number.isFinite(duration)) return undefined;
    const presentedS = await seek(video, duration);
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
    this.#isExact = tellsTimes(video);
    this.#search = new FrameSearch(video, this.#isExact);
    const shiftS = shiftOf(times, this.#isExact ? toldBy(video) : presentedS, duration, this.#isExact);
    await seek(video, currentTime);
    return times.map((timeS) => timeS + shiftS).filter((timeS) => timeS > -EPSILON_S && timeS <= duration);
  }
}

/** The reader is loaded now: few people stop a file. */
async function readTimes(file: Blob): Promise<readonly number[]> {
  const { readFrameTimes } = await import('./frame-times.ts');
  return readFrameTimes(file);
}

/**
 * What the browser adds to a file's times. It differs by browser, by empty edits and by sounds that begin earlier; so it is
 * taken from the last frame, whose beginning each of them tells at the file's end.
 */
function shiftOf(
  times: readonly number[],
  lastS: number | undefined,
  endS: number,
  isExact: boolean,
): number {
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  // Firefox tells the moment of the seek itself where a frame goes on then: of a file cut short, which begins at nought.
  if (lastS === undefined || (!isExact && lastS > endS - EPSILON_S)) return -first;
  return lastS - last;
}
