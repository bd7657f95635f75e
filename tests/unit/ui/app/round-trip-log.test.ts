import { describe, expect, it } from 'vitest';
import { warmReading } from '#tests/browser/ui/fake-models.ts';
import { RoundTripLog } from '#ui/app/round-trip-log.ts';

describe('the figures of both ways', () => {
  it('stand side by side once each has run', () => {
    const log = new RoundTripLog();
    log.record('same', 'direct', warmReading);
    log.record('same', 'roundTrip', { ...warmReading, displayFps: 9 });
    expect(log.figures.direct?.displayFps).toBe(24.5);
    expect(log.figures.roundTrip?.displayFps).toBe(9);
  });

  it('are not taken while warming up', () => {
    const log = new RoundTripLog();
    log.record('same', 'direct', { ...warmReading, frames: 9 });
    expect(log.figures.direct).toBeUndefined();
  });

  it('are forgotten when anything but the way changes', () => {
    const log = new RoundTripLog();
    log.record('one', 'direct', warmReading);
    log.record('other', 'roundTrip', { ...warmReading, frames: 1 });
    expect(log.figures).toEqual({ direct: undefined, roundTrip: undefined });
  });
});
