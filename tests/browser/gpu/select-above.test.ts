import { expect, it } from 'vitest';
import { selectAbove } from '#core/select-above.ts';
import { SelectAbovePass } from '#gpu/passes/select-above/select-above.ts';
import { ReadbackRing } from '#gpu/readback-ring.ts';
import { bufferOf, noiseFloats, submit, testGpu } from './fixture.ts';

async function selectOnGpu(data: Float32Array, threshold: number, cap: number) {
  const { device } = await testGpu();
  const tensor = bufferOf(device, data);
  const pass = new SelectAbovePass(device, data.length, cap);
  const ring = new ReadbackRing(device, 'test', pass.readbackBytes);
  submit(device, (encoder) => {
    pass.encode(encoder, tensor, threshold);
    ring.encode(encoder, pass.sources);
  });
  let entries: [number, number][] = [];
  ring.afterSubmit((bytes) => {
    const { indices, values } = pass.view(bytes, 0, [data.length]);
    entries = [...indices].map((index, i) => [index, values[i]!]);
  });
  await ring.settled();
  for (const resource of [pass, ring]) resource.dispose();
  tensor.destroy();
  return entries.sort(([a], [b]) => a - b);
}

// Both sides of the workgroup of 64, and CenterNet's 80 x 128 x 128 heat map.
it.each([1, 63, 64, 65, 127, 1000, 80 * 128 * 128])('equals its CPU twin on %i entries', async (count) => {
  const data = noiseFloats(count, 0, 1, count);
  data[0] = NaN;
  const threshold = count > 1000 ? 0.9999 : 0.5;
  const { indices, values } = selectAbove({ shape: [count], data }, threshold, 4096);
  expect(await selectOnGpu(data, threshold, 4096)).toEqual(
    [...indices].map((index, i) => [index, values[i]]),
  );
});

it('keeps no more than the cap, each of them above the threshold', async () => {
  const data = noiseFloats(5000, 0, 1);
  const entries = await selectOnGpu(data, 0.2, 100);
  expect(new Set(entries.map(([index]) => index)).size).toBe(100);
  for (const [index, value] of entries) {
    expect(value).toBe(data[index]);
    expect(value).toBeGreaterThan(0.2);
  }
});

it('finds nothing where nothing passes: a value at the threshold does not', async () => {
  expect(await selectOnGpu(new Float32Array(100).fill(0.5), 0.5, 10)).toEqual([]);
});
