/** Accuracy that we measured: models/<family>/accuracy.json, which `npm run eval -- … --record` writes (of brighteners `npm run bar:own-weights -- --record`) and nobody edits. */

export interface AccuracyFigure {
  /** The field's own name. */
  name: string;
  value: number;
  /** Empty for shares in 0..1. */
  unit: string;
  better: 'higher' | 'lower';
}

/** One evaluation: the figures, the most telling first, and what they hold for. */
export interface MeasuredAccuracy {
  /** The folder of labelled pictures, or `pack` for those that we render. */
  data: string;
  pictures: number;
  /** Width × height, or "own" where each picture was run at its own size. */
  size: string;
  precision: 'fp32' | 'fp16';
  figures: readonly AccuracyFigure[];
  command: string;
}

/** By variant, in the order in which they were recorded. */
export type AccuracyFile = Readonly<Record<string, readonly MeasuredAccuracy[]>>;

const files = import.meta.glob<AccuracyFile>('./*/accuracy.json', { import: 'default' });

/** Empty where nothing was measured. */
export async function accuracyOf(model: string, variant: string): Promise<readonly MeasuredAccuracy[]> {
  return (await files[`./${model}/accuracy.json`]?.())?.[variant] ?? [];
}
