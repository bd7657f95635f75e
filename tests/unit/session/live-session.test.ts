import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionBed, camera, model, settle } from './session-bed.ts';

let bed: SessionBed;
beforeEach(async () => {
  bed = await SessionBed.open();
});
afterEach(() => bed.close());

describe('LiveSession', () => {
  it('needs no worker before a source or a model is asked for', () => {
    expect(bed.workers).toHaveLength(0);
    expect(bed.session.state.phase).toBe('idle');
  });

  it('goes live with a source and a model', async () => {
    await bed.session.setSource(camera);
    expect(bed.session.state.source).toMatchObject({ status: 'live', label: 'Cam', frameRate: 30 });
    expect(bed.session.state.phase).toBe('starting');
    await bed.session.setModel(model);
    bed.last.showFrame();
    expect(bed.session.state.model).toMatchObject({ status: 'ready', report: { threads: 2 } });
    expect(bed.session.state.phase).toBe('live');
    expect(bed.workers).toHaveLength(1);
    expect(bed.last.sources).toHaveLength(1);
  });

  it('replaces a worker that stops answering, and takes source and model over', async () => {
    await bed.goLive();
    const [stuck] = bed.workers;
    stuck!.isSilent = true;
    await vi.advanceTimersByTimeAsync(18_000);
    expect(bed.workers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(stuck!.log.at(-1)).toBe('terminate');
    expect(bed.workers).toHaveLength(2);
    expect(bed.last.opened).toEqual(stuck!.opened);
    expect(bed.last.sources).toHaveLength(1);
    expect(bed.last.log).toContain('setLook');
    bed.last.showFrame();
    expect(bed.session.state.phase).toBe('live');
  });

  it('keeps the old canvas up until the new worker has a picture, then puts its own in place', async () => {
    await bed.goLive();
    bed.workers[0]!.isSilent = true;
    await vi.advanceTimersByTimeAsync(26_000);
    expect(bed.last.canvases).toBe(1);
    expect(bed.canvas.replacement).toBeUndefined();
    const changed = vi.fn();
    bed.session.addEventListener('canvaschange', changed);
    bed.last.emit({ type: 'canvas-live' });
    expect(bed.canvas.replacement).toBeDefined();
    expect(changed).toHaveBeenCalledOnce();
  });

  it('gives up on a worker that cannot be kept alive, says so, and tries again when asked', async () => {
    await bed.goLive();
    const start = bed.workers.length;
    for (let i = 0; i < 12; i++) {
      bed.last.isSilent = true;
      await vi.advanceTimersByTimeAsync(30_000);
    }
    // The budget is a few in two minutes: far fewer than one after each silence.
    expect(bed.workers.length - start).toBeLessThan(12);
    await vi.advanceTimersByTimeAsync(600_000);
    await bed.session.setModel(model);
    bed.last.showFrame();
    expect(bed.session.state.model.status).toBe('ready');
  });

  it('opens the model again after the device was lost, in the same worker', async () => {
    await bed.goLive();
    bed.last.emit({ type: 'device-lost', reason: 'test' });
    expect(bed.session.state).toMatchObject({ phase: 'recovering' });
    expect(bed.session.state.recovery).toContain('test');
    await settle();
    expect(bed.workers).toHaveLength(1);
    expect(bed.last.opened).toHaveLength(2);
    expect(bed.session.state).toMatchObject({ recovery: undefined, model: { status: 'ready' } });
  });

  it('shows the bare frame when the model cannot be opened again', async () => {
    await bed.goLive();
    bed.last.failure = { code: 'unsupported', message: 'no GPU any more' };
    bed.last.emit({ type: 'device-lost', reason: 'test' });
    await settle();
    expect(bed.session.state.model).toMatchObject({ status: 'failed', error: { code: 'unsupported' } });
    expect(bed.last.log).toContain('closeModel');
  });

  it('keeps going when a model fails to load, and says why', async () => {
    await bed.goLive();
    bed.last.failure = { code: 'hash-mismatch', message: 'other bytes' };
    await bed.session.setModel({ ...model, graphCapture: true });
    expect(bed.session.state.model).toMatchObject({ status: 'failed', error: { code: 'hash-mismatch' } });
    expect(bed.session.state.phase).toBe('live');
    expect(bed.workers).toHaveLength(1);
  });

  it('says which file is missing', async () => {
    await bed.session.setSource(camera);
    await bed.session.setModel({ ...model, precision: 'fp16' });
    expect(bed.session.state.model).toMatchObject({ status: 'failed', error: { code: 'model-missing' } });
  });

  it('goes back to the running model when a load is cancelled', async () => {
    await bed.goLive();
    const loading = bed.session.setModel({ ...model, graphCapture: true });
    expect(bed.session.state.model.status).toBe('loading');
    bed.session.cancelModel();
    await loading;
    expect(bed.session.state.model).toMatchObject({ status: 'ready', settings: model });
  });

  it('takes the newest of two models asked for at once', async () => {
    await bed.session.setSource(camera);
    const newest = { ...model, graphCapture: true };
    await Promise.all([bed.session.setModel(model), bed.session.setModel(newest)]);
    expect(bed.session.state.model).toMatchObject({ status: 'ready', settings: newest });
  });

  it('opens an engine of another kind in a worker of its own, and ends the former afterwards', async () => {
    await bed.goLive();
    await bed.session.setModel({ ...model, engine: 'mediapipe-cpu' });
    await settle();
    expect(bed.workers.map(({ kind }) => kind)).toEqual(['inference', 'mediapipe']);
    expect(bed.last.sources).toHaveLength(1);
    expect(bed.workers[0]!.log.at(-1)).toBe('terminate');
    expect(bed.session.state.model.status).toBe('ready');
  });

  it('keeps the former worker when the other kind fails', async () => {
    await bed.goLive();
    bed.failureOfNext = { code: 'engine-failed', message: 'no WebGL' };
    await bed.session.setModel({ ...model, engine: 'mediapipe-gpu' });
    await settle();
    expect(bed.workers).toHaveLength(2);
    expect(bed.last.log.at(-1)).toBe('terminate');
    expect(bed.workers[0]!.log).not.toContain('terminate');
    expect(bed.session.state.phase).toBe('live');
  });

  it('closes a model that failed while running, and uses a fresh worker for the next', async () => {
    await bed.goLive();
    bed.last.emit({ type: 'error', error: { code: 'engine-failed', message: 'out of memory' } });
    expect(bed.session.state.model).toMatchObject({ status: 'failed', error: { message: 'out of memory' } });
    await bed.session.setModel(model);
    expect(bed.workers).toHaveLength(2);
    expect(bed.session.state.model.status).toBe('ready');
  });

  it('gets a camera back that was unplugged, as soon as it is plugged in again', async () => {
    await bed.goLive();
    bed.devices.isUnplugged = true;
    bed.tracks[0]!.dispatchEvent(new Event('ended'));
    expect(bed.session.state).toMatchObject({
      phase: 'recovering',
      source: { status: 'ended', error: { code: 'camera-ended' } },
    });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(bed.session.state.source.status).toBe('ended');
    bed.devices.isUnplugged = false;
    bed.devices.dispatchEvent(new Event('devicechange'));
    await settle();
    expect(bed.session.state.source.status).toBe('live');
    expect(bed.last.sources).toHaveLength(2);
  });

  it('tells a refused camera from a missing one, and goes on without', async () => {
    bed.devices.isUnplugged = true;
    await bed.session.setSource(camera);
    expect(bed.session.state.source).toMatchObject({ status: 'failed', error: { code: 'camera-missing' } });
    expect(bed.session.state.phase).toBe('failed');
    bed.devices.isUnplugged = false;
    await bed.session.setSource(camera);
    expect(bed.session.state.source.status).toBe('live');
  });

  it('stops the former camera when another source is live', async () => {
    await bed.goLive();
    await bed.session.setSource({ ...camera, width: 128 });
    expect(bed.tracks.map(({ stopped }) => stopped)).toEqual([true, false]);
    await bed.session.stopSource();
    expect(bed.tracks[1]!.stopped).toBe(true);
    expect(bed.session.state.phase).toBe('idle');
  });

  it('ends its worker and camera when disposed', async () => {
    await bed.goLive();
    await bed.session.dispose();
    expect(bed.last.log.at(-1)).toBe('terminate');
    expect(bed.tracks[0]!.stopped).toBe(true);
    await expect(bed.session.setSource(camera)).rejects.toThrow('disposed');
  });
});
