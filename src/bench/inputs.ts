/** Which variants and input sizes a plan's line about a model means here. */
import type { Size } from '#core/geometry.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { PlanModel } from './plan.ts';

export interface Input {
  variant: string;
  size: Size;
}

/** A ramp's sides grow by this, and its sizes end at what screens show. */
const RAMP_FACTOR = 1.25;
const RAMP_STEPS_DOWN = 3;
const MOST_PIXELS = 3840 * 2160;

/** Checkpoints of networks that are written down here; the others are converted files, of their own sizes only. */
const WRITTEN = new Set(['pytorch', 'safetensors', 'hdf5']);

/** Why a file of that size cannot be built with filler weights; undefined where it can. */
export function reasonAgainstFiller(
  manifest: ModelManifest | undefined,
  variantId: string,
  { width, height }: Size,
): string | undefined {
  const variant = manifest?.variants.find(({ id }) => id === variantId);
  if (!manifest || !variant) return 'there is no such model.';
  if (!WRITTEN.has(variant.checkpoint))
    return 'it is a converted file, which runs at the sizes that are here.';
  const { sizeMultiple: step } = manifest;
  if (width % step === 0 && height % step === 0) return undefined;
  return `its sides must be multiples of ${step}.`;
}

/** The index lists a variant's sizes in its manifest's order, so the first is the default. `manifest`: where files may be built. */
export function inputsOf(
  { model, variant, sizes }: PlanModel,
  files: readonly ModelFile[],
  manifest: ModelManifest | undefined,
): Input[] {
  const ofModel = files.filter((file) => file.model === model && (variant ?? file.variant) === file.variant);
  const here = [...new Set(ofModel.map((file) => file.variant))];
  const known = here.length > 0 || !manifest ? here : manifest.variants.map(({ id }) => id);
  const variants = variant !== undefined && manifest ? [variant] : known;
  return variants.flatMap((one) => {
    const sizesHere = ofModel.filter((file) => file.variant === one).map(({ size }) => size);
    const own = manifest?.variants.find(({ id }) => id === one)?.sizes ?? [];
    const listed = sizesHere.length > 0 ? sizesHere : own;
    return unique(wantedOf(sizes, listed, manifest, one)).map((size) => ({ variant: one, size }));
  });
}

function wantedOf(
  sizes: PlanModel['sizes'],
  listed: readonly Size[],
  manifest: ModelManifest | undefined,
  variant: string,
): readonly Size[] {
  if (typeof sizes === 'object') return sizes;
  if (sizes === 'default') return listed.slice(0, 1);
  const [base] = listed;
  const canRamp = base && manifest && reasonAgainstFiller(manifest, variant, base) === undefined;
  return sizes === 'ramp' && canRamp ? rampOf(base, manifest.sizeMultiple) : listed;
}

/** Sizes of about the same shape, from half of `base` to a 4K screen. */
export function rampOf(base: Size, step: number): Size[] {
  const sizes: Size[] = [];
  const rounded = (side: number) => Math.max(step, Math.round(side / step) * step);
  for (let i = -RAMP_STEPS_DOWN; ; i++) {
    const scale = RAMP_FACTOR ** i;
    const size = { width: rounded(base.width * scale), height: rounded(base.height * scale) };
    if (size.width * size.height > MOST_PIXELS) return unique(sizes);
    sizes.push(size);
  }
}

function unique(sizes: readonly Size[]): Size[] {
  return [...new Map(sizes.map((size) => [`${size.width}x${size.height}`, size])).values()];
}
