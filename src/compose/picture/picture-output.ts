import { VitrineError } from '#core/errors/vitrine-error.ts';
import { pictureLayout } from '#core/picture-paint.ts';
import type { ComposerModel } from '../composer.ts';
import { singleOutput } from '../single-output.ts';

/** The model's picture: where its values lie and how many there are. */
export function pictureOutput(model: ComposerModel) {
  const { spec, channels, width, height } = singleOutput(model, 'picture');
  if (channels !== 3) {
    throw new VitrineError('bad-shape', `output "${spec.name}" must have 3 channels, got ${channels}`);
  }
  const size = { width, height };
  return { name: spec.name, ...size, layout: pictureLayout(spec.layout, size), values: 3 * width * height };
}
