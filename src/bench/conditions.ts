/** The sentences that belong to a report's figures: without them the figures say nothing. */
import { driftLine, DRIFT_LIMIT, type DriftLine } from './drift.ts';
import { adviceOf, type AdviceWords, type Machine } from './machine.ts';
import { largestHeld } from './order.ts';
import type { Report, Result } from './report.ts';

/** The page has them in its own language; files are in English. */
export interface ConditionWords {
  /** Without: English. */
  advice?: AdviceWords;
  machine: (machine: Machine, gpu: string) => string;
  noWebgpu: (reason: string | undefined) => string;
  /** `name` is empty where the browser tells none. */
  gpu: (name: string, isSoftware: boolean) => string;
  plan: (report: Report, startedAt: string) => string;
  drift: (line: DriftLine, isLarge: boolean) => string;
  held: (cell: Result['cell'], fps: number) => string;
  note: (mark: string) => string;
}

const english: ConditionWords = {
  machine: ({ browser, os, threads, logicalProcessors }, gpu) =>
    `${browser}; ${os}; ${gpu}; ${threads} threads granted of ${logicalProcessors} processors.`,
  noWebgpu: (reason = 'no reason given') => `no WebGPU (${reason})`,
  gpu: (name, isSoftware) => `${name || 'unnamed adapter'}${isSoftware ? ' (software)' : ''}`,
  plan: ({ plan: { name, runs }, seed }, startedAt) =>
    `Plan “${name}”, ${startedAt} UTC, seed ${seed}: at least ${runs.atLeast} runs and ${runs.seconds} s a cell, each in a worker of its own, in random order; median with its 95 % bootstrap interval.`,
  drift: ({ startMs, endMs, change, spread }, isLarge) =>
    `The reference workload went from ${startMs.toFixed(1)} to ${endMs.toFixed(1)} ms (${percent(change)}), at most ${(spread * 100).toFixed(1)} % from its median${isLarge ? ': the machine did not keep its pace, so read differences below that as none' : ''}.`,
  held: ({ model, variant, size, engine }, fps) =>
    `${model}/${variant} on ${engine} holds ${fps} fps up to ${size.width} × ${size.height}.`,
  note: (mark) => `Note: ${mark}.`,
};

export function conditionsOf(report: Report, words = english): string[] {
  const { plan, machine, startedAt, drift, marks = [], results } = report;
  const { holdFps } = plan;
  const line = driftLine(drift);
  const held = holdFps === undefined ? [] : largestHeld(results, holdFps);
  return [
    adviceOf(machine, words.advice),
    words.machine(machine, gpuName(machine, words)),
    words.plan(report, startedAt.slice(0, 16).replace('T', ' ')),
    ...(line ? [words.drift(line, line.spread > DRIFT_LIMIT)] : []),
    ...held.map(({ cell }) => words.held(cell, holdFps ?? 0)),
    ...marks.map(words.note),
  ];
}

/** With its sign. */
export function percent(part: number): string {
  return `${part >= 0 ? '+' : ''}${(part * 100).toFixed(1)} %`;
}

function gpuName({ adapter, webgpuReason }: Machine, words: ConditionWords): string {
  if (!adapter) return words.noWebgpu(webgpuReason);
  const name = adapter.description || [adapter.vendor, adapter.architecture].filter(Boolean).join(' ');
  return words.gpu(name, adapter.software);
}
