import type { Look } from '#core/look.ts';
import { formatShare } from '../../text/format.ts';

export type RangeKey = 'opacity' | 'blurRadiusPx' | 'smoothing' | 'scoreThreshold' | 'iouThreshold';

interface Range {
  label: string;
  min: number;
  max: number;
  step: number;
  format: (value: number) => string;
}

/** Limits as core/look.ts states them. */
export const ranges: Record<RangeKey & keyof Look, Range> = {
  opacity: { label: 'Opacity', min: 0, max: 1, step: 0.05, format: formatShare },
  blurRadiusPx: { label: 'Blur', min: 1, max: 40, step: 1, format: (value) => `${value} px` },
  smoothing: {
    label: 'Smoothing over time',
    min: 0,
    max: 0.95,
    step: 0.05,
    format: (value) => (value === 0 ? 'off' : formatShare(value)),
  },
  scoreThreshold: { label: 'Least score shown', min: 0.05, max: 0.95, step: 0.05, format: formatShare },
  iouThreshold: {
    label: 'Overlap that counts as one object',
    min: 0.1,
    max: 0.9,
    step: 0.05,
    format: formatShare,
  },
};
