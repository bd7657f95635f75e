/** Runs a plan: the one runner behind the page, the command and the library. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { loadModelIndex } from '#session/model-index.ts';
import { manifestOf } from '#models/registry.ts';
import type { ModelManifest } from '#models/manifest.ts';
import { startBench, type BenchClient } from '#workers/bench/bench.client.ts';
import { CellRunner } from './cell-runner.ts';
import { cellsOf, type Cell } from './cells.ts';
import { describeBrowser } from './describe-browser.ts';
import type { Journal, Unfinished } from './journal.ts';
import { machinePart, type Machine } from './machine.ts';
import { drawSeed } from './mersenne-twister.ts';
import { orderOf } from './order.ts';
import { Pace } from './pace.ts';
import { measurePeaks } from './peaks.ts';
import type { Plan } from './plan.ts';
import { REPORT, type Report } from './report.ts';
import { Watchers } from './watchers.ts';

export interface Progress {
  done: number;
  total: number;
  /** Undefined while the machine itself is examined. */
  cell: Cell | undefined;
  stage: string;
  /** So far; the results of cells that ended. */
  report: Report;
}

export interface BenchOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Keeps the run over a reload. */
  journal?: Journal;
  /** Goes on with a run that a reload broke off; its plan and seed hold. */
  resume?: Unfinished;
  /** What pipelines run on instead of the built-in scene. */
  clip?: File;
  /** The worker of a cell; tests put their own. */
  startWorker?: (cell: Cell | undefined) => BenchClient;
  /** The files that can run, and what is known of their models; tests put their own. */
  index?: () => Promise<ModelIndex>;
  manifest?: (model: string) => ModelManifest | undefined;
}

/** A cell that ended its page twice is not tried again. */
const MOST_BEGINNINGS = 2;

/** Rejects with VitrineError where nothing of the plan can run here; what befalls single cells is in the report. */
export async function runPlan(plan: Plan, options: BenchOptions = {}): Promise<Report> {
  if (document.hidden) {
    throw new VitrineError(
      'unsupported',
      'The tab is hidden, where browsers slow everything: show it first.',
    );
  }
  const { startWorker = startBench, index = loadModelIndex, manifest = manifestOf } = options;
  const { signal = new AbortController().signal, journal, resume } = options;
  const pace = new Pace(() => startWorker(undefined));
  const watchers = new Watchers();
  try {
    const [{ files }, machine] = await Promise.all([index(), describe(() => startWorker(undefined))]);
    signal.throwIfAborted();
    const { report, order } = resume ?? begin(plan, files, machine);
    const tell = (cell: Cell | undefined, stage: string) => {
      const { length: done } = report.results;
      options.onProgress?.({ done, total: order.length, cell, stage, report });
    };
    tell(undefined, 'machine');
    await watchers.start();
    if (resume) mark(report, `went on after a reload, with cell ${report.results.length + 1}`);
    else await journal?.begin(report, order);
    const runner = new CellRunner({ report, files, manifest, signal, startWorker, clip: options.clip });
    report.drift.push(...(await pace.point(report)));
    report.peaks ??= await measurePeaks(order, () => startWorker(undefined), signal);
    for (let i = report.results.length; i < order.length && !signal.aborted; i++) {
      const cell = order[i]!;
      await visible(signal);
      if ((resume?.begun.get(i) ?? 0) >= MOST_BEGINNINGS) {
        const message = 'The whole page ended each time this cell was run.';
        report.results.push({ cell, status: 'crashed', error: { code: 'internal', message } });
      } else {
        await journal?.begins(i);
        const result = await runner.run(cell, (stage) => tell(cell, stage));
        const marks = [...(result.marks ?? []), ...watchers.take()];
        report.results.push({ ...result, ...(marks.length > 0 ? { marks } : {}) });
      }
      report.drift.push(...(await pace.point(report)));
      await journal?.ends(i, report.results[i]!, report, order);
      tell(cell, 'done');
    }
    if (report.results.length < order.length || signal.aborted) {
      const ended = report.results.filter(({ status }) => status !== 'cancelled').length;
      mark(report, `cancelled after ${ended} of ${order.length} cells`);
    }
    report.finishedAt = new Date().toISOString();
    await journal?.clear();
    return report;
  } finally {
    pace.end();
    await watchers.stop();
  }
}

function begin(plan: Plan, files: ModelIndex['files'], machine: Machine): { report: Report; order: Cell[] } {
  const { engines, threads, adapter } = machine;
  const { cells, excluded } = cellsOf(plan, {
    files,
    engines,
    threads,
    shaderF16: adapter?.shaderF16 ?? false,
  });
  const seed = plan.seed ?? drawSeed();
  const report: Report = {
    ...REPORT,
    startedAt: new Date().toISOString(),
    plan,
    seed,
    machine,
    results: [],
    excluded,
    drift: [],
  };
  return { report, order: orderOf(cells, plan, seed) };
}

/** The truth about the machine, from a worker and from the page. */
export async function describe(start: () => BenchClient = startBench): Promise<Machine> {
  const worker = start();
  try {
    const [{ machine, features, limits, clockStepMs }, told] = await Promise.all([
      worker.describe(),
      describeBrowser(),
    ]);
    return { ...machinePart(machine), features, limits, clockStepMs, ...told };
  } finally {
    worker.terminate(new VitrineError('aborted', 'The machine was examined.'));
  }
}

function mark(report: Report, text: string): void {
  report.marks = [...(report.marks ?? []), text];
}

/** Resolves once the tab is seen, or the run cancelled. */
function visible(signal: AbortSignal): Promise<void> {
  if (!document.hidden || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener('visibilitychange', look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
  });
}
