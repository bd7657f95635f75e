/** A report as Markdown: the table, and under it everything that its figures must be read with. */
import { driftLine, DRIFT_LIMIT } from './drift.ts';
import { adviceOf, type Machine } from './machine.ts';
import { largestHeld } from './order.ts';
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

/** The sentences that belong to a report's figures. */
export function conditionsOf(report: Report): string[] {
  const { plan, machine, seed, startedAt, drift, marks = [], results } = report;
  const { runs, holdFps } = plan;
  const line = driftLine(drift);
  const held = holdFps === undefined ? [] : largestHeld(results, holdFps);
  return [
    adviceOf(machine),
    `${machine.browser}; ${machine.os}; ${gpuName(machine)}; ${machine.threads} threads granted of ${machine.logicalProcessors} processors.`,
    `Plan “${plan.name}”, ${startedAt.slice(0, 16).replace('T', ' ')} UTC, seed ${seed}: at least ${runs.atLeast} runs and ${runs.seconds} s a cell, each in a worker of its own, in random order; median with its 95 % bootstrap interval.`,
    ...(line
      ? [
          `The reference workload went from ${line.startMs.toFixed(1)} to ${line.endMs.toFixed(1)} ms (${percent(line.change)}), at most ${(line.spread * 100).toFixed(1)} % from its median${line.spread > DRIFT_LIMIT ? ': the machine did not keep its pace, so read differences below that as none' : ''}.`,
        ]
      : []),
    ...held.map(
      ({ cell: { model, variant, size, engine } }) =>
        `${model}/${variant} on ${engine} holds ${holdFps} fps up to ${size.width} × ${size.height}.`,
    ),
    ...marks.map((mark) => `Note: ${mark}.`),
  ];
}

function percent(part: number): string {
  return `${part >= 0 ? '+' : ''}${(part * 100).toFixed(1)} %`;
}

function gpuName({ adapter, webgpuReason }: Machine): string {
  if (!adapter) return `no WebGPU (${webgpuReason ?? 'no reason given'})`;
  const name = adapter.description || [adapter.vendor, adapter.architecture].filter(Boolean).join(' ');
  return `${name || 'unnamed adapter'}${adapter.software ? ' (software)' : ''}`;
}
