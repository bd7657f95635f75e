/**
 * What the page shows of each model before one runs. Manifests hold far more (hashes, addresses, figures, class names),
 * so a build puts this module's outcome in its place (catalogue-at-build.ts) and the rest stays out of the shell.
 */
import type { Licence, ModelManifest, ModelVariant, WeightsSource } from './manifest.ts';
import { manifests } from './registry.ts';

export interface ListedVariant extends Pick<
  ModelVariant,
  'id' | 'title' | 'trainedOn' | 'sizes' | 'params' | 'macs'
> {
  licence: Pick<Licence, 'code' | 'weights'>;
  /** `bytes` are to be downloaded; there are none where the weights are `untrained`. */
  source: { from: WeightsSource['from']; bytes?: number };
}

/** Every manifest is one, too. */
export interface ListedModel extends Pick<
  ModelManifest,
  'id' | 'title' | 'summary' | 'task' | 'kind' | 'nms' | 'embedded'
> {
  variants: readonly ListedVariant[];
}

export const catalogue: readonly ListedModel[] = manifests.map(
  ({ id, title, summary, task, kind, nms, embedded, variants }) => ({
    id,
    title,
    summary,
    task,
    kind,
    nms,
    embedded,
    variants: variants.map(listed),
  }),
);

function listed({ id, title, trainedOn, sizes, params, macs, licence, source }: ModelVariant): ListedVariant {
  return {
    id,
    title,
    trainedOn,
    sizes,
    params,
    macs,
    licence: { code: licence.code, weights: licence.weights },
    source: { from: source.from, bytes: 'bytes' in source ? source.bytes : undefined },
  };
}
