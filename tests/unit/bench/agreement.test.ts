import { describe, expect, it } from 'vitest';
import { compareOutputs, type Output } from '#bench/agreement.ts';
import { orderOf, slowerBefore, largestHeld } from '#bench/order.ts';
import { someReport } from '#tests/helpers/bench-reports.ts';

const output = (...values: number[]): Output[] => [
  { name: 'out', shape: [1, values.length], data: Float32Array.from(values) },
];
const onWasm = { engine: 'ort-wasm', precision: 'fp32' } as const;

describe('agreement', () => {
  it('is the difference as a part of the range of the reference', () => {
    const agreement = compareOutputs(onWasm, output(0, 5, 10.001), output(0, 5, 10));
    expect(agreement).toMatchObject({ judged: 'worst', agrees: true });
    expect(agreement!.worst).toBeCloseTo(1e-4, 6);
    expect(compareOutputs(onWasm, output(0, 5, 10.1), output(0, 5, 10))?.agrees).toBe(false);
  });

  it('judges half precision by its mean', () => {
    const values = Array.from({ length: 100 }, (_, i) => i);
    const half = { engine: 'ort-webgpu', precision: 'fp16' } as const;
    const agreement = compareOutputs(half, output(...values.with(50, 90)), output(...values));
    expect(agreement).toMatchObject({ judged: 'mean', agrees: true });
  });

  it('takes NaN for a departure, whatever else agrees, and writes it as a number', () => {
    const agreement = compareOutputs(onWasm, output(0, NaN, 10), output(0, 5, 10));
    expect(agreement?.agrees).toBe(false);
    expect(Number.isFinite(agreement!.worst)).toBe(true);
  });

  it('compares nothing of other shapes or names', () => {
    expect(compareOutputs(onWasm, output(0, 1), output(0, 1, 2))).toBeUndefined();
    expect(compareOutputs(onWasm, [], output(0, 1, 2))).toBeUndefined();
  });
});

describe('the order of a plan that holds a frame rate', () => {
  const { plan, results } = someReport(60);
  const cells = results.map(({ cell }) => cell);
  const holding = { ...plan, holdFps: 30 };

  it('brings small sizes of each series first, and is drawn for the rest', () => {
    const order = orderOf(cells, holding, 4);
    expect(order).not.toEqual(orderOf(cells, holding, 5));
    for (const [i, cell] of order.entries()) {
      const later = order.slice(i + 1);
      const smaller = later.filter(
        (other) =>
          other.model === cell.model && other.engine === cell.engine && other.size.width < cell.size.width,
      );
      expect(smaller).toEqual([]);
    }
  });

  it('leaves out what a smaller size lost already, and names the largest that holds', () => {
    const slow = results.find(({ inference }) => inference!.median > 1000 / 30)!;
    const larger = { ...slow.cell, size: { width: 4096, height: 4096 } };
    expect(slowerBefore(larger, holding, results)).toBeDefined();
    expect(slowerBefore(larger, plan, results)).toBeUndefined();
    for (const { inference } of largestHeld(results, 30))
      expect(inference!.median).toBeLessThanOrEqual(1000 / 30);
  });
});
