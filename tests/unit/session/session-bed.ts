/** What a live session needs around it: cameras, a canvas, a list of models and workers that tests drive. */
import { vi } from 'vitest';
import type { ErrorData } from '#core/errors/vitrine-error.ts';
import { LiveSession, type SessionOptions } from '#session/live-session.ts';
import type { ModelSettings } from '#session/session-state.ts';
import { FakeWorker } from './fake-worker.ts';

export const camera = {
  kind: 'camera',
  deviceId: '',
  label: '',
  width: 64,
  height: 64,
  frameRate: 30,
} as const;

export const model: ModelSettings = {
  model: 'net',
  variant: 'a',
  size: { width: 64, height: 64 },
  precision: 'fp32',
  engine: 'ort-wasm',
  roundTrip: false,
  graphCapture: false,
  threads: 0,
};

const file = {
  model: 'net',
  variant: 'a',
  precision: 'fp32',
  size: { width: 64, height: 64 },
  bytes: 1,
  sha256: 'a'.repeat(64),
  input: { name: 'x', shape: [1] },
  outputs: [],
  trained: true,
};

/** A live camera track, and a way to unplug it. */
class FakeTrack extends EventTarget {
  label = 'Cam';
  stopped = false;
  getSettings = () => ({ width: 64, height: 64, frameRate: 30 });
  stop = () => (this.stopped = true);
}

class FakeCanvas {
  transfers = 0;
  replacement: FakeCanvas | undefined;
  transferControlToOffscreen = () => {
    this.transfers++;
    if (this.transfers > 1) throw new Error('a canvas can be transferred only once');
    return {};
  };
  cloneNode = () => new FakeCanvas();
  replaceWith = (other: FakeCanvas) => (this.replacement = other);
}

/** Lets promises settle without letting time pass. */
export const settle = () => vi.advanceTimersByTimeAsync(0);

/** To be opened before each test and closed after it; its clock stands still meanwhile. */
export class SessionBed {
  readonly workers: FakeWorker[] = [];
  readonly tracks: FakeTrack[] = [];
  readonly canvas = new FakeCanvas();
  readonly session: LiveSession;
  readonly devices = Object.assign(new EventTarget(), {
    isUnplugged: false,
    enumerateDevices: () =>
      Promise.resolve(this.devices.isUnplugged ? [] : [{ kind: 'videoinput', deviceId: 'id', label: 'Cam' }]),
    getUserMedia: () => {
      if (this.devices.isUnplugged) return Promise.reject(new DOMException('gone', 'NotFoundError'));
      const track = new FakeTrack();
      this.tracks.push(track);
      return Promise.resolve({ getVideoTracks: () => [track] });
    },
  });
  /** What the first open of the next worker fails with. */
  failureOfNext: ErrorData | undefined;

  private constructor(options?: SessionOptions) {
    this.session = new LiveSession((kind) => {
      this.workers.push(new FakeWorker(kind));
      this.last.failure = this.failureOfNext;
      this.failureOfNext = undefined;
      return this.last;
    }, options);
  }

  static async open(options?: SessionOptions): Promise<SessionBed> {
    vi.useFakeTimers();
    const bed = new SessionBed(options);
    vi.stubGlobal('self', {
      MediaStreamTrackProcessor: class {
        readable = {};
      },
    });
    vi.stubGlobal('navigator', { mediaDevices: bed.devices });
    const files = [
      { ...file, format: 'onnx', file: 'net.onnx' },
      { ...file, format: 'tflite', file: 'net.tflite' },
    ];
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ version: 1, files })));
    await bed.session.attachCanvas(bed.canvas as unknown as HTMLCanvasElement);
    return bed;
  }

  close(): void {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }

  /** The newest worker. */
  get last(): FakeWorker {
    const worker = this.workers.at(-1);
    if (!worker) throw new Error('No worker was started.');
    return worker;
  }

  async goLive(settings = model): Promise<void> {
    await this.session.setSource(camera);
    await this.session.setModel(settings);
    this.last.showFrame();
  }
}
