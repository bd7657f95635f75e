import { describe, expect, it } from 'vitest';
import { BackOff, Watch } from '#server/kiosk/watch.ts';

const limits = { silentMs: 1_000, startMs: 5_000, pictureMs: 10_000 };
const live = { front: 'live', resultAgeMs: 100 } as const;

describe('a kiosk that is watched', () => {
  it('has its time to start', () => {
    const watch = new Watch(limits, 0);
    expect(watch.complaint(4_999)).toBeUndefined();
    expect(watch.complaint(5_000)).toMatch(/after the start/);
  });

  it('is stuck when it falls silent', () => {
    const watch = new Watch(limits, 0);
    watch.beat(live, 500);
    expect(watch.complaint(1_499)).toBeUndefined();
    expect(watch.complaint(1_500)).toBe('No heart-beat for 1 s.');
  });

  it('is stuck, too, when it beats and shows nothing new', () => {
    const watch = new Watch(limits, 0);
    watch.beat(live, 1_000);
    for (let ms = 1_500; ms <= 11_000; ms += 500) watch.beat({ front: 'card', resultAgeMs: undefined }, ms);
    expect(watch.complaint(10_899)).toBeUndefined();
    expect(watch.complaint(10_900)).toMatch(/No new picture/);
  });

  it('is well when it is closed', () => {
    const watch = new Watch(limits, 0);
    for (let ms = 0; ms <= 60_000; ms += 500) watch.beat({ front: 'closed', resultAgeMs: undefined }, ms);
    expect(watch.complaint(60_100)).toBeUndefined();
  });
});

it('waits longer each time, up to a minute, and little again after it ran well', () => {
  const backOff = new BackOff();
  const waits = Array.from({ length: 8 }, () => backOff.next(1_000));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  expect(backOff.next(600_000)).toBe(1_000);
});
