/**
 * Plans and reports as the fragment of an address, which browsers send to nobody: JSON, deflated, in base64url. A report
 * loses its samples, what judged their rounds, and the adapter's limits; its results and drift points are laid out by
 * column, because that deflates far better.
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
  // In brackets a record is one value, not a column for each of its members: most cells of a kind have the same one.
  const results = report.results.map(({ recorded, ...result }) => {
    return { ...result, samples: undefined, recorded: recorded && [recorded] };
  });
  const machine = { ...report.machine, limits: undefined };
  const drift = toColumns(report.drift.map((point) => ({ ...point, allMs: undefined })));
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
    const value = JSON.parse(text) as { results?: unknown; drift?: unknown };
    const results = fromColumns(value.results).map((row) => {
      return Array.isArray(row['recorded']) ? { ...row, recorded: row['recorded'][0] as unknown } : row;
    });
    return JSON.stringify({ ...value, results, drift: fromColumns(value.drift) });
  } catch (cause) {
    throw damagedLink(cause);
  }
}
