/** Confusion[truth][found], in pixels. */
export type Confusion = number[][];

export const emptyConfusion = (classes: number): Confusion =>
  Array.from({ length: classes }, () => new Array<number>(classes).fill(0));

/** Adds a picture's pixels; `truth` values that are no class (ignored, void) are left out. */
export function addToConfusion(
  confusion: Confusion,
  truth: ArrayLike<number>,
  found: ArrayLike<number>,
): void {
  if (truth.length !== found.length) {
    throw new TypeError(`truth has ${truth.length} pixels, the result ${found.length}`);
  }
  for (let i = 0; i < truth.length; i++) {
    const row = confusion[truth[i]!];
    if (!row) continue;
    const label = found[i]!;
    // Counting it as NaN would take the class out of the mean.
    if (!(label in row)) throw new RangeError(`the result has label ${label} of ${row.length} classes`);
    row[label]!++;
  }
}

/** Intersection over union of each class, NaN for a class that occurs neither in truth nor in the result. */
export function classIous(confusion: Confusion): number[] {
  return confusion.map((row, c) => {
    const truth = row.reduce((sum, count) => sum + count, 0);
    const found = confusion.reduce((sum, each) => sum + each[c]!, 0);
    return row[c]! / (truth + found - row[c]!);
  });
}

/** Mean IoU over the classes that occur. */
export function meanIou(confusion: Confusion): number {
  const ious = classIous(confusion).filter((value) => !Number.isNaN(value));
  return ious.reduce((sum, value) => sum + value, 0) / ious.length;
}

/** Share of the labelled pixels that have their class; NaN for no pixels. */
export function pixelAccuracy(confusion: Confusion): number {
  const total = confusion.flat().reduce((sum, count) => sum + count, 0);
  return confusion.reduce((sum, row, c) => sum + (row[c] ?? 0), 0) / total;
}
