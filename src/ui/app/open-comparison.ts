import { catalogue } from '#models/catalogue.ts';
import { SessionPair } from '#session/session-pair.ts';
import { Catalog } from './catalog.ts';
import type { CompareSettings } from './compare-url.ts';
import { Comparison } from './comparison.ts';

/** A comparison of this page's models; no source is opened yet. `save` is called after each change. */
export function openComparison(
  settings: CompareSettings,
  save: (settings: CompareSettings) => void = () => undefined,
): Comparison {
  const labelsOf = async ({ model, variant }: { model: string; variant: string }) =>
    (await import('#models/registry.ts')).labelsOf(model, variant);
  return new Comparison({
    pair: new SessionPair(labelsOf),
    catalog: new Catalog(),
    manifests: catalogue,
    settings,
    save,
  });
}
