/** Small models as the bench finds them: their bytes at addresses of their own, so that no server need know them. */
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelIndex } from '#session/model-catalog.api.ts';
import { tinyModel, type TinyModel } from './tiny-model.ts';

/** An index of tiny counting networks of these sides. */
export async function tinyIndex(sides: readonly number[]): Promise<ModelIndex> {
  const models = await Promise.all(sides.map((side) => tinyModel('mcnn', { side, width: 16, layers: 4 })));
  return { version: 1, files: models.map(atOwnAddress) };
}

export function atOwnAddress({ file, bytes }: TinyModel): ModelFile {
  return { ...file, file: URL.createObjectURL(new Blob([bytes])) };
}
