/**
 * One export in a process of its own, for `bar:export`: model id, checkpoint, HEIGHTxWIDTH, output. Says in JSON how
 * long it took from the file to the file, and the most memory that the process had, Node and its loader included.
 */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { exportCheckpoint } from '#models/prepare/index.ts';
import { readBytes } from '#models/prepare/files.ts';

export interface ExportFigures {
  ms: number;
  /** Of all threads, while it took `ms`. */
  cpuMs: number;
  rssMb: number;
}

const [id = '', checkpoint = '', size = '', out = ''] = process.argv.slice(2);
const [height = 0, width = 0] = size.split('x').map(Number);

const start = performance.now();
const before = process.cpuUsage();
const files = new Map([[basename(checkpoint), await readBytes(checkpoint)]]);
const { bytes } = await exportCheckpoint({ id, files, size: { width, height }, precision: 'fp32' });
writeFileSync(out, bytes);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(before);
const figures: ExportFigures = {
  ms,
  cpuMs: (user + system) / 1000,
  rssMb: process.resourceUsage().maxRSS / 1000,
};
console.log(JSON.stringify(figures));
