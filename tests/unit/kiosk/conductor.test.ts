import { VitrineError } from '#core/errors/vitrine-error.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Conductor, type KioskSession } from '#kiosk/conductor.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import { Supervisor } from '#kiosk/supervisor.ts';
import type { ModelSettings } from '#session/session-state.ts';
import { FakeKioskSession } from '#tests/helpers/fake-kiosk-session.ts';

const scene = (id: string, source: object, more: object = {}) => ({
  id,
  source,
  model: 'net',
  engines: ['ort-webgpu', 'ort-wasm'],
  durationS: 600,
  ...more,
});
const camera = { kind: 'camera', label: 'Door' };

function configure(playlist: object[]) {
  const read = readConfiguration(
    JSON.stringify({ version: 1, playlist, privacyNotice: { en: 'Nothing is recorded.' } }),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.configuration;
}

/** A kiosk of fakes; its clock is moved by the test. */
class Exhibit {
  readonly session = new FakeKioskSession();
  readonly supervisor: Supervisor;
  readonly conductor: Conductor;
  reloads = 0;
  nowMs = 0;
  isHidden = false;
  hasModel = true;
  sees = false;
  clip: () => Promise<Blob> = () => Promise.resolve(new Blob(['clip']));

  constructor(playlist: object[] = [scene('a', camera), scene('b', camera)]) {
    this.supervisor = new Supervisor(configure(playlist));
    this.conductor = new Conductor({
      session: this.session as unknown as KioskSession,
      supervisor: this.supervisor,
      settingsOf: ({ model }, engine) => (this.hasModel ? ({ model, engine } as ModelSettings) : undefined),
      loadClip: () => this.clip(),
      seesPeople: () => this.sees,
      now: () => ({ nowMs: this.nowMs, wallMs: Date.UTC(2026, 5, 4, 12) + this.nowMs }),
      isHidden: () => this.isHidden,
      reload: () => this.reloads++,
    });
  }

  /** Ticks, and lets what follows settle. @returns what the session was asked. */
  async tick(afterMs = 0): Promise<string[]> {
    this.session.asked.length = 0;
    this.nowMs += afterMs;
    this.conductor.tick();
    await settled();
    return [...this.session.asked];
  }

  get said(): string[] {
    return this.supervisor.log.entries.map(({ what }) => what);
  }
}

const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Conductor', () => {
  it('opens source and model of the first scene, by the camera’s name alone', async () => {
    const { session, conductor } = new Exhibit();
    conductor.tick();
    await settled();
    expect(session.asked).toEqual(['setModel ort-webgpu', 'setSource']);
    expect(session.sources).toEqual([
      { kind: 'camera', deviceId: '', label: 'Door', width: 1280, height: 720, frameRate: 30, isExact: true },
    ]);
    expect(conductor.scene?.id).toBe('a');
  });

  it('keeps a source that the next scene has as well, and opens another one', async () => {
    const exhibit = new Exhibit([scene('a', camera), scene('b', camera), scene('c', { kind: 'scene' })]);
    await exhibit.tick();
    exhibit.supervisor.step(1, { nowMs: 0, wallMs: 0 });
    expect(await exhibit.tick()).toEqual(['setModel ort-webgpu']);
    exhibit.supervisor.step(1, { nowMs: 0, wallMs: 0 });
    expect(await exhibit.tick()).toEqual(['setModel ort-webgpu', 'setSource']);
    expect(exhibit.session.sources.at(-1)).toEqual({ kind: 'scene' });
  });

  it('asks a camera without a name again by the name that it had', async () => {
    const exhibit = new Exhibit([scene('a', { kind: 'camera' })]);
    await exhibit.tick();
    expect(exhibit.session.sources[0]).toMatchObject({ label: '', isExact: false });
    exhibit.session.source({
      status: 'ended',
      kind: 'camera',
      error: new VitrineError('camera-ended', 'Gone.'),
    });
    await exhibit.tick();
    expect(exhibit.session.sources[1]).toMatchObject({ label: 'Cam', deviceId: '' });
  });

  it('mends what failed at once, and tells each failure once', async () => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    exhibit.session.asked.length = 0;
    exhibit.session.failModel('device-lost');
    exhibit.session.dispatchEvent(new Event('statechange'));
    await settled();
    expect(exhibit.session.asked).toEqual(['setModel ort-webgpu']);
    expect(exhibit.said).toEqual(['opened', 'device-lost']);
  });

  it('goes to the next engine, and in the end to the next scene, when an engine fails over and over', async () => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    const asked: string[] = [];
    for (let i = 0; i < 4; i++) {
      exhibit.session.failModel('engine-failed');
      asked.push(...(await exhibit.tick(30_000)));
    }
    expect(asked.filter((each) => each.startsWith('setModel'))).toEqual([
      'setModel ort-webgpu',
      'setModel ort-wasm',
      'setModel ort-webgpu',
      'setModel ort-wasm',
    ]);
    expect(exhibit.conductor.scene?.id).toBe('b');
  });

  it.each(['model-missing', 'hash-mismatch'] as const)('passes over a scene with %s', async (code) => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    exhibit.session.failModel(code);
    await settled();
    expect(exhibit.conductor.scene?.id).toBe('b');
  });

  it('passes over a scene whose model this site does not have, or whose clip cannot be had', async () => {
    const without = new Exhibit();
    without.hasModel = false;
    without.conductor.tick();
    without.hasModel = true;
    await settled();
    expect(without.conductor.scene?.id).toBe('b');
    const clip = new Exhibit([scene('a', { kind: 'clip', path: '/clips/a.mp4' }), scene('b', camera)]);
    clip.clip = () => Promise.reject(new Error('The server answered 404.'));
    await clip.tick();
    expect(clip.said).toContain('clip-failed');
    expect(clip.conductor.scene?.id).toBe('b');
  });

  it('opens a clip as a video of its name', async () => {
    const exhibit = new Exhibit([scene('a', { kind: 'clip', path: '/clips/a.mp4' })]);
    await exhibit.tick();
    expect(exhibit.session.sources).toMatchObject([{ kind: 'video', name: '/clips/a.mp4' }]);
  });

  it('opens a camera again whose picture stands still, but none that nobody looks at', async () => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    await exhibit.tick(60_000);
    exhibit.session.beat(3_900);
    exhibit.isHidden = true;
    exhibit.session.beat(60_000);
    await settled();
    expect(exhibit.session.asked).toEqual([]);
    exhibit.isHidden = false;
    exhibit.session.beat(4_100);
    await settled();
    expect(exhibit.session.asked).toEqual(['setSource']);
    expect(exhibit.said).toContain('camera-frozen');
  });

  it('takes no answer of the worker about the former camera for one about the new one', async () => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    await exhibit.tick(60_000);
    exhibit.session.beat(4_100);
    await settled();
    await exhibit.tick(100);
    // It was under way when the camera was opened again.
    exhibit.session.beat(4_200);
    await exhibit.tick(10_000);
    expect(exhibit.said.filter((what) => what === 'camera-frozen')).toHaveLength(1);
    exhibit.session.beat(4_300);
    expect(exhibit.said.filter((what) => what === 'camera-frozen')).toHaveLength(2);
  });

  it('opens a camera again that ended while its worker was about to be replaced', async () => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    for (let i = 0; i < 3; i++) {
      // What is due is done, and then stands still for a while again.
      await exhibit.tick(30_000);
      await exhibit.tick(30_000);
      exhibit.session.beat(4_100);
      await settled();
    }
    // The third time the worker is to be replaced, after a while; another fault of the source waits for that.
    exhibit.session.source({
      status: 'ended',
      kind: 'camera',
      error: new VitrineError('camera-ended', 'Gone.'),
    });
    expect(await exhibit.tick(60_000)).toEqual(['recycle', 'setSource']);
  });

  it('does not take results of a still picture for a camera that is well', async () => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    await exhibit.tick(60_000);
    const well = vi.spyOn(exhibit.supervisor, 'sawResult');
    const goesOn = vi.spyOn(exhibit.supervisor, 'sawProgress');
    exhibit.session.beat(100);
    exhibit.session.showFrame({ kind: 'boxes' });
    expect(well).toHaveBeenCalledTimes(1);
    exhibit.session.beat(2_000);
    exhibit.session.showFrame({ kind: 'boxes' });
    expect(well).toHaveBeenCalledTimes(1);
    expect(goesOn).toHaveBeenCalledTimes(1);
  });

  it('tells how old the newest result is, of this scene only', async () => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    expect(exhibit.conductor.resultAgeMs).toBe(Infinity);
    exhibit.session.showFrame(undefined);
    expect(exhibit.conductor.resultAgeMs).toBe(Infinity);
    exhibit.session.showFrame({ kind: 'boxes' });
    exhibit.nowMs += 700;
    expect(exhibit.conductor.resultAgeMs).toBe(700);
    exhibit.supervisor.step(1, { nowMs: exhibit.nowMs, wallMs: 0 });
    await exhibit.tick();
    expect(exhibit.conductor.resultAgeMs).toBe(Infinity);
  });

  it('tells the supervisor of visitors that the model sees', async () => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    exhibit.session.showFrame({ kind: 'boxes' });
    await exhibit.tick();
    expect(exhibit.supervisor.part).toBe('attract');
    exhibit.sees = true;
    exhibit.session.showFrame({ kind: 'boxes' });
    await exhibit.tick();
    expect(exhibit.supervisor.part).toBe('visit');
    exhibit.sees = false;
    await exhibit.tick(60_000);
    expect(exhibit.supervisor.part).toBe('attract');
  });

  it('says before each scene that it comes, while the former is still there', async () => {
    const exhibit = new Exhibit();
    const seen: (string | undefined)[] = [];
    exhibit.conductor.addEventListener('scene', () => seen.push(exhibit.conductor.scene?.id));
    await exhibit.tick();
    exhibit.supervisor.step(1, { nowMs: 0, wallMs: 0 });
    await exhibit.tick();
    expect(seen).toEqual([undefined, 'a']);
  });

  it('replaces the worker and loads the page anew when told to', async () => {
    const exhibit = new Exhibit();
    await exhibit.tick();
    exhibit.supervisor.fault('memory', 'Much.', { nowMs: 0, wallMs: 0 });
    expect(await exhibit.tick()).toEqual(['recycle']);
    exhibit.supervisor.offerUpdate();
    await exhibit.tick();
    expect(exhibit.reloads).toBe(1);
    expect(exhibit.supervisor.log.entries.at(-1)).toMatchObject({ what: 'reloaded', why: 'newer-build' });
  });
});
