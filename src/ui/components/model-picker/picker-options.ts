/** What can be chosen for a model, from the files that are here and what the machine can run. */
import { msg, str } from '@lit/localize';
import type { EngineChoice, EngineId } from '#core/engine-id.ts';
import type { Size } from '#core/geometry.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { ListedModel, ListedVariant } from '#models/catalogue.ts';
import { filesOf, formatOf, sameSize } from '../../app/choose-model.ts';
import { formatBytes, formatMagnitude } from '../../text/format.ts';
import { engineNames } from '../../text/names.ts';
import { isUntrained, weightBytes } from '../../text/untrained.ts';

export interface Option<T> {
  value: T;
  text: string;
  /** Why it cannot be chosen here; undefined where it can. */
  refusal: string | undefined;
}

/** The engines that have a file of this variant, with what the machine says to each. */
export function engineOptions(
  files: readonly ModelFile[],
  machine: MachineReport | undefined,
): Option<EngineChoice>[] {
  const formats = new Set(files.map(({ format }) => format));
  return (Object.keys(engineNames) as EngineChoice[])
    .filter((engine) => formats.has(formatOf(engine)))
    .map((engine) => ({
      value: engine,
      text: engineNames[engine].long,
      refusal: refusalOf(engine, machine),
    }));
}

function refusalOf(engine: EngineChoice, machine: MachineReport | undefined): string | undefined {
  const support = engine === 'auto' ? undefined : machine?.engines[engine satisfies EngineId];
  return support && !support.ok ? support.reason : undefined;
}

/** Sizes that have a file of this format and precision, smallest first. */
export function sizeOptions(
  files: readonly ModelFile[],
  format: ModelFile['format'],
  precision: ModelFile['precision'],
): Size[] {
  const sizes: Size[] = [];
  for (const file of files) {
    if (file.format !== format || file.precision !== precision) continue;
    if (!sizes.some((size) => sameSize(size, file.size))) sizes.push(file.size);
  }
  return sizes.sort((a, b) => a.width * a.height - b.width * b.height);
}

export function precisionOptions(
  files: readonly ModelFile[],
  format: ModelFile['format'],
  machine: MachineReport | undefined,
): Option<ModelFile['precision']>[] {
  const here = new Set(files.filter((file) => file.format === format).map(({ precision }) => precision));
  const refusal =
    machine?.adapter?.shaderF16 === false ? msg('the adapter has no 16-bit shader maths') : undefined;
  return (['fp32', 'fp16'] as const)
    .filter((precision) => here.has(precision))
    .map((precision) => ({
      value: precision,
      text: precision === 'fp32' ? msg('32 bit (fp32)') : msg('16 bit (fp16)'),
      refusal: precision === 'fp16' ? refusal : undefined,
    }));
}

/** What a variant was trained on, and its licences. */
export function variantFacts(variant: ListedVariant): string[] {
  const { code, weights } = variant.licence;
  return [
    isUntrained(variant)
      ? msg(str`made for ${variant.trainedOn}`)
      : msg(str`trained on ${variant.trainedOn}`),
    code === weights ? code : msg(str`code ${code}, weights ${weights}`),
  ];
}

/** How large it is, in short words: parameters and download. */
export function variantSizes(
  manifest: ListedModel,
  variant: ListedVariant,
  files: readonly ModelFile[],
): string[] {
  const largest = Math.max(0, ...filesOf(files, manifest.id, variant.id).map(({ bytes }) => bytes));
  return [
    msg(str`${formatMagnitude(variant.params)} parameters`),
    formatBytes(largest || weightBytes(variant)),
  ];
}
