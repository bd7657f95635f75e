import type { ModelFile } from '#core/io-spec.ts';
import { Catalog } from '#ui/app/catalog.ts';

/** A catalogue that was read already, with these files. */
export function fakeCatalog(files: readonly ModelFile[], canFetch = true): Catalog {
  const catalog = new Catalog();
  Object.assign(catalog, { files, canFetch, status: 'ready' });
  catalog.loaded = () => Promise.resolve();
  return catalog;
}
