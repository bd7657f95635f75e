import type { ComposerModel } from '#compose/composer.ts';
import type { BoxDecoder } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { InputSpec, ModelFile } from '#core/io-spec.ts';
import { decodePlainBoxes } from '#core/plain-box-decoder.ts';
import type { ResultKind } from '#core/result.ts';
import { loadDecoder } from '#models/loaders.ts';
import type { ModelManifest } from '#models/manifest.ts';
import { loadLabelsOf, manifestOf } from '#models/registry.ts';

/** What the pipeline must know of a file: how frames go in and what comes out. */
export interface ModelSpec {
  kind: ResultKind;
  input: InputSpec;
  composer: ComposerModel;
}

/** The manifest's words about `file`, with the variant's overrides. `own`: that of a model a person brought. */
export async function modelSpecOf(file: ModelFile, own?: ModelManifest): Promise<ModelSpec> {
  const manifest = own ?? manifestOf(file.model);
  const variant = manifest?.variants.find(({ id }) => id === file.variant);
  if (!manifest || !variant) {
    throw new VitrineError('model-missing', `No model here is called ${file.model}/${file.variant}.`);
  }
  const shapes = new Map(file.outputs.map(({ name, shape }) => [name, shape]));
  const outputs = variant.outputs ?? manifest.outputs;
  const missing = outputs.filter(({ name }) => !shapes.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new VitrineError(
      'bad-shape',
      `${file.file} lacks the outputs ${missing.join(', ')} of its manifest.`,
    );
  }
  return {
    kind: manifest.kind,
    input: variant.input ?? manifest.input,
    composer: {
      outputs,
      shapes,
      labels: await loadLabelsOf(manifest, variant),
      nms: manifest.nms ?? 'none',
      decode: manifest.kind === 'boxes' ? await decoderOf(manifest, own !== undefined) : undefined,
    },
  };
}

/** The family's decode.ts, by its own names; a model that a person described has its boxes in plain form. */
async function decoderOf(manifest: ModelManifest, isOwn: boolean): Promise<BoxDecoder> {
  if (!isOwn) return loadDecoder(manifest.id);
  return manifest.decoder === undefined ? decodePlainBoxes : loadDecoder(manifest.decoder);
}
