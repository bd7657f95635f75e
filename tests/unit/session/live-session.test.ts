import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorData } from '#core/errors/vitrine-error.ts';
import { LiveSession, type SessionOptions } from '#session/live-session.ts';
import type { ModelSettings } from '#session/session-state.ts';
import { FakeWorker } from './fake-worker.ts';

const camera = { kind: 'camera', deviceId: '', label: '', width: 64, height: 64, frameRate: 30 } as const;
const model: ModelSettings = {
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

let workers: FakeWorker[] = [];
let tracks: FakeTrack[] = [];
let devices: EventTarget & { isUnplugged: boolean };
let session: LiveSession;
/** What the first open of the next worker fails with. */
let failureOfNext: ErrorData | undefined;
let canvas: FakeCanvas;

/** Lets promises settle without letting time pass. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const last = () => workers.at(-1)!;

beforeEach(async () => {
  vi.useFakeTimers();
  workers = [];
  tracks = [];
  devices = Object.assign(new EventTarget(), {
    isUnplugged: false,
    enumerateDevices: () =>
      Promise.resolve(devices.isUnplugged ? [] : [{ kind: 'videoinput', deviceId: 'id', label: 'Cam' }]),
    getUserMedia: () => {
      if (devices.isUnplugged) return Promise.reject(new DOMException('gone', 'NotFoundError'));
      const track = new FakeTrack();
      tracks.push(track);
      return Promise.resolve({ getVideoTracks: () => [track] });
    },
  });
  vi.stubGlobal('self', {
    MediaStreamTrackProcessor: class {
      readable = {};
    },
  });
  vi.stubGlobal('navigator', { mediaDevices: devices });
  const files = [
    { ...file, format: 'onnx', file: 'net.onnx' },
    { ...file, format: 'tflite', file: 'net.tflite' },
  ];
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ version: 1, files })));
  await begin();
});

async function begin(options?: SessionOptions): Promise<void> {
  session = new LiveSession((kind) => {
    workers.push(new FakeWorker(kind));
    last().failure = failureOfNext;
    failureOfNext = undefined;
    return last();
  }, options);
  canvas = new FakeCanvas();
  await session.attachCanvas(canvas as unknown as HTMLCanvasElement);
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function goLive(settings = model): Promise<void> {
  await session.setSource(camera);
  await session.setModel(settings);
  last().showFrame();
}

describe('LiveSession', () => {
  it('needs no worker before a source or a model is asked for', () => {
    expect(workers).toHaveLength(0);
    expect(session.state.phase).toBe('idle');
  });

  it('goes live with a source and a model', async () => {
    await session.setSource(camera);
    expect(session.state.source).toMatchObject({ status: 'live', label: 'Cam', frameRate: 30 });
    expect(session.state.phase).toBe('starting');
    await session.setModel(model);
    last().showFrame();
    expect(session.state.model).toMatchObject({ status: 'ready', report: { threads: 2 } });
    expect(session.state.phase).toBe('live');
    expect(workers).toHaveLength(1);
    expect(last().sources).toHaveLength(1);
  });

  it('replaces a worker that stops answering, and takes source and model over', async () => {
    await goLive();
    const [stuck] = workers;
    stuck!.isSilent = true;
    await vi.advanceTimersByTimeAsync(18_000);
    expect(workers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(stuck!.log.at(-1)).toBe('terminate');
    expect(workers).toHaveLength(2);
    expect(last().opened).toEqual(stuck!.opened);
    expect(last().sources).toHaveLength(1);
    expect(last().log).toContain('setLook');
    last().showFrame();
    expect(session.state.phase).toBe('live');
  });

  it('keeps the old canvas up until the new worker has a picture, then puts its own in place', async () => {
    await goLive();
    workers[0]!.isSilent = true;
    await vi.advanceTimersByTimeAsync(26_000);
    expect(last().canvases).toBe(1);
    expect(canvas.replacement).toBeUndefined();
    const changed = vi.fn();
    session.addEventListener('canvaschange', changed);
    last().emit({ type: 'canvas-live' });
    expect(canvas.replacement).toBeDefined();
    expect(changed).toHaveBeenCalledOnce();
  });

  it('gives up on a worker that cannot be kept alive, says so, and tries again when asked', async () => {
    await goLive();
    const start = workers.length;
    for (let i = 0; i < 12; i++) {
      last().isSilent = true;
      await vi.advanceTimersByTimeAsync(30_000);
    }
    // The budget is a few in two minutes: far fewer than one after each silence.
    expect(workers.length - start).toBeLessThan(12);
    await vi.advanceTimersByTimeAsync(600_000);
    await session.setModel(model);
    last().showFrame();
    expect(session.state.model.status).toBe('ready');
  });

  it('opens the model again after the device was lost, in the same worker', async () => {
    await goLive();
    last().emit({ type: 'device-lost', reason: 'test' });
    expect(session.state).toMatchObject({ phase: 'recovering' });
    expect(session.state.recovery).toContain('test');
    await settle();
    expect(workers).toHaveLength(1);
    expect(last().opened).toHaveLength(2);
    expect(session.state).toMatchObject({ recovery: undefined, model: { status: 'ready' } });
  });

  it('shows the bare frame when the model cannot be opened again', async () => {
    await goLive();
    last().failure = { code: 'unsupported', message: 'no GPU any more' };
    last().emit({ type: 'device-lost', reason: 'test' });
    await settle();
    expect(session.state.model).toMatchObject({ status: 'failed', error: { code: 'unsupported' } });
    expect(last().log).toContain('closeModel');
  });

  it('keeps going when a model fails to load, and says why', async () => {
    await goLive();
    last().failure = { code: 'hash-mismatch', message: 'other bytes' };
    await session.setModel({ ...model, graphCapture: true });
    expect(session.state.model).toMatchObject({ status: 'failed', error: { code: 'hash-mismatch' } });
    expect(session.state.phase).toBe('live');
    expect(workers).toHaveLength(1);
  });

  it('says which file is missing', async () => {
    await session.setSource(camera);
    await session.setModel({ ...model, precision: 'fp16' });
    expect(session.state.model).toMatchObject({ status: 'failed', error: { code: 'model-missing' } });
  });

  it('goes back to the running model when a load is cancelled', async () => {
    await goLive();
    const loading = session.setModel({ ...model, graphCapture: true });
    expect(session.state.model.status).toBe('loading');
    session.cancelModel();
    await loading;
    expect(session.state.model).toMatchObject({ status: 'ready', settings: model });
  });

  it('takes the newest of two models asked for at once', async () => {
    await session.setSource(camera);
    const newest = { ...model, graphCapture: true };
    await Promise.all([session.setModel(model), session.setModel(newest)]);
    expect(session.state.model).toMatchObject({ status: 'ready', settings: newest });
  });

  it('opens an engine of another kind in a worker of its own, and ends the former afterwards', async () => {
    await goLive();
    await session.setModel({ ...model, engine: 'mediapipe-cpu' });
    await settle();
    expect(workers.map(({ kind }) => kind)).toEqual(['inference', 'mediapipe']);
    expect(last().sources).toHaveLength(1);
    expect(workers[0]!.log.at(-1)).toBe('terminate');
    expect(session.state.model.status).toBe('ready');
  });

  it('keeps the former worker when the other kind fails', async () => {
    await goLive();
    failureOfNext = { code: 'engine-failed', message: 'no WebGL' };
    await session.setModel({ ...model, engine: 'mediapipe-gpu' });
    await settle();
    expect(workers).toHaveLength(2);
    expect(last().log.at(-1)).toBe('terminate');
    expect(workers[0]!.log).not.toContain('terminate');
    expect(session.state.phase).toBe('live');
  });

  it('closes a model that failed while running, and uses a fresh worker for the next', async () => {
    await goLive();
    last().emit({ type: 'error', error: { code: 'engine-failed', message: 'out of memory' } });
    expect(session.state.model).toMatchObject({ status: 'failed', error: { message: 'out of memory' } });
    await session.setModel(model);
    expect(workers).toHaveLength(2);
    expect(session.state.model.status).toBe('ready');
  });

  it('gets a camera back that was unplugged, as soon as it is plugged in again', async () => {
    await goLive();
    devices.isUnplugged = true;
    tracks[0]!.dispatchEvent(new Event('ended'));
    expect(session.state).toMatchObject({
      phase: 'recovering',
      source: { status: 'ended', error: { code: 'camera-ended' } },
    });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(session.state.source.status).toBe('ended');
    devices.isUnplugged = false;
    devices.dispatchEvent(new Event('devicechange'));
    await settle();
    expect(session.state.source.status).toBe('live');
    expect(last().sources).toHaveLength(2);
  });

  it('tells a refused camera from a missing one, and goes on without', async () => {
    devices.isUnplugged = true;
    await session.setSource(camera);
    expect(session.state.source).toMatchObject({ status: 'failed', error: { code: 'camera-missing' } });
    expect(session.state.phase).toBe('failed');
    devices.isUnplugged = false;
    await session.setSource(camera);
    expect(session.state.source.status).toBe('live');
  });

  it('stops the former camera when another source is live', async () => {
    await goLive();
    await session.setSource({ ...camera, width: 128 });
    expect(tracks.map(({ stopped }) => stopped)).toEqual([true, false]);
    await session.stopSource();
    expect(tracks[1]!.stopped).toBe(true);
    expect(session.state.phase).toBe('idle');
  });

  it('ends its worker and camera when disposed', async () => {
    await goLive();
    await session.dispose();
    expect(last().log.at(-1)).toBe('terminate');
    expect(tracks[0]!.stopped).toBe(true);
    await expect(session.setSource(camera)).rejects.toThrow('disposed');
  });
});

describe('a supervised LiveSession', () => {
  const limits = { beatMs: 400, silentMs: 1_600, silentLoadingMs: 60_000, stillMs: 20_000 };
  beforeEach(() => begin({ isSupervised: true, limits }));

  it('tells of a stuck worker within its limits and leaves it to others what to do', async () => {
    await goLive();
    last().isSilent = true;
    await vi.advanceTimersByTimeAsync(1_900);
    expect(session.state.model.status).toBe('ready');
    await vi.advanceTimersByTimeAsync(500);
    expect(session.state.model).toMatchObject({ status: 'failed', error: { code: 'stuck' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers).toHaveLength(1);
    await session.setModel(model);
    expect(workers).toHaveLength(2);
    expect(last().sources).toHaveLength(1);
    expect(session.state.model.status).toBe('ready');
  });

  it('tells of a lost device, also while a model is loaded', async () => {
    await goLive();
    void session.setModel({ ...model, graphCapture: true });
    last().emit({ type: 'device-lost', reason: 'test' });
    expect(session.state.model).toMatchObject({ status: 'failed', error: { code: 'device-lost' } });
    await settle();
    expect(session.state.model.status).toBe('failed');
  });

  it('tells of a camera that ended, and asks for none by itself', async () => {
    await goLive();
    tracks[0]!.dispatchEvent(new Event('ended'));
    expect(session.state.source).toMatchObject({ status: 'ended', error: { code: 'camera-ended' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tracks).toHaveLength(1);
  });

  it('goes on in a new worker when recycled, and ends the old one only then', async () => {
    await goLive();
    await session.recycle();
    await settle();
    expect(workers).toHaveLength(2);
    expect(workers[1]!.opened).toEqual(workers[0]!.opened);
    expect(workers[0]!.log.at(-1)).toBe('terminate');
    expect(session.state.model.status).toBe('ready');
  });

  it('passes on what the worker says of itself', async () => {
    const beats = vi.fn();
    session.addEventListener('beat', beats);
    await goLive();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(beats).toHaveBeenCalledTimes(2);
  });
});
