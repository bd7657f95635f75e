/** Whether the kiosk is open. Asked at every tick and not planned ahead, so that a changed clock cannot break it. */
import type { Schedule } from './configuration.ts';
import { localTime, minuteOf, weekdays } from './local-time.ts';

/** @param atMs wall clock, since the epoch. */
export function isOpen(schedule: Schedule | undefined, atMs: number): boolean {
  if (!schedule) return true;
  const { weekday, minute } = localTime(atMs, schedule.zone);
  const dayBefore = weekdays[(weekdays.indexOf(weekday) + 6) % 7]!;
  return schedule.open.some(({ days, from, to }) => {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    if (start < end) return days.includes(weekday) && start <= minute && minute < end;
    // Over midnight: the evening belongs to the day named, the morning to the one after.
    return (days.includes(weekday) && minute >= start) || (days.includes(dayBefore) && minute < end);
  });
}
