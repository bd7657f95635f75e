/** The wall clock of a time zone, by the time zone data of the browser. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

export interface LocalTime {
  /** `YYYY-MM-DD` */
  date: string;
  weekday: Weekday;
  /** Since midnight on the wall clock, 0..1439; an hour is skipped or repeated when the clocks change. */
  minute: number;
}

/** Making a formatter costs far more than using it, and using it more than remembering what it said of this minute. */
interface ZoneClock {
  formatter: Intl.DateTimeFormat;
  minuteSinceEpoch: number;
  time: LocalTime | undefined;
}
const clocks = new Map<string, ZoneClock>();

function clockOf(zone: string): ZoneClock {
  let clock = clocks.get(zone);
  if (!clock) {
    const formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    clock = { formatter, minuteSinceEpoch: NaN, time: undefined };
    clocks.set(zone, clock);
  }
  return clock;
}

export function isZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** @param atMs since the epoch, UTC. @throws RangeError for a zone that the browser does not know. */
export function localTime(atMs: number, zone: string): LocalTime {
  const clock = clockOf(zone);
  // Zones differ from UTC by whole minutes since 1972.
  const minuteSinceEpoch = Math.floor(atMs / 60_000);
  if (clock.time && clock.minuteSinceEpoch === minuteSinceEpoch) return clock.time;
  const parts = clock.formatter.formatToParts(atMs);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  clock.minuteSinceEpoch = minuteSinceEpoch;
  clock.time = {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: part('weekday').toLowerCase() as Weekday,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
  return clock.time;
}

/** @param clock as configurations write it, `HH:MM`. @returns minutes since midnight. */
export function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
