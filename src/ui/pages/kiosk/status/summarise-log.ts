import type { LogEntry } from '#kiosk/event-log.ts';

export interface Happening {
  what: string;
  count: number;
  lastMs: number;
  lastWhy: string;
}

/** Each kind once, with its count and its last entry; the newest first. */
export function summariseLog(log: readonly LogEntry[]): Happening[] {
  const kinds = new Map<string, Happening>();
  for (const { what, why, atMs } of log) {
    const count = (kinds.get(what)?.count ?? 0) + 1;
    kinds.set(what, { what, count, lastMs: atMs, lastWhy: why });
  }
  return [...kinds.values()].sort((a, b) => b.lastMs - a.lastMs);
}
