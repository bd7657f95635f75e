import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Logits } from '#core/label-decode.ts';
import type { ComposerModel } from '../composer.ts';
import { singleOutput } from '../single-output.ts';

/** The model's scores without their data, and the name of the output that has them. */
export function classLogits(model: ComposerModel): Omit<Logits, 'data'> & { name: string } {
  const { spec, channels, width, height } = singleOutput(model, 'class-logits');
  if (channels !== spec.classes) {
    const message = `output "${spec.name}" must have ${spec.classes} channels, got ${channels}`;
    throw new VitrineError('bad-shape', message);
  }
  return { name: spec.name, classes: spec.classes, layout: spec.layout, width, height };
}

/** Each class's part of all pixels, 0..1. */
export function sharesOf(counts: Uint32Array): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Array.from(counts, (count) => (total > 0 ? count / total : 0));
}
