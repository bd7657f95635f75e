/** Accuracy that was recorded for a cell's model (models/<family>/accuracy.json): on labelled data, not in this run. */
import { accuracyOf, type MeasuredAccuracy } from '#models/accuracy.ts';
import type { Cell } from './cells.ts';
import type { Recorded } from './report.ts';

/** Undefined where nothing was recorded of that variant at the cell's size and precision. */
export async function recordedOf({ model, variant, size, precision }: Cell): Promise<Recorded | undefined> {
  const own = `${size.width}×${size.height}`;
  const fitting = (await accuracyOf(model, variant)).filter(
    (one) => one.precision === precision && (one.size === own || one.size === 'own'),
  );
  const [best] = fitting.sort((a, b) => Number(isPack(a)) - Number(isPack(b)) || b.pictures - a.pictures);
  const figure = best?.figures[0];
  return best && figure && { data: best.data, pictures: best.pictures, size: best.size, figure };
}

/** Rendered pictures compare versions; photographs say more of a model. */
const isPack = ({ data }: MeasuredAccuracy): boolean => data === 'pack';
