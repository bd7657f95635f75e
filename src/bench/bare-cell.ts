/** Inference alone: one cell in a fresh worker of its own. */
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { CellMeasured, CellStage, GraphCount } from '#workers/bench/bench.api.ts';
import type { BenchClient } from '#workers/bench/bench.client.ts';
import type { Output } from './agreement.ts';
import type { Cell } from './cells.ts';
import { LimitedWorker, withWorker } from './limited-worker.ts';
import type { Plan } from './plan.ts';
import type { DriftPoint } from './drift.ts';
import type { Reference } from './reference-cache.ts';
import type { Result } from './report.ts';
import { judgeRounds, type Bracketed } from './rounds.ts';
import { summarise } from './summary.ts';
import { painted } from './tab.ts';

export interface CellContext {
  plan: Plan;
  seed: number;
  file: ModelFile;
  manifest: ModelManifest | undefined;
  signal: AbortSignal;
  onStage: (stage: CellStage) => void;
  /** Of the run so far; a point follows each turn. */
  drift: readonly DriftPoint[];
  /** Resolves when nothing else runs, as a cell of so many threads sees it, or when that was waited for long enough. */
  leftAlone: (threads: number) => Promise<void>;
}

/** What a cell's worker found, as the report holds it, and its outputs for the comparison. */
export interface CellFound {
  part: Partial<Result>;
  outputs: Output[] | undefined;
}

/** Yields after each round: other cells run then, and this one's worker waits. */
export async function* runBareCell(
  cell: Cell,
  { plan, seed, file, manifest, signal, onStage, drift, leftAlone }: CellContext,
  start: () => BenchClient,
): AsyncGenerator<void, CellFound, void> {
  const limited = new LimitedWorker(start, plan.cellSeconds, signal);
  try {
    const { client } = limited;
    const { engine, threads, roundTrip } = cell;
    const stage = (name: CellStage) => {
      if (name === 'session') limited.restart();
      onStage(name);
    };
    const request = { file, engine, threads, roundTrip, ...(manifest ? { manifest } : {}) };
    const { conditions, load, outputs } = await limited.race(client.open(request, stage));
    const rounds: (CellMeasured & Bracketed)[] = [];
    let judged;
    do {
      const isAgain = rounds.length > 0;
      if (isAgain) {
        onStage('measure');
        // Drawing that on the page is not to run beside the round.
        await painted();
        await leftAlone(conditions.threads);
        limited.resume();
      }
      const measured = await limited.race(
        client.measure(runsOfRound(plan), isAgain, isAgain ? () => undefined : stage),
      );
      rounds.push({ ...measured, before: drift.length - 1, after: drift.length });
      limited.pause();
      yield;
      judged = judgeRounds(rounds, plan, drift, conditions.threads);
    } while (judged.wantsMore);
    limited.resume();
    const { disturbed, mark } = judged;
    onStage('inspect');
    const { jsHeapBytes, gpuBytes, graph } = await limited.race(client.inspect());
    const accuracy =
      plan.accuracy > 0 && file.trained ? await limited.race(client.judge(plan.accuracy, stage)) : undefined;
    const inference = rounds.flatMap(({ samples }) => samples);
    const lengths = rounds.map(({ samples }) => samples.length);
    const gpu = rounds.flatMap(({ gpuMs }) => gpuMs);
    const counted = rounds.filter((_, i) => !disturbed.includes(i));
    const gpuSummary = summarise(
      counted.map(({ gpuMs }) => gpuMs),
      seed,
    );
    const inferenceSummary = summarise(
      counted.map(({ samples }) => samples),
      seed,
    );
    const part: Partial<Result> = {
      conditions,
      load,
      warmUp: rounds[0]!.warmUp,
      trained: file.trained,
      ...(inferenceSummary ? { inference: inferenceSummary } : {}),
      ...(gpuSummary ? { gpu: gpuSummary } : {}),
      samples: {
        inference,
        ...(gpuSummary ? { gpu } : {}),
        ...(lengths.length > 1 ? { rounds: lengths } : {}),
        ...(disturbed.length > 0 ? { disturbed } : {}),
      },
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

/** The plan's runs are those of all rounds together. */
function runsOfRound({ runs, rounds }: Plan): Plan['runs'] {
  return { ...runs, atLeast: Math.ceil(runs.atLeast / rounds), seconds: runs.seconds / rounds };
}

function nodesOf(
  { nodes, operators }: GraphCount,
  cpuOperators: readonly string[],
): NonNullable<Result['graph']> {
  const cpuNodes = cpuOperators.reduce((sum, operator) => sum + (operators[operator] ?? 0), 0);
  return { nodes, cpuNodes };
}

/** What ort-wasm gives in fp32 for the reference frame, on as many threads as there are, and what the file costs. */
export async function runReference(
  { plan, file, manifest, signal }: Pick<CellContext, 'plan' | 'file' | 'manifest' | 'signal'>,
  start: () => BenchClient,
): Promise<Reference> {
  return withWorker(start, plan.cellSeconds, signal, async (limited) => {
    const request = { file, engine: 'ort-wasm' as const, threads: 0, roundTrip: false };
    const { outputs } = await limited.client.open(
      { ...request, ...(manifest ? { manifest } : {}) },
      (name) => {
        if (name === 'session') limited.restart();
      },
    );
    const { graph } = await limited.client.inspect();
    return { outputs, macs: graph?.macs };
  });
}
