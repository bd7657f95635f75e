import { afterEach, describe, expect, it, vi } from 'vitest';
import { driftLine, gpuPoints, widening } from '#bench/drift.ts';
import { powerMarks } from '#bench/machine.ts';
import { addPressure, noPressure, pressedPart, PressureMeter } from '#bench/pressure.ts';

const line = (...times: number[]) => times.map((ms, i) => ({ atSeconds: i, ms }));

describe('drift', () => {
  it('is the least-squares line, and what 95 % of the points stay within', () => {
    const { startMs, endMs, change, spread } = driftLine(line(10, 11, 12, 13, 14))!;
    expect([startMs, endMs]).toEqual([10, 14]);
    expect(change).toBeCloseTo(0.4, 9);
    expect(spread).toBeCloseTo(2 / 12, 9);
    expect(driftLine(line(10))).toBeUndefined();
    const still = Array.from({ length: 60 }, () => 10);
    expect(driftLine(line(...still, 90))!.spread).toBe(0);
  });

  it('widens intervals by the larger of spread and difference of pace', () => {
    expect(widening(line(10, 10, 10), line(10, 10, 10))).toBe(1);
    expect(widening(line(10, 10, 10), line(12, 12, 12))).toBeCloseTo(1.2, 9);
    expect(widening(line(10, 10, 11.2), line(10, 10, 10))).toBeGreaterThan(1.1);
    expect(widening([], [])).toBe(1);
  });

  it('knows the GPU’s points by themselves', () => {
    expect(gpuPoints([{ atSeconds: 1, ms: 5, gpuMs: 2 }, ...line(3)])).toEqual([{ atSeconds: 1, ms: 2 }]);
  });
});

describe('power', () => {
  it('is marked on battery, and where frames come so seldom that a saver is likely on', () => {
    expect(powerMarks({ power: { charging: true, level: 1 }, screenHz: 60 })).toEqual([]);
    expect(powerMarks({ power: { charging: false, level: 0.34 }, screenHz: 60 })).toEqual([
      'on battery (34 %)',
    ]);
    expect(powerMarks({ screenHz: 30 })[0]).toContain('a battery saver');
    expect(powerMarks({})).toEqual([]);
  });
});

describe('pressure', () => {
  afterEach(() => vi.unstubAllGlobals());

  function stub(observe = () => Promise.resolve()) {
    let tell: (records: { state: string; time: number }[]) => void = () => undefined;
    class Observer {
      observe = observe;
      disconnect = vi.fn();
      constructor(callback: typeof tell) {
        tell = callback;
      }
    }
    vi.stubGlobal('PressureObserver', Observer);
    return (state: string, time: number) => tell([{ state, time }]);
  }

  it('is the seconds that each state held, lap by lap', async () => {
    const tell = stub();
    const meter = new PressureMeter();
    await meter.start(() => 1000);
    expect(meter.lap(1500)).toBeUndefined();
    tell('nominal', 2000);
    tell('serious', 5000);
    expect(meter.lap(6000)).toEqual({ nominal: 3, fair: 0, serious: 1, critical: 0 });
    expect(meter.lap(8000)).toEqual({ nominal: 0, fair: 0, serious: 2, critical: 0 });
    meter.stop();
  });

  it('is nothing where the browser has none, or refuses', async () => {
    const meter = new PressureMeter();
    await meter.start();
    expect(meter.lap()).toBeUndefined();
    stub(() => Promise.reject(new DOMException('', 'NotAllowedError')));
    const refused = new PressureMeter();
    await refused.start();
    expect(refused.lap()).toBeUndefined();
  });

  it('is told as the part of the time that was serious', () => {
    const sum = addPressure({ ...noPressure(), nominal: 6 }, { ...noPressure(), serious: 1, critical: 1 });
    expect(pressedPart(sum)).toBe(0.25);
    expect(pressedPart(noPressure())).toBeUndefined();
  });
});
