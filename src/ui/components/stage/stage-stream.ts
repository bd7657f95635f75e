import type { Size } from '#core/geometry.ts';
import type { Session } from '#session/session-state.ts';

/** What a stream is made of: a picture of some size that can be painted at any moment. */
export interface StreamedStage {
  readonly session: Session | undefined;
  /** Undefined before the first picture. */
  readonly pictureSize: Size | undefined;
  paint(context: CanvasRenderingContext2D, options: { results: boolean }): void;
}

/** What a stage shows, as a stream for recorders and calls: a frame for each that the session shows. */
export class StageStream {
  readonly stream: MediaStream;
  readonly #stage: StreamedStage;
  readonly #results: boolean;
  readonly #canvas = document.createElement('canvas');
  readonly #track: CanvasCaptureMediaStreamTrack | undefined;

  constructor(stage: StreamedStage, { results }: { results: boolean }) {
    this.#stage = stage;
    this.#results = results;
    this.#paint();
    // Frames are asked for one by one, where the browser lets them be; else it looks for changes by itself.
    const stream = this.#canvas.captureStream(0);
    const [track] = stream.getVideoTracks() as Partial<CanvasCaptureMediaStreamTrack>[];
    const isAskable = track?.requestFrame !== undefined;
    this.#track = isAskable ? (track as CanvasCaptureMediaStreamTrack) : undefined;
    this.stream = isAskable ? stream : this.#canvas.captureStream();
    stage.session?.addEventListener('frame', this.#show);
    this.#track?.requestFrame();
  }

  stop(): void {
    this.#stage.session?.removeEventListener('frame', this.#show);
    for (const track of this.stream.getTracks()) track.stop();
  }

  /** The worker's picture reaches the page with the next frame that the page draws. */
  readonly #show = (): void => {
    requestAnimationFrame(() => {
      this.#paint();
      this.#track?.requestFrame();
    });
  };

  #paint(): void {
    const size = this.#stage.pictureSize;
    if (!size) return;
    const { width, height } = size;
    if (this.#canvas.width !== width || this.#canvas.height !== height)
      Object.assign(this.#canvas, { width, height });
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (context) this.#stage.paint(context, { results: this.#results });
  }
}
