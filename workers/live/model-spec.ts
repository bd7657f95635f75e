import type { ComposerModel } from '#compose/composer.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { InputSpec, ModelFile } from '#core/io-spec.ts';
import type { ResultKind } from '#core/result.ts';
import { loadDecoder } from '#models/loaders.ts';
import { manifestOf } from '#models/registry.ts';

/** What the pipeline must know of a file: how frames go in and what comes out. */
export interface ModelSpec {
  kind: ResultKind;
  input: InputSpec;
  composer: ComposerModel;
}

/** The manifest's words about `file`, with the variant's overrides. */
export async function modelSpecOf(file: ModelFile): Promise<ModelSpec> {
  const manifest = manifestOf(file.model);
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
      labels: variant.labels ?? manifest.labels,
      nms: manifest.nms ?? 'none',
      decode: manifest.kind === 'boxes' ? await loadDecoder(manifest.id) : undefined,
    },
  };
}
