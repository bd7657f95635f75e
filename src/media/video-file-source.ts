import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import { postFrames } from './frame-pump.ts';
import { FrameWalk } from './frame-walk.ts';
import type { MediaSource, Walk } from './media-source.ts';
import { openVideo, unload, unplayable } from './open-video.ts';
import type { SourceHandle } from './source-handle.ts';

/** A worker that takes no frame now is offered the one that was asked for again after this. */
const AGAIN_MS = 20;

/** A video file, played in a loop without sound. Throws VitrineError('bad-file'). */
export async function openVideoFile(file: Blob, name: string, signal: AbortSignal): Promise<MediaSource> {
  const video = await openVideo(file, name, signal);
  try {
    const isTurned = await isTurnedByPlayersOnly(file);
    signal.throwIfAborted();
    await video.play();
    return new VideoFileSource(video, file, name, isTurned);
  } catch (error) {
    unload(video);
    throw error;
  }
}

class VideoFileSource implements MediaSource, Walk {
  onEnded: ((error: VitrineError) => void) | undefined;
  readonly label: string;
  readonly size: Size;
  readonly frameRate = undefined;
  readonly #video: HTMLVideoElement;
  readonly #frames: FrameWalk;
  #pump: ReturnType<typeof postFrames> | undefined;
  /** Where frames are painted that lie in the file as they are not to be shown. */
  readonly #upright: OffscreenCanvasRenderingContext2D | null;
  /** Another for each frame that is asked for: what was asked for before is not wanted any more. */
  #asked = {};

  constructor(video: HTMLVideoElement, file: Blob, name: string, isTurned: boolean) {
    this.label = name;
    this.size = { width: video.videoWidth, height: video.videoHeight };
    this.#video = video;
    this.#frames = new FrameWalk(video, file);
    const { width, height } = this.size;
    this.#upright = isTurned ? new OffscreenCanvas(width, height).getContext('2d', { alpha: false }) : null;
    video.addEventListener('error', this.#failed);
  }

  connect(): SourceHandle {
    this.#pump?.close();
    this.#pump = postFrames(this.#video, (pump, _, mediaTimeS) => {
      // In a pause the element presents what the walk looks at on its way.
      if (!this.#video.paused) pump.post(() => this.#frame(mediaTimeS));
    });
    return this.#pump.handle;
  }

  /** The element's callbacks see each frame, and the pump counts those that it does not send. */
  madeFrames(): undefined {
    return undefined;
  }

  get walk(): Walk {
    return this;
  }

  setPaused(paused: boolean): void {
    // A moment at the end would else lead to the beginning.
    this.#video.loop = !paused;
    if (paused) this.#video.pause();
    // A file that will not go on says so by `error`; one that is paused again at once is no failure.
    else this.#video.play().catch(() => undefined);
  }

  async step(by: 1 | 0 | -1): Promise<number | undefined> {
    const isAnother = by === 0 || (await this.#frames.step(by));
    const timestampUs = await this.#give();
    return isAnother ? timestampUs : undefined;
  }

  giveAgain(): void {
    void this.#give();
  }

  /** The element stays muted: its sound goes into the stream and not into the room. */
  openSound(): MediaStreamTrack[] {
    const stream = captured(this.#video);
    for (const track of stream.getVideoTracks()) track.stop();
    const tracks = stream.getAudioTracks();
    if (tracks.length > 0) return tracks;
    throw new VitrineError('silent-file', `${this.label} has no sound.`);
  }

  close(): void {
    this.#asked = {};
    this.onEnded = undefined;
    this.#video.removeEventListener('error', this.#failed);
    this.#pump?.close();
    unload(this.#video);
  }

  /** Resolves with its timestamp when the frame is on its way to the worker, which may be busy, or is not wanted any more. */
  async #give(): Promise<number> {
    const asked = (this.#asked = {});
    const shownS = await this.#frames.shown();
    const isWanted = () => this.#asked === asked && this.#video.paused && this.#pump;
    while (isWanted() && !this.#pump?.pump.post(() => this.#frame(shownS), true))
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    return microseconds(shownS);
  }

  /** What the element shows, with its time in the file. */
  #frame(timeS: number): VideoFrame {
    const timestamp = microseconds(timeS);
    if (!this.#upright) return new VideoFrame(this.#video, { timestamp });
    this.#upright.drawImage(this.#video, 0, 0);
    return new VideoFrame(this.#upright.canvas, { timestamp });
  }

  readonly #failed = (): void => {
    const tell = this.onEnded;
    this.onEnded = undefined;
    tell?.(unplayable(this.label, this.#video.error?.message));
  };
}

/** Firefox (153) plays phones' videos upright, but makes frames of them as they lie in the file. */
async function isTurnedByPlayersOnly(file: Blob): Promise<boolean> {
  if (typeof VideoFrame === 'undefined' || 'rotation' in VideoFrame.prototype) return false;
  const { readTurn } = await import('./frame-times.ts');
  return (await readTurn(file)) !== 0;
}

/** What the element plays. Firefox (153) has it under its own name only. */
function captured(video: HTMLVideoElement): MediaStream {
  const capturing = video as { captureStream?: () => MediaStream; mozCaptureStream?: () => MediaStream };
  const stream = capturing.captureStream?.() ?? capturing.mozCaptureStream?.();
  if (stream) return stream;
  throw new VitrineError('unsupported', 'This browser gives no access to the sound of a file.');
}

const microseconds = (timeS: number) => Math.round(timeS * 1e6);
