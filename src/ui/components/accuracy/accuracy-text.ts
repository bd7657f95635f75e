import { msg, str } from '@lit/localize';
import type { AccuracyFigure, MeasuredAccuracy } from '#models/accuracy.ts';

/** "mIoU 0.655", "MAE 232 people": shares with three decimals, others with three digits. */
export function figureText({ name, value, unit }: AccuracyFigure): string {
  return unit === '' ? `${name} ${value.toFixed(3)}` : `${name} ${Number(value.toPrecision(3))} ${unit}`;
}

/** The first figure and what it was measured on. */
export function accuracyText({ figures, data, pictures }: MeasuredAccuracy): string {
  const [first] = figures;
  return first ? msg(str`${figureText(first)} on ${data} (${pictures} pictures)`) : '';
}
