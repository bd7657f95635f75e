import { describe, expect, it, vi } from 'vitest';
import { defaultLook } from '#core/look.ts';
import { LazySession } from '#ui/app/lazy-session.ts';
import { fakeSettings, liveState } from './fake-models.ts';
import { FakeSession } from './fake-session.ts';

describe('a session that is loaded when needed', () => {
  it('is idle, and loads nothing, until a source or a model is asked for', async () => {
    const load = vi.fn(() => Promise.resolve(new FakeSession()));
    const session = new LazySession(load);
    await session.attachCanvas(document.createElement('canvas'));
    session.setLook({ ...defaultLook, mirror: true });
    await session.closeModel();
    expect(session.state).toMatchObject({ phase: 'idle', look: { mirror: true } });
    expect(session.reading.frames).toBe(0);
    expect(load).not.toHaveBeenCalled();
  });

  it('then gets the canvas and the look first, and is loaded once', async () => {
    const live = new FakeSession();
    const load = vi.fn(() => Promise.resolve(live));
    const session = new LazySession(load);
    const canvas = document.createElement('canvas');
    await session.attachCanvas(canvas);
    session.setLook({ ...defaultLook, mirror: true });
    await Promise.all([session.setSource({ kind: 'scene' }), session.setModel(fakeSettings('matte-net'))]);
    expect(load).toHaveBeenCalledTimes(1);
    const names = live.calls.map(([name]) => name);
    expect(names).toEqual(['attachCanvas', 'setLook', 'setMaps', 'setSource', 'setModel']);
    expect(live.called('attachCanvas')).toEqual([[canvas]]);
  });

  it('passes on every event with what it holds, and shows its state', async () => {
    const live = new FakeSession();
    const session = new LazySession(() => Promise.resolve(live));
    await session.setSource({ kind: 'scene' });
    const heard: string[] = [];
    for (const type of ['statechange', 'frame', 'meter']) {
      session.addEventListener(type, (event) => {
        if ((event as CustomEvent<unknown>).detail) heard.push(type);
      });
    }
    live.become(liveState('matte-net'));
    live.show(undefined);
    live.measure({ frames: 7 });
    expect(heard).toEqual(['statechange', 'frame', 'meter']);
    expect(session.state.phase).toBe('live');
    expect(session.reading.frames).toBe(7);
  });

  it('says that it could not be loaded, and tries again the next time', async () => {
    const load = vi.fn<() => Promise<FakeSession>>();
    load.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce(new FakeSession());
    const session = new LazySession(load);
    await expect(session.setSource({ kind: 'scene' })).rejects.toMatchObject({ code: 'network' });
    await session.setSource({ kind: 'scene' });
    expect(load).toHaveBeenCalledTimes(2);
  });
});
