import { expect, it } from 'vitest';
import { mirrorRows } from '#core/mirror-rows.ts';
import { selectAbove } from '#core/select-above.ts';

const tensor = { shape: [2, 3], data: Float32Array.of(0.1, 0.9, NaN, 0.5, 0.7, -1) };

it('lists the entries above the threshold with their flat indices', () => {
  const { indices, values, shape } = selectAbove(tensor, 0.5, 10);
  expect([...indices]).toEqual([1, 4]);
  expect([...values]).toEqual([...Float32Array.of(0.9, 0.7)]);
  expect(shape).toEqual([2, 3]);
});

it('keeps no more than the cap', () => {
  expect(selectAbove(tensor, 0, 2).indices).toHaveLength(2);
});

it('mirrors each row, and twice is the picture again', () => {
  const data = Uint8ClampedArray.from({ length: 24 }, (_, i) => i);
  const before = [...data];
  const image = { width: 3, height: 2, data };
  mirrorRows(image);
  expect([...data.slice(0, 12)]).toEqual([8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3]);
  mirrorRows(image);
  expect([...data]).toEqual(before);
});
