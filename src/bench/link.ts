/**
 * Plans and reports as the fragment of an address, which browsers send to nobody: JSON, deflated, in base64url. A report
 * loses its samples, what judged their rounds, and the adapter's limits; its results are laid out by column, because that deflates far better.
 */
import { damagedLink, foldText, unfoldText } from '#session/fold-text.ts';
import { fromColumns, toColumns } from './columns.ts';
import { readPlan, type Plan } from './plan.ts';
import { readReport, type Report } from './report.ts';

/** A report of 5000 cells is 3 MB so; what unfolds to more is no report of ours. */
const MOST_BYTES = 16_000_000;

export async function planFragment(plan: Plan): Promise<string> {
  return `plan=${await foldText(JSON.stringify(plan))}`;
}

export async function reportFragment(report: Report): Promise<string> {
  const results = report.results.map((result) => ({ ...result, samples: undefined }));
  const machine = { ...report.machine, limits: undefined };
  const drift = report.drift.map((point) => ({ ...point, allMs: undefined }));
  return `report=${await foldText(JSON.stringify({ ...report, machine, drift, results: toColumns(results) }))}`;
}

export type Opened = { kind: 'plan'; plan: Plan } | { kind: 'report'; report: Report };

/** What a fragment holds, `#` or not; undefined where it is neither plan nor report. Throws VitrineError in plain words. */
export async function openFragment(fragment: string): Promise<Opened | undefined> {
  const [, kind, folded] = /^#?(plan|report)=([A-Za-z0-9_-]+)$/.exec(fragment) ?? [];
  if (folded === undefined) return undefined;
  const text = await unfoldText(folded, MOST_BYTES);
  if (kind === 'plan') return { kind, plan: readPlan(text) };
  return { kind: 'report', report: readReport(rowsAgain(text)) };
}

function rowsAgain(text: string): string {
  try {
    const value = JSON.parse(text) as { results?: unknown };
    return JSON.stringify({ ...value, results: fromColumns(value.results) });
  } catch (cause) {
    throw damagedLink(cause);
  }
}
