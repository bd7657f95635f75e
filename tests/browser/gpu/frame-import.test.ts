import { expect, it } from 'vitest';
import { FrameImporter, type FrameImportMode } from '#gpu/frame-importer.ts';
import { frameImportFailure, probeFrameImport } from '#gpu/frame-import-probe.ts';
import { maxDifference, readPixels, testGpu, testPicture } from './fixture.ts';

/** RGB sources pass unchanged; one step for rounding between the browser's and the GPU's conversion. */
const TOLERANCE = 1;

function frameOf(width: number, height: number): VideoFrame {
  const image = testPicture(width, height);
  return new VideoFrame(image.data, { format: 'RGBA', codedWidth: width, codedHeight: height, timestamp: 0 });
}

const modes: FrameImportMode[] = ['external-texture', 'copy-external-image', 'write-texture'];

it('finds the best way that works on this adapter', async () => {
  const { device } = await testGpu();
  const mode = await probeFrameImport(device);
  console.info(`frame import: ${mode}`);
  for (const better of modes.slice(0, modes.indexOf(mode))) {
    expect(await frameImportFailure(device, better)).toBeDefined();
  }
  // Chromium has them all; Firefox 153 has VideoFrames but takes them neither as external nor as copied textures.
  expect(mode).toBe(navigator.userAgent.includes('Firefox') ? 'write-texture' : 'external-texture');
});

/** Ways that this browser lacks are shown as skipped, with its reason. */
async function importerFor(mode: FrameImportMode, skip: (reason: string) => void): Promise<FrameImporter> {
  const { device } = await testGpu();
  const failure = await frameImportFailure(device, mode);
  if (failure !== undefined) skip(failure);
  return new FrameImporter(device, mode);
}

it.for(modes)('brings frames and bitmaps of any size over by %s', async (mode, { skip }) => {
  const importer = await importerFor(mode, skip);
  const { device } = await testGpu();
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

it.for(modes)(
  'shows frames whose pixels are not square at their display size by %s',
  async (mode, { skip }) => {
    const importer = await importerFor(mode, skip);
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
  },
);
