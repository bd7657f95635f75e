import type { PortAnswer, PortMessage, SourceHandle } from './source-handle.ts';

/** Frames under way to a worker at once: one it works on next, one that may replace it. */
const MOST_UNDER_WAY = 2;

/** Posts frames to a worker one by one. While the worker is busy no frames pile up: those are not even made. */
export class PortPump {
  readonly #port: MessagePort;
  #underWay = 0;
  #skipped = 0;
  #isOpen = true;

  /** Takes the port over. */
  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<PortAnswer>) => {
      if (data === 'taken') this.#underWay--;
    };
    port.addEventListener('close', () => this.close());
  }

  /** A pump, and the handle of its other end for the worker. */
  static open(): { pump: PortPump; handle: SourceHandle } {
    const { port1, port2 } = new MessageChannel();
    return { pump: new PortPump(port1), handle: { via: 'port', port: port2 } };
  }

  /**
   * Makes and posts a frame, unless the worker has enough; then the frame is counted as skipped. False where it was not
   * posted. `isAsked`: a person wants to see this very frame.
   */
  post(makeFrame: () => VideoFrame, isAsked = false): boolean {
    if (!this.#isOpen) return false;
    if (this.#underWay >= MOST_UNDER_WAY) {
      this.#skipped++;
      return false;
    }
    const frame = makeFrame();
    const message: PortMessage = {
      frame,
      capturedAtMs: performance.timeOrigin + performance.now(),
      skipped: this.#skipped,
      ...(isAsked ? { isAsked, isAwaited: true } : {}),
    };
    this.#underWay++;
    this.#skipped = 0;
    this.#port.postMessage(message, [frame]);
    return true;
  }

  end(): void {
    if (this.#isOpen) this.#port.postMessage('ended' satisfies PortMessage);
    this.close();
  }

  close(): void {
    this.#isOpen = false;
    this.#port.close();
  }
}
