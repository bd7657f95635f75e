/** Runs a plan: the one runner behind the page, the command and the library. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { loadModelIndex } from '#session/model-index.ts';
import { manifestOf } from '#models/registry.ts';
import type { ModelManifest } from '#models/manifest.ts';
import { startBench, type BenchClient } from '#workers/bench/bench.client.ts';
import { CellRunner } from './cell-runner.ts';
import { cellId, cellsOf, type Cell, type Means } from './cells.ts';
import { describeBrowser } from './describe-browser.ts';
import { isQuiet } from './drift.ts';
import type { Journal, Unfinished } from './journal.ts';
import { machinePart, powerMarks, type Machine } from './machine.ts';
import { drawSeed, MersenneTwister } from './mersenne-twister.ts';
import { orderOf } from './order.ts';
import { Pace } from './pace.ts';
import { measurePeaks } from './peaks.ts';
import type { Plan } from './plan.ts';
import { REPORT, type Report, type Result } from './report.ts';
import { visible } from './tab.ts';
import { takeTurns } from './take-turns.ts';
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

/** At the machine's pace, before a round that other work would disturb: some two seconds, then it is run all the same. */
const MOST_LOOKS = 16;

/** What a round that probes its own thread may wait, all its waits together. */
const PATIENCE_MS = 2000;

/** Workers that are alive at once where cells take turns. */
const MOST_ALIVE = 8;

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
  const clip = resume?.clip ?? options.clip;
  const watchers = new Watchers();
  let pace: Pace | undefined;
  try {
    const [{ files }, machine] = await Promise.all([index(), describe(() => startWorker(undefined))]);
    signal.throwIfAborted();
    const { report, order } = resume ?? begin(plan, { files, manifest }, machine, clip);
    const tell = (cell: Cell | undefined, stage: string) => {
      const { length: done } = report.results;
      options.onProgress?.({ done, total: order.length, cell, stage, report });
    };
    tell(undefined, 'machine');
    await watchers.start();
    if (resume) mark(report, `went on after a reload, with cell ${report.results.length + 1}`);
    else await journal?.begin(report, order, clip);
    const withGpu = order.some(({ engine }) => engine === 'ort-webgpu');
    const threads = Math.max(...order.map((cell) => threadsOf(cell, machine)));
    const paces = (pace = new Pace(() => startWorker(undefined), threads));
    const look = async () => void report.drift.push(...(await paces.point(report, withGpu)));
    const leftAlone = async (threads: number) => {
      for (let looks = 0; looks < MOST_LOOKS && isBusy(report, threads) && !signal.aborted; looks++)
        await look();
    };
    const patience = () => (isYoung(report) ? PATIENCE_MS : 0);
    const runner = new CellRunner({
      report,
      files,
      manifest,
      signal,
      startWorker,
      clip,
      leftAlone,
      patience,
    });
    await look();
    report.peaks ??= await measurePeaks(order, () => startWorker(undefined), signal);
    const ended = async (i: number, result: Result) => {
      report.results.push(result);
      await journal?.ends(i, result, report, order);
      tell(order[i], 'done');
    };
    for (const group of groupsOf(order, report, resume?.begun ?? new Map())) {
      if (signal.aborted) break;
      if (group.isHopeless) {
        const message = 'The whole page ended each time this cell was run.';
        const cell = order[group.places[0]!]!;
        await ended(group.places[0]!, { cell, status: 'crashed', error: { code: 'internal', message } });
        continue;
      }
      const works = new Map<number, AsyncGenerator<void, Result, void>>();
      for (const i of group.places) {
        const cell = order[i]!;
        works.set(
          i,
          runner.run(cell, (stage) => tell(cell, stage)),
        );
      }
      await takeTurns(works, {
        random: new MersenneTwister(report.seed),
        signal,
        before: async (i, isFirst) => {
          await visible(signal);
          if (isFirst) await journal?.begins(i);
        },
        lap: async () => {
          const lap = watchers.lap();
          await look();
          return lap;
        },
        ended,
        startedAt: report.startedAt,
      });
    }
    if (report.results.length < order.length || signal.aborted) {
      const count = report.results.filter(({ status }) => status !== 'cancelled').length;
      mark(report, `cancelled after ${count} of ${order.length} cells`);
    }
    report.finishedAt = new Date().toISOString();
    await journal?.clear();
    return report;
  } finally {
    pace?.end();
    await watchers.stop();
  }
}

interface Group {
  /** In the order. */
  places: number[];
  /** It ended the page too often. */
  isHopeless: boolean;
}

/**
 * What is left, in the order: cells that take turns together, of plans of several rounds. What a page ended with runs
 * alone when it is tried again, so that the others do not suffer for it.
 */
function* groupsOf(
  order: readonly Cell[],
  report: Report,
  begun: ReadonlyMap<number, number>,
): Generator<Group> {
  const done = new Set(report.results.map(({ cell }) => cellId(cell)));
  const left = order.map((_, i) => i).filter((i) => !done.has(cellId(order[i]!)));
  const alone = left.filter((i) => begun.has(i));
  const others = left.filter((i) => !begun.has(i));
  for (const i of alone) yield { places: [i], isHopeless: begun.get(i)! >= MOST_BEGINNINGS };
  const most = report.plan.rounds > 1 ? MOST_ALIVE : 1;
  for (let i = 0; i < others.length; i += most) {
    yield { places: others.slice(i, i + most), isHopeless: false };
  }
}

function begin(
  plan: Plan,
  { files, manifest }: Pick<Means, 'files' | 'manifest'>,
  machine: Machine,
  clip: File | undefined,
): { report: Report; order: Cell[] } {
  const { engines, threads, adapter } = machine;
  const shaderF16 = adapter?.shaderF16 ?? false;
  const { cells, excluded } = cellsOf(plan, { files, manifest, engines, threads, shaderF16 });
  const seed = plan.seed ?? drawSeed();
  const marks = powerMarks(machine);
  const report: Report = {
    ...REPORT,
    startedAt: new Date().toISOString(),
    plan,
    seed,
    machine,
    results: [],
    ...(clip ? { clip: { name: clip.name, bytes: clip.size } } : {}),
    excluded,
    drift: [],
    ...(marks.length > 0 ? { marks } : {}),
  };
  return { report, order: orderOf(cells, plan, seed) };
}

/** Whether it is worth waiting for the machine to be left alone, for a cell of so many threads. */
function isBusy(report: Report, threads: number): boolean {
  const { plan } = report;
  return plan.rounds > 1 && isYoung(report) && !isQuiet(report.drift, report.drift.length - 1, threads);
}

/** Whether there is still time to wait for the machine to be left alone. */
function isYoung({ drift, plan }: Report): boolean {
  return (drift.at(-1)?.atSeconds ?? 0) < plan.repeatSeconds;
}

/** Workers on which a cell computes. */
function threadsOf({ engine, threads }: Cell, machine: Machine): number {
  return engine === 'ort-wasm' ? threads || machine.threads : 1;
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
