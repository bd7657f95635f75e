import { expect, test } from 'vitest';
import type { Size } from '#core/geometry.ts';
import { exportUntrained } from '#export/export-model.ts';
import { program } from '#models/sviptr/network.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

async function logitsOf(image: Float32Array, size: Size, band: boolean): Promise<Float32Array> {
  const { bytes } = exportUntrained({ program, size, precision: 'fp32', config: { classes: 37, band } });
  const shape = [1, 3, size.height, size.width];
  return (await runOnnx(bytes, { image: { shape, data: image } }))['logits']!.data;
}

test('SVIPTR on a frame reads what it reads on the middle third, each pixel the mean of nine', async () => {
  const [frame, crop] = [
    { width: 72, height: 144 },
    { width: 24, height: 16 },
  ];
  const at = (channel: number, y: number, x: number) =>
    Math.sin(channel + x / 3) * Math.cos(y / 5) + 0.3 * Math.sin(x * y);
  const image = new Float32Array(3 * 72 * 144);
  const middle = new Float32Array(3 * 24 * 16);
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < 144; y++) {
      for (let x = 0; x < 72; x++) image[(channel * 144 + y) * 72 + x] = at(channel, y, x);
    }
    for (let y = 0; y < 16; y++) {
      for (let x = 0; x < 24; x++) {
        let sum = 0;
        for (let i = 0; i < 9; i++) sum += at(channel, 48 + 3 * y + Math.floor(i / 3), 3 * x + (i % 3));
        middle[(channel * 16 + y) * 24 + x] = sum / 9;
      }
    }
  }
  const [found, wanted] = [await logitsOf(image, frame, true), await logitsOf(middle, crop, false)];
  expect(found).toHaveLength(6 * 37);
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 3));
}, 60_000);
