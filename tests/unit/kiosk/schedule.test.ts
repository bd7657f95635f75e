import { describe, expect, it } from 'vitest';
import type { Schedule } from '#kiosk/configuration.ts';
import { weekdays } from '#kiosk/local-time.ts';
import { isOpen } from '#kiosk/schedule.ts';

const MINUTE_MS = 60_000;

/** The instants at which the kiosk opens (+) and closes (−) within a week, in UTC. */
function eventsOfWeek(schedule: Schedule, from: string): string[] {
  const startMs = Date.parse(from);
  const events: string[] = [];
  let before = isOpen(schedule, startMs);
  for (let minute = 1; minute <= 7 * 1440; minute++) {
    const atMs = startMs + minute * MINUTE_MS;
    const now = isOpen(schedule, atMs);
    if (now !== before) events.push(`${now ? '+' : '-'}${new Date(atMs).toISOString().slice(5, 16)}`);
    before = now;
  }
  return events;
}

const at = (
  zone: string,
  from: string,
  to: string,
  days: readonly (typeof weekdays)[number][],
): Schedule => ({
  zone,
  open: [{ days: [...days], from, to }],
});

// The changes of 2026: EU Directive 2000/84/EC (last Sundays of March and October, 01:00 UTC) and the
// US Energy Policy Act of 2005 (second Sunday of March, first of November, 02:00 local).
describe('isOpen across daylight-saving changes', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28T12:00Z', ['-03-28T17:00', '+03-29T07:00', '-03-29T16:00', '+03-30T07:00']],
    ['Europe/Berlin', '2026-10-24T12:00Z', ['-10-24T16:00', '+10-25T08:00', '-10-25T17:00', '+10-26T08:00']],
    [
      'America/New_York',
      '2026-03-07T15:00Z',
      ['-03-07T23:00', '+03-08T13:00', '-03-08T22:00', '+03-09T13:00'],
    ],
    [
      'America/New_York',
      '2026-10-31T15:00Z',
      ['-10-31T22:00', '+11-01T14:00', '-11-01T23:00', '+11-02T14:00'],
    ],
  ])('opens at 9 and closes at 18 on the wall clock: %s from %s', (zone, from, expected) => {
    const events = eventsOfWeek(at(zone, '09:00', '18:00', weekdays), from);
    expect(events).toHaveLength(14);
    expect(events.slice(0, 4)).toEqual(expected);
  });

  it('shortens the night in which an hour is skipped, and lengthens the one in which it is repeated', () => {
    const nights = at('Europe/Berlin', '22:00', '06:00', ['sat']);
    expect(eventsOfWeek(nights, '2026-03-28T12:00Z')).toEqual(['+03-28T21:00', '-03-29T04:00']);
    expect(eventsOfWeek(nights, '2026-10-24T12:00Z')).toEqual(['+10-24T20:00', '-10-25T05:00']);
  });
});

describe('isOpen', () => {
  it('counts the morning after to the evening named, over the end of the week too', () => {
    const sunday = at('UTC', '20:00', '02:00', ['sun']);
    expect(eventsOfWeek(sunday, '2026-06-06T00:00Z')).toEqual(['+06-07T20:00', '-06-08T02:00']);
  });

  it('is open around the clock where both times are equal', () => {
    expect(eventsOfWeek(at('UTC', '00:00', '00:00', weekdays), '2026-06-01T00:00Z')).toEqual([]);
    expect(isOpen(at('UTC', '00:00', '00:00', weekdays), 0)).toBe(true);
  });

  it('is always open without a schedule', () => {
    expect(isOpen(undefined, 0)).toBe(true);
  });
});
