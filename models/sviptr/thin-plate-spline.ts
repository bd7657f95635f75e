/** The thin-plate spline's constants, in double precision: where each pixel of the straight picture comes from. */

/** Control points, half of them along each edge. */
export const POINTS = 20;

/** Distance of the control points from the border of the straight picture, as a share of its sides. */
const MARGIN = 0.05;

type Point = readonly [x: number, y: number];

const targets: readonly Point[] = Array.from({ length: POINTS }, (_, i) => {
  const perEdge = POINTS / 2;
  const x = MARGIN + ((1 - 2 * MARGIN) * (i % perEdge)) / (perEdge - 1);
  return [x, i < perEdge ? MARGIN : 1 - MARGIN];
});

/** r² · log r, with r from its square. */
function radial([ax, ay]: Point, [bx, by]: Point): number {
  const square = (ax - bx) ** 2 + (ay - by) ** 2;
  return square === 0 ? 0 : 0.5 * square * Math.log(square);
}

/** [height · width, POINTS]: the shares of the control points' places in each pixel's. */
export function splineWeights(height: number, width: number): Float32Array {
  const inverse = inverted(kernelMatrix());
  const weights = new Float32Array(height * width * POINTS);
  for (let i = 0; i < height * width; i++) {
    const place: Point = [(i % width) / (width - 1), Math.floor(i / width) / (height - 1)];
    const terms = [...targets.map((target) => radial(place, target)), 1, ...place];
    for (let point = 0; point < POINTS; point++) {
      weights[i * POINTS + point] = terms.reduce((sum, term, row) => sum + term * inverse[row]![point]!, 0);
    }
  }
  return weights;
}

/** The spline passes through its points (upper rows), and its bending terms cancel out (lower rows). */
function kernelMatrix(): number[][] {
  const upper = targets.map((from) => [...targets.map((to) => radial(from, to)), 1, ...from]);
  const lower = [() => 1, ([x]: Point) => x, ([, y]: Point) => y].map((term) => [
    ...targets.map(term),
    0,
    0,
    0,
  ]);
  return [...upper, ...lower];
}

/** Gauss-Jordan with pivots. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < n; column++) {
    const below = rows.slice(column).map((row) => Math.abs(row[column]!));
    const pivot = column + below.indexOf(Math.max(...below));
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const scale = rows[column]![column]!;
    rows[column] = rows[column]!.map((value) => value / scale);
    rows.forEach((row, i) => {
      const factor = row[column]!;
      if (i !== column) rows[i] = row.map((value, j) => value - factor * rows[column]![j]!);
    });
  }
  return rows.map((row) => row.slice(n));
}
