import { isAbort, toErrorData } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { BenchClient } from '#workers/bench/bench.client.ts';
import type { Output } from './agreement.ts';
import { runBareCell, runReference, type CellContext, type CellFound } from './bare-cell.ts';
import { CellFiles } from './cell-files.ts';
import type { Cell } from './cells.ts';
import { statusOf } from './cell-end.ts';
import { withWorker } from './limited-worker.ts';
import { runNaiveCell } from './naive-cell.ts';
import { fpsOf, slowerBefore } from './order.ts';
import { runPipelineCell } from './pipeline-cell.ts';
import { ReferenceCache } from './reference-cache.ts';
import { recordedOf } from './recorded.ts';
import type { Report, Result } from './report.ts';
import { shortened } from './summary.ts';

interface CellRunnerInit {
  report: Report;
  files: readonly ModelFile[];
  manifest: (model: string) => ModelManifest | undefined;
  signal: AbortSignal;
  startWorker: (cell: Cell | undefined) => BenchClient;
  clip: File | undefined;
  leftAlone: CellContext['leftAlone'];
  patience: CellContext['patience'];
}

/** Runs cells one by one. Whatever befalls one is its result, and nothing else's. */
export class CellRunner {
  readonly #init: CellRunnerInit;
  readonly #files: CellFiles;
  readonly #references: ReferenceCache;

  constructor(init: CellRunnerInit) {
    this.#init = init;
    const { report, files, manifest, signal, startWorker } = init;
    const { plan } = report;
    const start = () => startWorker(undefined);
    const make: ConstructorParameters<typeof CellFiles>[1] = (request) =>
      withWorker(start, plan.cellSeconds, signal, ({ client }) => client.make(request));
    this.#files = new CellFiles(files, plan.filler ? make : undefined);
    this.#references = new ReferenceCache(
      (cell) => this.#files.fileOf(cell),
      (file) => {
        const data = this.#files.dataOf(file);
        return runReference({ plan, file, data, manifest: manifest(file.model), signal }, start);
      },
    );
  }

  /** Yields where other cells may run; ends with the result, and never throws. */
  async *run(cell: Cell, onStage: (stage: string) => void): AsyncGenerator<void, Result, void> {
    const { report, signal } = this.#init;
    const slower = slowerBefore(cell, report.plan, report.results);
    if (slower) return { cell, status: 'skipped', error: lostBefore(slower, report.plan.holdFps) };
    try {
      return { cell, status: 'done', ...(yield* this.#measure(cell, onStage)) };
    } catch (error) {
      return { cell, ...statusOf(error), ...(signal.aborted ? { status: 'cancelled' } : {}) };
    }
  }

  async *#measure(cell: Cell, onStage: (stage: string) => void): AsyncGenerator<void, Partial<Result>, void> {
    const { report, signal, leftAlone, patience } = this.#init;
    const { plan, seed, drift } = report;
    const manifest = this.#init.manifest(cell.model);
    onStage('download');
    const file = await this.#files.fileOf(cell);
    const told = { signal, onStage, drift, leftAlone, patience };
    const context: CellContext = { plan, seed, file, data: this.#files.dataOf(file), manifest, ...told };
    const { part, outputs } = yield* this.#find(cell, context);
    onStage('compare');
    const { agreement, macs } = await this.#references.compare(
      cell,
      outputs ?? (await this.#outputsOf(cell, context)),
    );
    const recorded = part.trained === false ? undefined : await recordedOf(cell);
    const marks = [...(part.marks ?? []), ...marksOf(cell, part, report)];
    return {
      ...part,
      ...this.#workOf(cell, part, macs),
      ...(typeof agreement === 'string' ? { agreementMissing: agreement } : { agreement }),
      ...(recorded ? { recorded } : {}),
      ...(marks.length > 0 ? { marks } : {}),
    };
  }

  async *#find(cell: Cell, context: CellContext): AsyncGenerator<void, CellFound, void> {
    const { startWorker, clip } = this.#init;
    switch (cell.mode) {
      case 'bare':
        return yield* runBareCell(cell, context, () => startWorker(cell));
      case 'naive':
        return runNaiveCell(cell, context, clip);
      default:
        return runPipelineCell(cell, context, clip);
    }
  }

  /** Of a pipeline, whose own frames are others: what the same engine gives for the reference frame, or why nothing. */
  async #outputsOf(cell: Cell, context: CellContext): Promise<Output[] | string> {
    try {
      const start = () => this.#init.startWorker(undefined);
      return (await runReference(context, start, cell)).outputs;
    } catch (error) {
      if (isAbort(error)) throw error;
      return `its engine gave nothing for the reference frame: ${toErrorData(error).message}`;
    }
  }

  /** Multiply-accumulates a second, and beside what the engine reaches at best. */
  #workOf(
    { engine, threads }: Cell,
    { inference }: Partial<Result>,
    macs: number | undefined,
  ): Pick<Result, 'work'> {
    if (macs === undefined || !inference) return {};
    const gmacPerSecond = shortened(macs / inference.median / 1e6);
    const peak = this.#init.report.peaks?.find((one) => one.engine === engine && one.threads === threads);
    const partOfPeak = peak && { partOfPeak: shortened(gmacPerSecond / peak.gemmGmacPerSecond) };
    return { work: { macs, gmacPerSecond, ...partOfPeak } };
  }
}

function marksOf({ engine }: Cell, { warmUp }: Partial<Result>, { machine }: Report): string[] {
  const marks: string[] = [];
  if (warmUp && !warmUp.steady) marks.push('its warm-up did not become steady');
  const drawer = { 'ort-webgpu': machine.adapter, 'mediapipe-gpu': machine.webgl ?? machine.adapter };
  if (engine in drawer && drawer[engine as keyof typeof drawer]?.software)
    marks.push('a software renderer, not a GPU');
  return marks;
}

function lostBefore(slower: Result, holdFps: number | undefined): NonNullable<Result['error']> {
  const { width, height } = slower.cell.size;
  const fps = fpsOf(slower);
  const how = fps === undefined ? slower.status : `${fps.toFixed(1)} fps`;
  return { code: 'aborted', message: `${width} × ${height} already missed ${holdFps} fps (${how}).` };
}
