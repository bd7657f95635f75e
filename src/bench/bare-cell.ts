/** Inference alone: one cell in a fresh worker of its own. */
import type { ModelFile } from '#core/io-spec.ts';
import { painted } from '#session/painted.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { CellMeasured, CellRequest, CellStage, GraphCount } from '#workers/bench/bench.api.ts';
import type { BenchClient } from '#workers/bench/bench.client.ts';
import type { Output } from './agreement.ts';
import type { Cell } from './cells.ts';
import { countedParts } from './counted.ts';
import { judgeRuns, type JudgedRuns } from './judge-runs.ts';
import { LimitedWorker, withWorker } from './limited-worker.ts';
import type { Plan } from './plan.ts';
import type { DriftPoint } from './drift.ts';
import type { Reference } from './reference-cache.ts';
import type { Result } from './report.ts';
import { judgeRounds, runsOfRound, type Bracketed, type Judged } from './rounds.ts';
import { shortened, summarise } from './summary.ts';

export interface CellContext {
  plan: Plan;
  seed: number;
  file: ModelFile;
  /** Its bytes, where no server has them. */
  data: Blob | undefined;
  manifest: ModelManifest | undefined;
  signal: AbortSignal;
  onStage: (stage: CellStage) => void;
  /** Of the run so far; a point follows each turn. */
  drift: readonly DriftPoint[];
  /** Resolves when nothing else runs, as a cell of so many threads sees it, or when that was waited for long enough. */
  leftAlone: (threads: number) => Promise<void>;
  /** Milliseconds that a round may wait by itself, from now on. */
  patience: () => number;
}

/** What a cell's worker found, as the report holds it, and its outputs for the comparison. */
export interface CellFound {
  part: Partial<Result>;
  outputs: Output[] | undefined;
}

/** Yields after each round: other cells run then, and this one's worker waits. */
export async function* runBareCell(
  cell: Cell,
  context: CellContext,
  start: () => BenchClient,
): AsyncGenerator<void, CellFound, void> {
  const { plan, seed, file, manifest, signal, onStage, drift, leftAlone, patience } = context;
  const limited = new LimitedWorker(start, plan.cellSeconds, signal);
  try {
    const { client } = limited;
    const stage = (name: CellStage) => {
      if (name === 'session') limited.restart();
      onStage(name);
    };
    const { conditions, load, outputs } = await limited.race(client.open(requestOf(cell, context), stage));
    const rounds: MeasuredRound[] = [];
    let judged;
    do {
      const isAgain = rounds.length > 0;
      const isProbed = isAgain && rounds[0]!.probes.length > 0;
      if (isAgain) {
        onStage('measure');
        // Drawing that on the page is not to run beside the round.
        await painted();
        // What is probed waits by itself, for moments too short for the page to see.
        if (!isProbed) await leftAlone(conditions.threads);
        limited.resume();
      }
      const patienceMs = patience();
      limited.allow(patienceMs);
      const round = { runs: runsOfRound(plan), isAgain, patienceMs };
      const measured = await limited.race(client.measure(round, isAgain ? () => undefined : stage));
      rounds.push({ ...measured, before: drift.length - 1, after: drift.length });
      limited.pause();
      yield;
      judged = judge(rounds, plan, drift, conditions.threads);
    } while (judged.wantsMore);
    limited.resume();
    onStage('inspect');
    const { jsHeapBytes, gpuBytes, graph } = await limited.race(client.inspect());
    const accuracy =
      plan.accuracy > 0 && file.trained ? await limited.race(client.judge(plan.accuracy, stage)) : undefined;
    const { disturbed, mark } = judged;
    const gpu = summarise(
      rounds.filter((_, i) => !disturbed.includes(i)).map(({ gpuMs }) => gpuMs),
      seed,
    );
    const samples = samplesOf(rounds, judged);
    const inference = summarise(countedParts(samples), seed);
    const part: Partial<Result> = {
      conditions,
      load,
      warmUp: rounds[0]!.warmUp,
      trained: file.trained,
      ...(inference ? { inference } : {}),
      ...(gpu ? { gpu } : {}),
      samples,
      memory: {
        modelBytes: file.bytes,
        ...(jsHeapBytes === undefined ? {} : { jsHeapBytes }),
        ...(gpuBytes === undefined ? {} : { gpuBytes }),
      },
      ...(graph ? { graph: nodesOf(graph, manifest?.cpuOperators ?? []) } : {}),
      ...(accuracy ? { accuracy } : {}),
      ...(mark === undefined ? {} : { marks: [mark] }),
    };
    return { part, outputs };
  } finally {
    limited.end();
  }
}

type HowToRun = Pick<Cell, 'engine' | 'threads' | 'roundTrip'>;
type OfFile = Pick<CellContext, 'file' | 'data' | 'manifest'>;

/** What a worker is asked to open. */
export function requestOf(
  { engine, threads, roundTrip }: HowToRun,
  { file, data, manifest }: OfFile,
): Omit<CellRequest, 'startedMs'> {
  return { file, engine, threads, roundTrip, ...(data ? { data } : {}), ...(manifest ? { manifest } : {}) };
}

type MeasuredRound = CellMeasured & Bracketed;

/** By single runs where they were probed, else by whole rounds. */
function judge(
  rounds: readonly MeasuredRound[],
  plan: Plan,
  drift: readonly DriftPoint[],
  threads: number,
): Judged & JudgedRuns {
  const isProbed = rounds.every(({ probes }) => probes.length > 0);
  if (isProbed) return { disturbed: [], ...judgeRuns(rounds, plan, drift) };
  return { disturbedRuns: [], ...judgeRounds(rounds, plan, drift, threads) };
}

function samplesOf(
  rounds: readonly MeasuredRound[],
  { disturbed, disturbedRuns }: Judged & JudgedRuns,
): NonNullable<Result['samples']> {
  const gpu = rounds.flatMap(({ gpuMs }) => gpuMs);
  const probes = rounds.flatMap((round) => round.probes.map(shortened));
  return {
    inference: rounds.flatMap(({ samples }) => samples),
    ...(gpu.length > 0 ? { gpu } : {}),
    ...(rounds.length > 1 ? { rounds: rounds.map(({ samples }) => samples.length) } : {}),
    ...(disturbed.length > 0 ? { disturbed } : {}),
    ...(probes.length > 0 ? { probes } : {}),
    ...(disturbedRuns.length > 0 ? { disturbedRuns } : {}),
  };
}

function nodesOf(
  { nodes, operators }: GraphCount,
  cpuOperators: readonly string[],
): NonNullable<Result['graph']> {
  const cpuNodes = cpuOperators.reduce((sum, operator) => sum + (operators[operator] ?? 0), 0);
  return { nodes, cpuNodes };
}

/** What everything is compared with: ort-wasm, on as many threads as there are. */
const REFERENCE = { engine: 'ort-wasm' as const, threads: 0, roundTrip: false };

/** What a file gives for the reference frame, and what it costs: on the reference's engine unless `how` says otherwise. */
export async function runReference(
  context: OfFile & Pick<CellContext, 'plan' | 'signal'>,
  start: () => BenchClient,
  how: HowToRun = REFERENCE,
): Promise<Reference> {
  return withWorker(start, context.plan.cellSeconds, context.signal, async (limited) => {
    const { outputs } = await limited.client.open(requestOf(how, context), (name) => {
      if (name === 'session') limited.restart();
    });
    const { graph } = await limited.client.inspect();
    return { outputs, macs: graph?.macs };
  });
}
