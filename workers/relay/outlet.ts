import type { PortAnswer, PortMessage } from '#media/source-handle.ts';

/** What is told to each worker with a frame. */
export interface Serving {
  /** performance.timeOrigin + now() */
  capturedAtMs: number;
  /** Frames of the feed so far. */
  captured: number;
  isMapped: boolean;
}

/** One live worker that gets frames. */
export class Outlet {
  readonly #port: MessagePort;
  readonly #patienceMs: number;
  /** Of the feed's frames, those it was given or could have been. */
  #seen: number;
  /** Settles the frame under way. */
  #settle: (() => void) | undefined;
  #isOpen = true;

  /** Takes the port over. `seen`: frames of the feed so far. */
  constructor(port: MessagePort, seen: number, patienceMs: number) {
    this.#port = port;
    this.#seen = seen;
    this.#patienceMs = patienceMs;
    port.onmessage = ({ data }: MessageEvent<PortAnswer>) => {
      if (data === 'released') this.#settle?.();
    };
    port.addEventListener('close', () => this.close());
  }

  /** It holds no frame. */
  get isFree(): boolean {
    return this.#isOpen && this.#settle === undefined;
  }

  /**
   * Hands a copy of `frame` over. Resolves when the worker has shown it or left it out; when that takes longer than the
   * patience, the others go on, and this outlet is free again once the worker answers.
   */
  give(frame: VideoFrame, { capturedAtMs, captured, isMapped }: Serving): Promise<void> {
    const copy = frame.clone();
    const skipped = Math.max(0, captured - this.#seen - 1);
    this.#seen = captured;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#patienceMs);
      this.#settle = () => {
        clearTimeout(timer);
        this.#settle = undefined;
        resolve();
      };
      const message: PortMessage = { frame: copy, capturedAtMs, skipped, isAwaited: true, isMapped };
      this.#port.postMessage(message, [copy]);
    });
  }

  /** The feed begins anew: its frames are counted from 0. */
  restart(): void {
    this.#seen = 0;
  }

  close(): void {
    this.#isOpen = false;
    this.#port.close();
    this.#settle?.();
  }
}
