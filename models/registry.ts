/** All manifests, found by folder: nobody edits a list. Cheap, so the page may import it. */
import type { ModelManifest } from './manifest.ts';

const modules = import.meta.glob<{ manifest: ModelManifest }>('./*/manifest.ts', { eager: true });

export const manifests: readonly ModelManifest[] = Object.values(modules)
  .map((module) => module.manifest)
  .sort((a, b) => a.id.localeCompare(b.id));

export function manifestOf(id: string): ModelManifest | undefined {
  return manifests.find((manifest) => manifest.id === id);
}
