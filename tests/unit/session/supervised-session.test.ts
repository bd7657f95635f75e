import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionBed, camera, model, settle } from './session-bed.ts';

describe('a supervised LiveSession', () => {
  const limits = { beatMs: 400, silentMs: 1_600, silentLoadingMs: 60_000, stillMs: 20_000 };
  let bed: SessionBed;
  beforeEach(async () => {
    bed = await SessionBed.open({ isSupervised: true, limits });
  });
  afterEach(() => bed.close());

  it('tells of a stuck worker within its limits and leaves it to others what to do', async () => {
    await bed.goLive();
    bed.last.isSilent = true;
    await vi.advanceTimersByTimeAsync(1_900);
    expect(bed.session.state.model.status).toBe('ready');
    await vi.advanceTimersByTimeAsync(500);
    expect(bed.session.state.model).toMatchObject({ status: 'failed', error: { code: 'stuck' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bed.workers).toHaveLength(1);
    await bed.session.setModel(model);
    expect(bed.workers).toHaveLength(2);
    expect(bed.last.sources).toHaveLength(1);
    expect(bed.session.state.model.status).toBe('ready');
  });

  it('tells of a lost device, also while a model is loaded', async () => {
    await bed.goLive();
    void bed.session.setModel({ ...model, graphCapture: true });
    bed.last.emit({ type: 'device-lost', reason: 'test' });
    expect(bed.session.state.model).toMatchObject({ status: 'failed', error: { code: 'device-lost' } });
    await settle();
    expect(bed.session.state.model.status).toBe('failed');
  });

  it('tells of a camera that ended, and asks for none by itself', async () => {
    await bed.goLive();
    bed.tracks[0]!.dispatchEvent(new Event('ended'));
    expect(bed.session.state.source).toMatchObject({ status: 'ended', error: { code: 'camera-ended' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bed.tracks).toHaveLength(1);
  });

  it('hears nothing of a source that is not attached any more', async () => {
    await bed.goLive();
    const counts = { captured: 1, inferred: 1, displayed: 1, dropped: 0 };
    const ended = (attachment: number) =>
      bed.last.emit({ type: 'source-ended', attachment, counts, error: undefined });
    bed.tracks[0]!.dispatchEvent(new Event('ended'));
    await bed.session.setSource(camera);
    // The worker noticed as well, and says so late.
    ended(1);
    expect(bed.session.state.source.status).toBe('live');
    ended(2);
    expect(bed.session.state.source.status).toBe('ended');
  });

  it('goes on in a new worker when recycled, and ends the old one only then', async () => {
    await bed.goLive();
    await bed.session.recycle();
    await settle();
    expect(bed.workers).toHaveLength(2);
    expect(bed.workers[1]!.opened).toEqual(bed.workers[0]!.opened);
    expect(bed.workers[0]!.log.at(-1)).toBe('terminate');
    expect(bed.session.state.model.status).toBe('ready');
  });

  it('tries what failed again in a new worker when recycled', async () => {
    await bed.goLive();
    bed.last.emit({ type: 'device-lost', reason: 'test' });
    await bed.session.recycle();
    await settle();
    expect(bed.workers).toHaveLength(2);
    expect(bed.workers[1]!.opened).toEqual(bed.workers[0]!.opened);
    expect(bed.session.state.model.status).toBe('ready');
  });

  it('passes on what the worker says of itself', async () => {
    const beats = vi.fn();
    bed.session.addEventListener('beat', beats);
    await bed.goLive();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(beats).toHaveBeenCalledTimes(2);
  });
});
