import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';

export type Surface =
  | { kind: '2d'; canvas: OffscreenCanvas; context: OffscreenCanvasRenderingContext2D }
  | { kind: 'webgpu'; canvas: OffscreenCanvas; context: GPUCanvasContext };

/** The page answers `canvas-needed` at once; a page that cannot within this time is gone or stuck (guessed). */
const ATTACH_LIMIT_MS = 15_000;

/**
 * The canvases that the page gave us. A canvas keeps its first context type for life, so changing between 2D and
 * WebGPU needs another one, which `onNeeded` asks the page for.
 */
export class Display {
  #free: OffscreenCanvas | undefined;
  #surface: Surface | undefined;
  #waiting: ((canvas: OffscreenCanvas) => void) | undefined;
  #isFresh = false;
  readonly #onNeeded: () => void;
  readonly #onLive: () => void;

  constructor(onNeeded: () => void, onLive: () => void) {
    this.#onNeeded = onNeeded;
    this.#onLive = onLive;
  }

  attach(canvas: OffscreenCanvas): void {
    if (this.#waiting) this.#waiting(canvas);
    else this.#free = canvas;
    this.#waiting = undefined;
  }

  /** True when the page attached a canvas that nothing has drawn on. */
  get hasFree(): boolean {
    return this.#free !== undefined;
  }

  /** A surface of this kind: the current one where it fits. It is not shown before `use`. */
  async surfaceOf(kind: Surface['kind'], signal: AbortSignal): Promise<Surface> {
    if (this.#surface?.kind === kind) return this.#surface;
    const canvas = this.#free ?? (await this.#ask(signal));
    this.#free = undefined;
    return createSurface(kind, canvas);
  }

  use(surface: Surface): void {
    if (surface === this.#surface) return;
    this.#surface = surface;
    this.#isFresh = true;
  }

  /** To be called after drawing. */
  drawn(): void {
    if (!this.#isFresh) return;
    this.#isFresh = false;
    this.#onLive();
  }

  #ask(signal: AbortSignal): Promise<OffscreenCanvas> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          fail(new VitrineError('internal', `The page attached no canvas in ${ATTACH_LIMIT_MS / 1000} s.`)),
        ATTACH_LIMIT_MS,
      );
      const fail = (error: Error) => {
        this.#waiting = undefined;
        settle();
        reject(error);
      };
      const onAbort = () => fail(signal.reason as Error);
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      signal.addEventListener('abort', onAbort);
      this.#waiting = (canvas) => {
        settle();
        resolve(canvas);
      };
      this.#onNeeded();
    });
  }
}

function createSurface(kind: Surface['kind'], canvas: OffscreenCanvas): Surface {
  if (kind === '2d') {
    // Opaque, and kept in main memory: pixels are put there each frame.
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (context) return { kind, canvas, context };
  } else {
    const context = canvas.getContext('webgpu');
    if (context) return { kind, canvas, context };
  }
  throw new VitrineError('unsupported', `This browser refused a ${kind} canvas in a worker.`);
}

/** Gives the canvas the frame's size; setting the same size again would clear it. */
export function resizeCanvas(canvas: OffscreenCanvas, { width, height }: Size): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
