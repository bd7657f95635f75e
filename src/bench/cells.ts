/** A plan's cells: each combination that can run here, and why the others cannot. */
import * as v from 'valibot';
import { engineIds, type EngineId, type Support } from '#core/engine-id.ts';
import { toErrorData, VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { ResultKind } from '#core/result.ts';
import type { ModelManifest } from '#models/manifest.ts';
import { findFile } from '#session/find-file.ts';
import { inputsOf, reasonAgainstFiller } from './inputs.ts';
import {
  modes,
  precisions,
  sizeSchema,
  type Mode,
  type Plan,
  type PlanEngine,
  type PlanModel,
} from './plan.ts';

/** One thing that is measured, in a worker of its own. */
export const cellSchema = v.strictObject({
  model: v.string(),
  variant: v.string(),
  size: sizeSchema,
  precision: v.picklist(precisions),
  engine: v.picklist(engineIds),
  threads: v.number(),
  roundTrip: v.boolean(),
  mode: v.picklist(modes),
});
export type Cell = v.InferOutput<typeof cellSchema>;

/** The same cell in any report: `selfie-segmentation/square 256x256 fp32 ort-wasm/2 bare`. */
export function cellId({ model, variant, size, precision, engine, threads, roundTrip, mode }: Cell): string {
  const how = `${engine}${threads > 0 ? `/${threads}` : ''}${roundTrip ? '/round-trip' : ''}`;
  return `${model}/${variant} ${size.width}x${size.height} ${precision} ${how} ${mode}`;
}

export interface Excluded {
  what: string;
  why: string;
}

/** What decides whether a cell can run. */
export interface Means {
  files: readonly ModelFile[];
  manifest: (model: string) => ModelManifest | undefined;
  engines: Record<EngineId, Support>;
  threads: number;
  shaderF16: boolean;
}

const MOST_CELLS = 500;

/** Results that a tutorial's loop over pixels can show. */
const PAINTED: ReadonlySet<ResultKind> = new Set(['alpha-matte', 'label-map', 'density-map'] as const);

/** Throws VitrineError('unsupported') where nothing of the plan can run, or too much is asked for. */
export function cellsOf(plan: Plan, means: Means): { cells: Cell[]; excluded: Excluded[] } {
  const cells = new Map<string, Cell>();
  const excluded: Excluded[] = [];
  for (const wanted of combinations(plan, means, excluded)) {
    const why = reasonAgainst(wanted, means, plan.filler);
    if (why === undefined) cells.set(cellId(wanted), wanted);
    else excluded.push({ what: cellId(wanted), why });
  }
  if (cells.size > MOST_CELLS) {
    throw new VitrineError('unsupported', `The plan has ${cells.size} cells; at most ${MOST_CELLS} are run.`);
  }
  if (cells.size === 0) {
    const reasons = [...new Set(excluded.map(({ what, why }) => `${what}: ${why}`))];
    const detail = reasons.slice(0, 20).join('\n');
    throw new VitrineError('unsupported', `Nothing of this plan can run here. ${reasons[0] ?? ''}`, {
      detail,
    });
  }
  return { cells: [...cells.values()], excluded };
}

function* combinations(plan: Plan, { files, manifest }: Means, excluded: Excluded[]): Generator<Cell> {
  for (const model of plan.models) {
    const inputs = inputsOf(model, files, plan.filler ? manifest(model.model) : undefined);
    if (inputs.length === 0) {
      const variant = model.variant === undefined ? '' : `/${model.variant}`;
      excluded.push({
        what: `${model.model}${variant}`,
        why: 'this server has no file of it; fetch it in the Studio or by `npm run models`.',
      });
    }
    for (const { variant, size } of inputs)
      for (const engine of plan.engines)
        for (const precision of plan.precisions)
          for (const mode of plan.modes) yield cellFor(model, variant, size, engine, precision, mode);
  }
}

function cellFor(
  { model }: PlanModel,
  variant: string,
  size: Size,
  { engine, threads, roundTrip }: PlanEngine,
  precision: Cell['precision'],
  mode: Mode,
): Cell {
  return { model, variant, size, precision, engine, threads, roundTrip, mode };
}

function reasonAgainst(
  cell: Cell,
  { files, manifest, engines, threads, shaderF16 }: Means,
  filler: boolean,
): string | undefined {
  const { engine, precision, mode } = cell;
  const support = engines[engine];
  if (!support.ok) return support.reason;
  const isWasm = engine === 'ort-wasm';
  if (cell.threads > 0 && !isWasm) return 'only ort-wasm has threads to choose.';
  if (cell.threads > threads) return `${cell.threads} threads asked for, ${threads} granted here.`;
  if (cell.roundTrip && engine !== 'ort-webgpu') return 'only ort-webgpu has a way that spares the CPU.';
  if (precision === 'fp16' && isWasm) return 'ort-wasm has no 16-bit kernels.';
  if (precision === 'fp16' && engine === 'ort-webgpu' && !shaderF16)
    return 'the adapter has no 16-bit shaders.';
  if (mode === 'naive') {
    const kind = manifest(cell.model)?.kind;
    if (!isWasm) return 'the naive pipeline runs on ort-wasm.';
    if (kind !== undefined && !PAINTED.has(kind))
      return `the naive pipeline paints maps, and this gives ${kind}.`;
  }
  try {
    findFile(files, { ...cell, graphCapture: false });
    return undefined;
  } catch (error) {
    if (filler && (mode === 'pipeline' || mode === 'live'))
      return 'what is built here with filler weights runs bare or naively only.';
    const against =
      filler && engine.startsWith('ort-')
        ? reasonAgainstFiller(manifest(cell.model), cell.variant, cell.size)
        : '';
    if (against === undefined) return undefined;
    if (against !== '') return against;
    const { message, detail } = toErrorData(error);
    return detail === undefined ? message : `${message} (${detail})`;
  }
}
