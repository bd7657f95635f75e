/**
 * bar:export: from a .pth to the ONNX file, each in a fresh Node process; and the same in the browser's export worker,
 * where no task of the page's thread takes 50 ms. Checkpoints are made here, with the goldens' filler: published ones
 * have the same keys, shapes and bytes.
 *   npm run bar:export -- --node   without the browser
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { goldenCheckpoint, torchFile } from '#tests/helpers/checkpoint-file.ts';
import { shared } from '#tests/helpers/shared-data.ts';
import type { ExportFigures } from './export-child.ts';
import { exportInBrowser } from './export-browser.ts';

interface Case {
  id: string;
  golden: string;
  size: { height: number; width: number };
  limitMs: number;
  limitMb?: number;
}

const CASES: readonly Case[] = [
  {
    id: 'ddrnet/cityscapes-23-slim',
    golden: 'ddrnet-23-slim@256x512.json',
    size: { height: 512, width: 1024 },
    limitMs: 1000,
    limitMb: 400,
  },
  {
    id: 'sfanet/m-sfanet',
    golden: 'm-sfanet@192x240.json',
    size: { height: 480, width: 640 },
    limitMs: 4000,
  },
];
const LONG_TASK_MS = 50;
/** The fastest counts: whatever else the machine does can only add. */
const ROUNDS = 3;

const run = promisify(execFile);
const { values } = parseArgs({ options: { node: { type: 'boolean', default: false } } });
const folder = mkdtempSync(join(tmpdir(), 'vitrine-export-'));
const missed: string[] = [];
const figures: string[] = [];

try {
  console.log(
    `machine: ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  console.log(`Node ${process.version}, a fresh process each; from reading the .pth to the written ONNX`);
  const checkpoints = CASES.map((each) => ({ ...each, path: checkpointOf(each) }));
  for (const each of checkpoints) await inNode(each, each.path);
  if (!values.node) {
    for (const { id, longestTaskMs, ms } of await exportInBrowser(checkpoints)) {
      console.log(`${id} in the browser: ${ms.toFixed(0)} ms, longest task ${longestTaskMs.toFixed(0)} ms`);
      if (longestTaskMs >= LONG_TASK_MS)
        missed.push(`${id}: a task of ${longestTaskMs.toFixed(0)} ms on the page`);
      figures.push(
        `page's longest task ${longestTaskMs < LONG_TASK_MS ? `below ${LONG_TASK_MS}` : longestTaskMs} ms`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
missed.forEach((line) => console.log(`MISSED ${line}`));
console.log(`bar:export ${missed.length === 0 ? 'met' : 'MISSED'}: ${figures.join('; ')}`);
process.exitCode = missed.length === 0 ? 0 : 1;

function checkpointOf({ golden }: Case): string {
  const source = shared(`goldens/${golden}`);
  if (!source) throw new Error('no goldens: set VITRINE_DATA to the folder that holds goldens/');
  const path = join(folder, golden.replace(/@.*/, '.pth'));
  writeFileSync(path, torchFile(goldenCheckpoint(source)));
  return path;
}

async function inNode({ id, size, limitMs, limitMb = Infinity }: Case, path: string): Promise<void> {
  const child = join(import.meta.dirname, 'export-child.ts');
  const rounds: ExportFigures[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const args = [
      '--import',
      'tsx',
      child,
      id,
      path,
      `${size.height}x${size.width}`,
      join(folder, 'out.onnx'),
    ];
    rounds.push(JSON.parse((await run(process.execPath, args)).stdout) as ExportFigures);
  }
  for (const { ms, cpuMs, rssMb } of rounds) {
    console.log(
      `${id} ${size.height}×${size.width}: ${ms.toFixed(0)} ms (CPU ${cpuMs.toFixed(0)} ms), RSS ${rssMb.toFixed(0)} MB`,
    );
  }
  const bestMs = Math.min(...rounds.map(({ ms }) => ms));
  const mostMb = Math.max(...rounds.map(({ rssMb }) => rssMb));
  if (bestMs > limitMs) missed.push(`${id}: ${bestMs.toFixed(0)} ms, limit ${limitMs} ms`);
  if (mostMb > limitMb) missed.push(`${id}: ${mostMb.toFixed(0)} MB, limit ${limitMb} MB`);
  figures.push(`${id} ${bestMs.toFixed(0)} ms (limit ${limitMs}), ${mostMb.toFixed(0)} MB`);
}
