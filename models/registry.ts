/**
 * All manifests, found by folder: nobody edits a list. For workers, and for the page once a model runs; before, it has
 * catalogue.ts.
 */
import type { ClassLabel } from '#core/labels.ts';
import type { ModelManifest, ModelVariant } from './manifest.ts';

const modules = import.meta.glob<{ manifest: ModelManifest }>('./*/manifest.ts', { eager: true });

export const manifests: readonly ModelManifest[] = Object.values(modules)
  .map((module) => module.manifest)
  .sort((a, b) => a.id.localeCompare(b.id));

export function manifestOf(id: string): ModelManifest | undefined {
  return manifests.find((manifest) => manifest.id === id);
}

/** The classes of a variant, in output order; none where there are none. */
export function labelsOf(model: string, variant: string): readonly ClassLabel[] {
  const manifest = manifestOf(model);
  return manifest?.variants.find(({ id }) => id === variant)?.labels ?? manifest?.labels ?? [];
}

/** The same with long lists of names, which are code of their own: for workers, the page need not hold them. */
export async function loadLabelsOf(
  manifest: ModelManifest,
  variant: ModelVariant,
): Promise<readonly ClassLabel[]> {
  return variant.labels ?? (await manifest.loadLabels?.()) ?? manifest.labels;
}
