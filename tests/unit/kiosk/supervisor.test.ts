import { describe, expect, it } from 'vitest';
import type { Configuration } from '#kiosk/configuration.ts';
import { faultKinds, type FaultKind } from '#kiosk/policy.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import { Supervisor, type Command } from '#kiosk/supervisor.ts';

function configure(change: object = {}): Configuration {
  const scene = (id: string) => ({
    id,
    source: { kind: 'camera' },
    model: 'net',
    engines: ['ort-webgpu', 'ort-wasm'],
    durationS: 600,
  });
  const read = readConfiguration(
    JSON.stringify({
      version: 1,
      playlist: [scene('a'), scene('b'), scene('c')],
      privacyNotice: { en: 'Nothing is recorded.' },
      ...change,
    }),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.configuration;
}

/** A kiosk on a Thursday at noon, a second of whose life takes no time. */
class Life {
  supervisor: Supervisor;
  atS = 0;
  wallShiftMs = 0;

  constructor(change: object = {}) {
    this.supervisor = new Supervisor(configure(change));
    this.pass();
  }

  get at() {
    return { nowMs: this.atS * 1000, wallMs: Date.UTC(2026, 5, 4, 12) + this.atS * 1000 + this.wallShiftMs };
  }

  /** What was done in the next `seconds`, with the second in which it was. */
  pass(seconds = 0, isWell = false): string[] {
    const done: string[] = [];
    for (const endS = this.atS + seconds; ; this.atS++) {
      if (isWell) this.supervisor.sawResult(this.at);
      for (const command of this.supervisor.tick(this.at)) done.push(`${this.atS} ${wordOf(command)}`);
      if (this.atS >= endS) return done;
    }
  }

  fault(kind: FaultKind): string[] {
    this.supervisor.fault(kind, 'Because.', this.at);
    return this.pass();
  }
}

function wordOf(command: Command): string {
  return command.do === 'show' ? `${command.scene.id}/${command.engine}` : command.do;
}

describe('Supervisor', () => {
  it('mends at once, and after growing waits what comes back', () => {
    const life = new Life();
    expect(life.fault('camera-ended')).toEqual(['0 reopen-source']);
    life.supervisor.fault('camera-missing', 'Gone.', life.at);
    expect(life.pass(5)).toEqual(['0 reopen-source']);
    const seconds: number[] = [];
    for (let i = 0; i < 8; i++) {
      life.supervisor.fault('camera-missing', 'Gone.', life.at);
      const before = life.atS;
      while (life.pass(1).length === 0);
      seconds.push(life.atS - before);
    }
    expect(seconds).toEqual([1, 1, 2, 4, 8, 16, 30, 30]);
  });

  it('does not wait on when a device is plugged in', () => {
    const life = new Life();
    for (let i = 0; i < 6; i++) {
      life.supervisor.fault('camera-missing', 'Gone.', life.at);
      life.pass(20);
    }
    life.supervisor.fault('camera-missing', 'Gone.', life.at);
    expect(life.pass(3)).toEqual([]);
    life.supervisor.devicesChanged(life.at);
    expect(life.pass()).toEqual([`${life.atS} reopen-source`]);
  });

  it('takes the next engine when one fails again, and the next scene after the last engine', () => {
    const life = new Life();
    const done = Array.from({ length: 4 }, () => {
      life.supervisor.fault('engine-failed', 'It failed.', life.at);
      return life.pass(30).map((each) => each.split(' ')[1]);
    });
    expect(done).toEqual([['reopen-model'], ['a/ort-wasm'], ['b/ort-webgpu'], ['b/ort-wasm']]);
  });

  it('begins with the first engine again where the scene ran for most of the time: its engines are not to blame', () => {
    const life = new Life();
    life.pass(30, true);
    const done = Array.from({ length: 15 }, () => {
      life.supervisor.fault('worker-stuck', 'Gone.', life.at);
      return life.pass(2, true).map((each) => each.split(' ')[1]);
    });
    const engines = done.flat().filter((word) => word !== 'reopen-model');
    expect(engines.slice(0, 4)).toEqual(['a/ort-wasm', 'a/ort-webgpu', 'a/ort-wasm', 'a/ort-webgpu']);
    expect(life.supervisor.kept.position.playlist.scene).toBe('a');
  });

  it('leaves a scene that ran and then gives nothing any more after a few rounds through its engines', () => {
    const life = new Life();
    life.pass(300, true);
    const shown: string[] = [];
    while (life.supervisor.scene.id === 'a') {
      life.supervisor.fault('worker-stuck', 'Gone.', life.at);
      shown.push(...life.pass(1).map((each) => each.split(' ')[1]!));
    }
    // Each engine thrice and once, before its turn comes again.
    expect(shown.filter((word) => word === 'a/ort-webgpu')).toHaveLength(3);
    expect(shown.at(-1)).toBe('b/ort-webgpu');
    expect(life.atS).toBeLessThan(300 + 300);
  });

  it('goes back to the first engine of a scene that is shown again, ever later where that fails again', () => {
    const life = new Life();
    /** In which minute since the engine failed the scene is shown with its first again. */
    const minutes = Array.from({ length: 3 }, () => {
      for (let i = 0; i < 2; i++) {
        life.supervisor.fault('engine-failed', 'It failed.', life.at);
        life.pass(30);
      }
      expect(life.supervisor.engine).toBe('ort-wasm');
      const failedS = life.atS;
      while (life.supervisor.engine === 'ort-wasm' || life.supervisor.scene.id !== 'a') {
        life.supervisor.step(life.supervisor.scene.id === 'a' ? 1 : -1, life.at);
        life.pass(15, true);
      }
      return Math.round((life.atS - failedS) / 60);
    });
    expect(minutes).toEqual([10, 20, 40]);
  });

  it('goes back to the first engine with a planned replacement where one scene goes on for days', () => {
    const scene = { ...configure().playlist[0], durationS: 86_400 };
    const life = new Life({ playlist: [scene], recycleEveryH: 4 });
    for (let i = 0; i < 2; i++) life.fault('engine-failed');
    life.pass(10, true);
    expect(life.supervisor.engine).toBe('ort-wasm');
    expect(life.pass(4 * 3600, true)).toEqual(['14400 recycle', '14400 a/ort-webgpu']);
  });

  it('counts anew what comes after the picture was well for a while', () => {
    const life = new Life();
    for (let i = 0; i < 5; i++) {
      expect(life.fault('engine-failed')).toEqual([`${life.atS} reopen-model`]);
      life.pass(12, true);
    }
  });

  it('passes over a scene whose model is missing until a while later', () => {
    const life = new Life();
    life.supervisor.step(1, life.at);
    expect(life.pass()).toEqual(['0 b/ort-webgpu']);
    expect(life.fault('model-missing')).toEqual(['0 c/ort-webgpu']);
    life.supervisor.step(-1, life.at);
    expect(life.pass()).toEqual(['0 a/ort-webgpu']);
    life.pass(60);
    life.supervisor.step(1, life.at);
    expect(life.pass()).toEqual(['60 b/ort-webgpu']);
  });

  it('tries the scene that is on where all have failed', () => {
    const life = new Life();
    for (let i = 0; i < 6; i++) {
      life.supervisor.fault('model-corrupt', 'Wrong hash.', life.at);
      expect(life.pass(60)).toHaveLength(1);
    }
  });

  it.each(faultKinds)('never gives up: %s a thousand times', (kind) => {
    const life = new Life({ recycleEveryH: 168 });
    let answers = 0;
    for (let i = 0; i < 1000; i++) {
      life.supervisor.fault(kind, 'Again.', life.at);
      // Longer than any wait; a scene's own end would be an answer, too.
      for (let second = 0; second < 300; second++) {
        life.atS += 20;
        life.supervisor.sawProgress(life.at);
        if (life.supervisor.tick(life.at).length > 0) {
          answers++;
          break;
        }
      }
    }
    expect(answers).toBe(1000);
    expect(life.supervisor.log.entries.length).toBeLessThanOrEqual(500);
  });

  it('replaces the worker when memory is short, and loads the page anew when that does not help', () => {
    const life = new Life();
    expect(life.fault('memory')).toEqual(['0 recycle']);
    life.supervisor.fault('memory', 'Still.', life.at);
    expect(life.pass(60)).toEqual(['60 reload-page']);
  });

  it('finds out by itself that nothing goes on', () => {
    const life = new Life();
    expect(life.pass(30, true)).toEqual([]);
    expect(life.pass(120)).toEqual(['120 reopen-model']);
  });

  it.each([86_400_000, -3_600_000])(
    'goes on as if nothing were when the clock is set by %d ms',
    (shiftMs) => {
      const life = new Life({ nightlyAt: '12:30' });
      life.pass(100, true);
      life.wallShiftMs = shiftMs;
      // A day later it is the time of another night.
      expect(life.pass(60, true)).toEqual([]);
      expect(life.supervisor.kept.position.playlist).toEqual({ scene: 'a', elapsedMs: 160_000 });
      expect(life.supervisor.log.entries.at(-1)).toMatchObject({ what: 'clock-changed' });
    },
  );

  it('neither mends nor goes on while it is closed', () => {
    const life = new Life({
      schedule: { zone: 'UTC', open: [{ days: ['thu'], from: '12:10', to: '13:00' }] },
    });
    expect(life.fault('camera-ended')).toEqual([]);
    expect(life.pass(3600, true)).toEqual([
      '600 a/ort-webgpu',
      '1200 b/ort-webgpu',
      '1800 c/ort-webgpu',
      '2400 a/ort-webgpu',
      '3000 b/ort-webgpu',
      '3600 close',
    ]);
  });

  it('resumes scene and second from what was kept', () => {
    const life = new Life();
    life.pass(700, true);
    const next = new Supervisor(configure(), life.supervisor.kept);
    expect(next.tick({ nowMs: 0, wallMs: life.at.wallMs }).map(wordOf)).toEqual(['b/ort-webgpu']);
    expect(next.kept.position).toEqual(life.supervisor.kept.position);
  });

  it('takes a newer build when nobody is there', () => {
    const life = new Life();
    life.supervisor.sawVisitor(life.at);
    life.supervisor.offerUpdate();
    expect(life.pass(59, true)).toEqual([]);
    expect(life.pass(1, true)).toEqual(['60 reload-page']);
  });

  it('says why for each fault that it mends', () => {
    const life = new Life();
    life.fault('device-lost');
    expect(life.supervisor.log.entries.at(-1)).toMatchObject({
      what: 'device-lost',
      why: 'Because.',
      remedy: 'reopen-model',
    });
  });
});
