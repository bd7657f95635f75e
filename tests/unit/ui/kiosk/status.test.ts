import { describe, expect, it } from 'vitest';
import { SLOT_MS, type Slot } from '#kiosk/history.ts';
import { summariseLog } from '#ui/pages/kiosk/status/summarise-log.ts';
import { traceOf } from '#ui/pages/kiosk/status/trace.ts';

const slot = (index: number, fps: number | undefined): Slot => ({
  slot: index,
  beats: 1,
  well: 1,
  fps,
  p95Ms: undefined,
  loads: 0,
});

it('a log is told by kind, the newest first, with its last reason', () => {
  const log = [
    { atMs: 1, what: 'camera-ended', why: 'First.' },
    { atMs: 2, what: 'reloaded', why: 'every-night' },
    { atMs: 3, what: 'camera-ended', why: 'Second.' },
  ];
  expect(summariseLog(log)).toEqual([
    { what: 'camera-ended', count: 2, last: log[2] },
    { what: 'reloaded', count: 1, last: log[1] },
  ]);
});

describe('a trace', () => {
  const [fromMs, toMs] = [0, 10 * SLOT_MS];

  it('goes from left to right, the highest value at the top', () => {
    const { path, top } = traceOf([slot(0, 10), slot(1, 20), slot(2, 0)], 'fps', fromMs, toMs);
    expect(top).toBe(20);
    expect(path).toBe('M0.0 50.0h0L100.0 0.0L200.0 100.0');
  });

  it('is broken where nothing was measured', () => {
    const { path } = traceOf(
      [slot(0, 10), slot(1, undefined), slot(2, 10), slot(5, 10)],
      'fps',
      fromMs,
      toMs,
    );
    expect(path.match(/M/g)).toHaveLength(3);
  });

  it('leaves out what is older, and is empty without figures', () => {
    expect(traceOf([slot(-1, 10)], 'fps', fromMs, toMs)).toEqual({ path: '', top: 0 });
    expect(traceOf([slot(1, 10)], 'p95Ms', fromMs, toMs).path).toBe('');
  });
});
