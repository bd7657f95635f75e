/** Which model runs when a person has not said, or has said only a part. Knows no model's name. */
import type { EngineChoice } from '#core/engine-id.ts';
import type { Size } from '#core/geometry.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { Task } from '#core/result.ts';
import type { ListedModel, ListedVariant } from '#models/catalogue.ts';
import type { ModelSettings } from '#session/session-state.ts';
import { isUntrained } from '../text/untrained.ts';

export function formatOf(engine: EngineChoice): ModelFile['format'] {
  return engine.startsWith('mediapipe') ? 'tflite' : 'onnx';
}

export function filesOf(files: readonly ModelFile[], model: string, variant: string): ModelFile[] {
  return files.filter((file) => file.model === model && file.variant === variant);
}

/** The file that settings name, or undefined where the catalogue has none. */
export function fileOf(files: readonly ModelFile[], settings: ModelSettings): ModelFile | undefined {
  const { model, variant, size, precision, engine } = settings;
  const ofFormat = filesOf(files, model, variant).filter((file) => file.format === formatOf(engine));
  return ofFormat.find((file) => sameSize(file.size, size) && file.precision === precision);
}

export function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

/**
 * Full settings for a task: what is wanted where it fits, defaults elsewhere. Undefined where no model has the task.
 * The outcome may name a file that the catalogue lacks, when the person asked for that model: it can be fetched.
 */
export function completeModel(
  wanted: Partial<ModelSettings>,
  task: Task,
  manifests: readonly ListedModel[],
  files: readonly ModelFile[],
): ModelSettings | undefined {
  const ofTask = inOrder(manifests, task, files);
  const manifest = ofTask.find(({ id }) => id === wanted.model) ?? bestManifest(ofTask);
  if (!manifest) return undefined;
  const variant =
    manifest.variants.find(({ id }) => id === wanted.variant) ??
    bestVariant(manifest.variants, manifest, files);
  if (!variant) return undefined;
  const engine = wanted.engine ?? 'auto';
  const usable = filesOf(files, manifest.id, variant.id).filter((file) => file.format === formatOf(engine));
  const precisions = usable.filter(({ precision }) => precision === (wanted.precision ?? 'fp32'));
  const ofPrecision = precisions.length > 0 ? precisions : usable;
  const sizes = [wanted.size, ...variant.sizes].filter((size) => size !== undefined);
  const fitting = sizes.find((size) => ofPrecision.some((file) => sameSize(file.size, size)));
  const size = fitting ?? ofPrecision[0]?.size ?? sizes[0];
  if (!size) return undefined;
  return {
    model: manifest.id,
    variant: variant.id,
    size,
    precision: ofPrecision[0]?.precision ?? 'fp32',
    engine,
    roundTrip: wanted.roundTrip ?? false,
    graphCapture: wanted.graphCapture ?? true,
    threads: wanted.threads ?? 0,
  };
}

/** The task's models as a person should meet them: here before absent, then what `npm start` always has, then the lightest. */
export function inOrder(
  manifests: readonly ListedModel[],
  task: Task,
  files: readonly ModelFile[],
): ListedModel[] {
  const rank = (manifest: ListedModel) => [
    -Math.max(...manifest.variants.map((variant) => readiness(manifest.id, variant, files))),
    manifest.embedded ? 0 : 1,
    Math.min(...manifest.variants.map(({ macs, params }) => macs ?? params)),
  ];
  return manifests.filter((manifest) => manifest.task === task).sort((a, b) => compare(rank(a), rank(b)));
}

/** Untrained ones are never chosen for a person: undefined where a task has no others. */
function bestManifest(ordered: readonly ListedModel[]): ListedModel | undefined {
  return ordered.find(({ variants }) => variants.some((variant) => !isUntrained(variant)));
}

function bestVariant(
  variants: readonly ListedVariant[],
  manifest: ListedModel,
  files: readonly ModelFile[],
): ListedVariant | undefined {
  // Array.sort is stable, so the manifest's own order decides between equals.
  return [...variants].sort((a, b) => readiness(manifest.id, b, files) - readiness(manifest.id, a, files))[0];
}

/** 3: here and trained, 2: to be fetched, 1: here with filler weights, 0: filler that is to be made. */
function readiness(model: string, variant: ListedVariant, files: readonly ModelFile[]): number {
  const found = filesOf(files, model, variant.id);
  if (found.some(({ trained }) => trained)) return 3;
  if (found.length > 0) return 1;
  return isUntrained(variant) ? 0 : 2;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
