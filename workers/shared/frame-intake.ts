import { VitrineError, toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { PortAnswer, PortMessage, SourceHandle } from '#media/source-handle.ts';
import { CaptureClock } from './capture-clock.ts';
import { nextTask } from './next-task.ts';
import { StillWatch } from './still-watch.ts';

/**
 * An engine that blocks the thread (WASM) leaves frames in the queue that are as old as its run. One older than this is
 * not worth a run: a newer one is waited for, which costs a frame's interval of a much longer period.
 */
const STALE_MS = 200;
/** For so long: the interval of a source of 15 fps. A slower or silent source gives what there is. */
const NEWER_WITHIN_MS = 67;

/** A frame that the taker must hand back with `release`. Times are on the worker's own clock, performance.now(). */
export interface Arrival {
  frame: VideoFrame;
  capturedAtMs: number;
  /** A person asked for this one, maybe long after the frame before. */
  isAsked: boolean;
  /** A session that was asked for maps gives that of this frame. */
  isMapped: boolean;
}

/** One attached source; replaced as a whole, so that late frames of the former cannot slip in. */
interface Connection {
  isOpen: boolean;
  close(): void;
}

/** Reads a source eagerly and keeps the newest frame only: at most one waits, those it replaces are closed and counted. */
export class FrameIntake {
  /** Frames of this source that reached the worker, and those replaced before they were taken. */
  captured = 0;
  dropped = 0;
  /** With what is to be told when a frame is given back. */
  readonly #open = new Map<VideoFrame, () => void>();
  readonly #onEnded: (error: ErrorData | undefined) => void;
  readonly #still = new StillWatch();
  #connection: Connection | undefined;
  #waiting: (Arrival & { isAwaited: boolean }) | undefined;
  #wake: (() => void) | undefined;
  #isPaused = false;

  constructor(onEnded: (error: ErrorData | undefined) => void) {
    this.#onEnded = onEnded;
  }

  /** Frames that arrived and are not closed yet. */
  get openFrames(): number {
    return this.#open.size;
  }

  /** Since the source's pixels last changed, or since frames could first be expected. */
  get stillMs(): number {
    return this.#still.stillMs;
  }

  attach(source: SourceHandle): void {
    this.detach();
    this.#still.begin();
    this.captured = 0;
    this.dropped = 0;
    this.#connection =
      source.via === 'port' ? this.#readPort(source.port) : this.#readStream(streamOf(source));
  }

  detach(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) {
      connection.isOpen = false;
      connection.close();
    }
    this.#dropWaiting();
  }

  /** While paused, frames are closed as they come and not counted, but for those that a person asks for. */
  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#still.begin();
    if (isPaused) this.#dropWaiting();
  }

  /** The newest frame, as soon as there is one that is fresh or seems to be the last. One taker only. */
  async take(): Promise<Arrival> {
    await nextTask();
    const deadlineMs = performance.now() + NEWER_WITHIN_MS;
    for (;;) {
      const now = performance.now();
      const arrival = this.#waiting;
      const isFresh = arrival && now - arrival.capturedAtMs <= STALE_MS;
      if (arrival && (isFresh || arrival.isAwaited || now >= deadlineMs)) {
        this.#waiting = undefined;
        return arrival;
      }
      await this.#nextArrival(arrival ? deadlineMs - now : undefined);
    }
  }

  /** Resolves when a frame has arrived; after `withinMs` in any case. */
  async #nextArrival(withinMs: number | undefined): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (withinMs !== undefined) timer = setTimeout(resolve, withinMs);
    });
    clearTimeout(timer);
  }

  release(frame: VideoFrame): void {
    frame.close();
    const tell = this.#open.get(frame);
    this.#open.delete(frame);
    tell?.();
  }

  #accept(
    frame: VideoFrame,
    capturedAtMs: number,
    onReleased: () => void = () => undefined,
    { isAwaited = false, isAsked = false, isMapped = true } = {},
  ): void {
    this.#open.set(frame, onReleased);
    if (this.#isPaused && !isAsked) return this.release(frame);
    this.captured++;
    this.#still.look(frame);
    if (this.#waiting) {
      this.dropped++;
      this.release(this.#waiting.frame);
    }
    this.#waiting = { frame, capturedAtMs, isAwaited, isAsked, isMapped };
    this.#wake?.();
    this.#wake = undefined;
  }

  #dropWaiting(): void {
    if (this.#waiting) this.release(this.#waiting.frame);
    this.#waiting = undefined;
  }

  #readStream(stream: ReadableStream<VideoFrame>): Connection {
    const reader = stream.getReader();
    const connection: Connection = {
      isOpen: true,
      // The stream may have failed already; then there is nothing to cancel.
      close: () => void reader.cancel().catch(() => undefined),
    };
    const clock = new CaptureClock();
    const pump = async () => {
      for (;;) {
        const { value: frame, done } = await reader.read();
        if (done) return this.#ended(connection, undefined);
        if (connection.isOpen) this.#accept(frame, clock.capturedAt(frame.timestamp, performance.now()));
        else frame.close();
      }
    };
    pump().catch((error: unknown) => this.#ended(connection, toErrorData(error)));
    return connection;
  }

  #readPort(port: MessagePort): Connection {
    // Left for the sender to close: frames that are under way would be lost here, and nobody could close those.
    const connection: Connection = { isOpen: true, close: () => undefined };
    port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
      if (data === 'ended') return this.#ended(connection, undefined);
      const { frame, capturedAtMs, skipped } = data;
      if (!connection.isOpen) return frame.close();
      this.captured += skipped;
      this.dropped += skipped;
      const tell = () => port.postMessage('released' satisfies PortAnswer);
      this.#accept(frame, capturedAtMs - performance.timeOrigin, tell, data);
      port.postMessage('taken' satisfies PortAnswer);
    };
    return connection;
  }

  #ended(connection: Connection, error: ErrorData | undefined): void {
    if (!connection.isOpen) return;
    connection.isOpen = false;
    if (this.#connection === connection) this.#connection = undefined;
    this.#onEnded(error);
  }
}

/** Of workers, Safari's alone have it. */
type ProcessorClass = new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<VideoFrame> };

function streamOf(source: SourceHandle & { via: 'stream' | 'track' }): ReadableStream<VideoFrame> {
  if (source.via === 'stream') return source.stream;
  const { MediaStreamTrackProcessor: Processor } = self as { MediaStreamTrackProcessor?: ProcessorClass };
  if (!Processor) {
    throw new VitrineError('unsupported', 'This browser cannot read camera tracks in workers.');
  }
  return new Processor({ track: source.track }).readable;
}
