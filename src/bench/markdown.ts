/** A report as Markdown: the table, and under it everything that its figures must be read with. */
import { conditionsOf } from './conditions.ts';
import type { Report } from './report.ts';
import { mainColumns, show, titleOf } from './table.ts';

export function toMarkdown(report: Report): string {
  const { results, excluded } = report;
  const escaped = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const isNumber = (i: number) => results.some((result) => typeof mainColumns[i]?.of(result) === 'number');
  return [
    row(mainColumns.map(titleOf)),
    row(mainColumns.map((_, i) => (isNumber(i) ? '--:' : '---'))),
    ...results.map((result) => row(mainColumns.map(({ of }) => show(of(result))))),
    '',
    ...conditionsOf(report).map((line) => `- ${line}`),
    ...excluded.map(({ what, why }) => `- Not run: ${what}: ${why}`),
    '',
  ].join('\n');
}
