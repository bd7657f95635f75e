import { expect, it } from 'vitest';
import { FrameImporter, type FrameImportMode } from '#gpu/frame-importer.ts';
import { probeFrameImport } from '#gpu/frame-import-probe.ts';
import { maxDifference, readPixels, testGpu, testPicture } from './fixture.ts';

/** RGB sources pass unchanged; one step for rounding between the browser's and the GPU's conversion. */
const TOLERANCE = 1;

function frameOf(width: number, height: number): VideoFrame {
  const image = testPicture(width, height);
  return new VideoFrame(image.data, { format: 'RGBA', codedWidth: width, codedHeight: height, timestamp: 0 });
}

it('finds a way that works on this adapter', async () => {
  const { device } = await testGpu();
  const mode = await probeFrameImport(device);
  console.info(`frame import: ${mode}`);
  expect(mode).toBe('external-texture');
});

const modes: FrameImportMode[] = ['external-texture', 'copy-external-image', 'write-texture'];
it.each(modes)('brings frames and bitmaps of any size over by %s', async (mode) => {
  const { device } = await testGpu();
  const importer = new FrameImporter(device, mode);
  for (const [width, height] of [
    [640, 480],
    [1280, 720],
    [61, 35],
  ] as const) {
    const frame = frameOf(width, height);
    const bitmap = await createImageBitmap(frame);
    for (const source of [frame, bitmap]) {
      const encoder = device.createCommandEncoder();
      const texture = await importer.import(encoder, source);
      device.queue.submit([encoder.finish()]);
      source.close();
      expect([texture.width, texture.height]).toEqual([width, height]);
      const pixels = await readPixels(device, texture);
      expect(maxDifference(pixels, testPicture(width, height).data)).toBeLessThanOrEqual(TOLERANCE);
    }
  }
  importer.dispose();
});

it.each(modes)('shows frames whose pixels are not square at their display size by %s', async (mode) => {
  const { device } = await testGpu();
  const data = new Uint8Array(32 * 32 * 4).fill(200);
  const frame = new VideoFrame(data, {
    format: 'RGBX',
    codedWidth: 32,
    codedHeight: 32,
    displayWidth: 64,
    displayHeight: 32,
    timestamp: 0,
  });
  const importer = new FrameImporter(device, mode);
  const encoder = device.createCommandEncoder();
  const texture = await importer.import(encoder, frame);
  device.queue.submit([encoder.finish()]);
  frame.close();
  expect([texture.width, texture.height]).toEqual([64, 32]);
  const pixels = await readPixels(device, texture);
  expect(
    maxDifference(
      pixels.filter((_, i) => i % 4 < 3),
      new Uint8Array(64 * 32 * 3).fill(200),
    ),
  ).toBeLessThanOrEqual(2);
  importer.dispose();
});
