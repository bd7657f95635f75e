/**
 * Plans and reports as the fragment of an address, which browsers send to nobody: JSON, deflated, in base64url. A report
 * loses its samples and the adapter's limits; its results are laid out by column, because that deflates far better.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { fromColumns, toColumns } from './columns.ts';
import { readPlan, type Plan } from './plan.ts';
import { readReport, type Report } from './report.ts';

/** A report of 5000 cells is 3 MB so; what unfolds to more is no report of ours. */
const MOST_BYTES = 16_000_000;

export async function planFragment(plan: Plan): Promise<string> {
  return `plan=${await fold(JSON.stringify(plan))}`;
}

export async function reportFragment(report: Report): Promise<string> {
  const results = report.results.map((result) => ({ ...result, samples: undefined }));
  const machine = { ...report.machine, limits: undefined };
  return `report=${await fold(JSON.stringify({ ...report, machine, results: toColumns(results) }))}`;
}

export type Opened = { kind: 'plan'; plan: Plan } | { kind: 'report'; report: Report };

/** What a fragment holds, `#` or not; undefined where it is neither plan nor report. Throws VitrineError in plain words. */
export async function openFragment(fragment: string): Promise<Opened | undefined> {
  const [, kind, folded] = /^#?(plan|report)=([A-Za-z0-9_-]+)$/.exec(fragment) ?? [];
  if (folded === undefined) return undefined;
  const text = await unfold(folded);
  if (kind === 'plan') return { kind, plan: readPlan(text) };
  return { kind: 'report', report: readReport(rowsAgain(text)) };
}

function rowsAgain(text: string): string {
  try {
    const value = JSON.parse(text) as { results?: unknown };
    return JSON.stringify({ ...value, results: fromColumns(value.results) });
  } catch (cause) {
    throw broken(cause);
  }
}

async function fold(text: string): Promise<string> {
  const bytes = await bytesOf(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

async function unfold(folded: string): Promise<string> {
  try {
    const binary = atob(folded.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(stream));
  } catch (cause) {
    if (cause instanceof VitrineError) throw cause;
    throw broken(cause);
  }
}

async function bytesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new VitrineError('bad-file', 'The link unfolds to more than any report holds.');
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function broken(cause: unknown): VitrineError {
  return new VitrineError('bad-file', 'The link is damaged or was cut off: copy it whole.', {
    detail: String(cause),
    cause,
  });
}
