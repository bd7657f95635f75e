import { msg } from '@lit/localize';
import type { Look } from '#core/look.ts';
import { formatShare } from '../../text/format.ts';

export type RangeKey =
  'opacity' | 'blurRadiusPx' | 'lightWrap' | 'smoothing' | 'scoreThreshold' | 'iouThreshold';

interface Range {
  label: () => string;
  tip: () => string;
  min: number;
  max: number;
  step: number;
  format: (value: number) => string;
}

/** Limits as core/look.ts states them. */
export const ranges: Record<RangeKey & keyof Look, Range> = {
  opacity: {
    label: () => msg('Opacity'),
    tip: () => msg('How strongly the colours cover the picture.'),
    min: 0,
    max: 1,
    step: 0.05,
    format: formatShare,
  },
  blurRadiusPx: {
    label: () => msg('Blur'),
    tip: () => msg('How far the background is blurred.'),
    min: 1,
    max: 40,
    step: 1,
    format: (value) => `${value} px`,
  },
  lightWrap: {
    label: () => msg('Light from behind'),
    tip: () =>
      msg(
        'How much light of the new background falls onto the person’s edge, so that the two look like one picture.',
      ),
    min: 0,
    max: 1,
    step: 0.05,
    format: (value) => (value === 0 ? msg('off') : formatShare(value)),
  },
  smoothing: {
    label: () => msg('Smoothing over time'),
    tip: () => msg('Steadies the result against flicker; fast movements lag a little.'),
    min: 0,
    max: 0.95,
    step: 0.05,
    format: (value) => (value === 0 ? msg('off') : formatShare(value)),
  },
  scoreThreshold: {
    label: () => msg('Least score shown'),
    tip: () => msg('Hides what the model is less sure of.'),
    min: 0.05,
    max: 0.95,
    step: 0.05,
    format: formatShare,
  },
  iouThreshold: {
    label: () => msg('Overlap that counts as one object'),
    tip: () => msg('A lower one joins more boxes into one.'),
    min: 0.1,
    max: 0.9,
    step: 0.05,
    format: formatShare,
  },
};
