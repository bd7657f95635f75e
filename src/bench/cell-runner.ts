import type { ModelFile } from '#core/io-spec.ts';
import type { ModelManifest } from '#models/manifest.ts';
import { findFile } from '#session/find-file.ts';
import type { BenchClient } from '#workers/bench/bench.client.ts';
import { referenceOutputs, runBareCell, type CellContext } from './bare-cell.ts';
import type { Cell } from './cells.ts';
import { statusOf } from './cell-end.ts';
import { fpsOf, slowerBefore } from './order.ts';
import { runPipelineCell } from './pipeline-cell.ts';
import { ReferenceCache } from './reference-cache.ts';
import type { Report, Result } from './report.ts';
import { shortened } from './summary.ts';

interface CellRunnerInit {
  report: Report;
  files: readonly ModelFile[];
  manifest: (model: string) => ModelManifest | undefined;
  signal: AbortSignal;
  startWorker: (cell: Cell | undefined) => BenchClient;
  clip: File | undefined;
}

/** Runs cells one by one. Whatever befalls one is its result, and nothing else's. */
export class CellRunner {
  readonly #init: CellRunnerInit;
  readonly #references: ReferenceCache;

  constructor(init: CellRunnerInit) {
    this.#init = init;
    const { report, manifest, signal, startWorker } = init;
    this.#references = new ReferenceCache(init.files, (file) =>
      referenceOutputs({ plan: report.plan, file, manifest: manifest(file.model), signal }, () =>
        startWorker(undefined),
      ),
    );
  }

  async run(cell: Cell, onStage: (stage: string) => void): Promise<Result> {
    const { report, signal } = this.#init;
    const slower = slowerBefore(cell, report.plan, report.results);
    if (slower) return { cell, status: 'skipped', error: lostBefore(slower, report.plan.holdFps) };
    const startMs = performance.now();
    const atSeconds = shortened((Date.now() - Date.parse(report.startedAt)) / 1000);
    const took = () => ({ atSeconds, tookSeconds: shortened((performance.now() - startMs) / 1000) });
    try {
      const found = await this.#measure(cell, onStage);
      return { cell, status: 'done', ...found, ...took() };
    } catch (error) {
      const end = statusOf(error);
      return { cell, ...end, ...(signal.aborted ? { status: 'cancelled' } : {}), ...took() };
    }
  }

  async #measure(cell: Cell, onStage: (stage: string) => void): Promise<Partial<Result>> {
    const { report, files, signal, startWorker, clip } = this.#init;
    const { plan, seed } = report;
    const manifest = this.#init.manifest(cell.model);
    const file = findFile(files, { ...cell, graphCapture: false });
    const context: CellContext = { plan, seed, file, manifest, signal, onStage };
    const { part, outputs } =
      cell.mode === 'bare'
        ? await runBareCell(cell, context, () => startWorker(cell))
        : await runPipelineCell(cell, context, clip);
    onStage('compare');
    const agreement = outputs
      ? await this.#references.compare(cell, outputs)
      : 'pipelines are compared by their bare cells.';
    const marks = marksOf(cell, part, report);
    return {
      ...part,
      ...this.#workOf(cell, part, manifest),
      ...(typeof agreement === 'string' ? { agreementMissing: agreement } : { agreement }),
      ...(marks.length > 0 ? { marks } : {}),
    };
  }

  /** Multiply-accumulates a second, and beside what the engine reaches at best. */
  #workOf(
    { engine, threads, size, variant: id }: Cell,
    { inference }: Partial<Result>,
    manifest: ModelManifest | undefined,
  ): Pick<Result, 'work'> {
    const { report } = this.#init;
    const variant = manifest?.variants.find((one) => one.id === id);
    const [first] = variant?.sizes ?? [];
    if (!variant?.macs || !first || !inference) return {};
    const macs = Math.round((variant.macs * size.width * size.height) / (first.width * first.height));
    const gmacPerSecond = shortened(macs / inference.median / 1e6);
    const peak = report.peaks?.find((one) => one.engine === engine && one.threads === threads);
    const partOfPeak = peak && { partOfPeak: shortened(gmacPerSecond / peak.gemmGmacPerSecond) };
    return { work: { macs, gmacPerSecond, ...partOfPeak } };
  }
}

function marksOf({ engine }: Cell, { warmUp }: Partial<Result>, { machine }: Report): string[] {
  const marks: string[] = [];
  if (warmUp && !warmUp.steady) marks.push('its warm-up did not become steady');
  if (machine.adapter?.software && (engine === 'ort-webgpu' || engine === 'mediapipe-gpu'))
    marks.push('a software renderer, not a GPU');
  return marks;
}

function lostBefore(slower: Result, holdFps: number | undefined): NonNullable<Result['error']> {
  const { width, height } = slower.cell.size;
  const fps = fpsOf(slower);
  const how = fps === undefined ? slower.status : `${fps.toFixed(1)} fps`;
  return { code: 'aborted', message: `${width} × ${height} already missed ${holdFps} fps (${how}).` };
}
