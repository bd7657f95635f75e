import type { LogEntry } from '#kiosk/event-log.ts';

export interface Happening {
  what: string;
  count: number;
  last: LogEntry;
}

/** Each kind once, with its count and its last entry; the newest first. */
export function summariseLog(log: readonly LogEntry[]): Happening[] {
  const kinds = new Map<string, Happening>();
  for (const last of log) {
    const { what } = last;
    kinds.set(what, { what, count: (kinds.get(what)?.count ?? 0) + 1, last });
  }
  return [...kinds.values()].sort((a, b) => b.last.atMs - a.last.atMs);
}
