import type { OutputSpec } from '#core/io-spec.ts';
import type { ClassLabel } from '#core/labels.ts';

/** What ImageNet's classifiers have in common. Of the usual evaluation, which cuts out the middle, only the size is kept. */
export const imagenetClasses = {
  outputs: [{ meaning: 'class-scores', name: 'logits', classes: 1000, activation: 'softmax' }],
  labels: [],
  loadLabels: async () => (await import('#core/label-sets/imagenet-1000.ts')).imagenet1000,
} as const satisfies {
  outputs: readonly OutputSpec[];
  labels: readonly ClassLabel[];
  loadLabels: () => Promise<readonly ClassLabel[]>;
};

export const imagenetTraining = {
  trainedOn: 'ImageNet, 1000 classes',
  sizes: [
    { width: 224, height: 224 },
    { width: 160, height: 160 },
  ],
} as const;

/** What every licence of these says of the data. */
export const imagenetData =
  'ImageNet is for non-commercial research and education; its images belong to others.';

/** A published accuracy on ImageNet's validation set. */
export const top1 = (percent: string, source: string, conditions = 'ImageNet val, 224×224') =>
  [{ what: 'Top-1', value: `${percent} %`, conditions, source }] as const;
