import type { LogEntry } from '#kiosk/event-log.ts';
import { saveFile } from '../../app/save-file.ts';

/** Offers the log as a download, one JSON object a line. */
export function saveLog(log: readonly LogEntry[]): void {
  const lines = log.map((entry) => JSON.stringify({ ...entry, at: new Date(entry.atMs).toISOString() }));
  const blob = new Blob([`${lines.join('\n')}\n`], { type: 'application/x-ndjson' });
  saveFile(blob, 'vitrine-kiosk-log', 'ndjson');
}
