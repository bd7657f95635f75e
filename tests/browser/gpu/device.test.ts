import { expect, it } from 'vitest';
import { GpuTimer } from '#gpu/gpu-timer.ts';
import { DrawFramePass } from '#gpu/passes/draw-frame/draw-frame.ts';
import { mirrorRows } from '#core/mirror-rows.ts';
import { maxDifference, readPixels, submit, targetOf, testGpu, testPicture, textureOf } from './fixture.ts';

it('calls SwiftShader a software adapter', async () => {
  const { adapter } = await testGpu();
  expect(adapter.software).toBe(true);
});

it('counts live buffers and textures with their bytes, ended by destroy', async () => {
  const { device, ledger } = await testGpu();
  const before = ledger.counts();
  const buffer = device.createBuffer({ size: 1000, usage: GPUBufferUsage.STORAGE });
  const usage = GPUTextureUsage.TEXTURE_BINDING;
  const textures = (['rgba8unorm', 'r32float', 'rgba16float'] as const).map((format) =>
    device.createTexture({ size: [5, 3, 2], format, usage }),
  );
  const during = ledger.counts();
  expect(during.gpuBuffers - before.gpuBuffers).toBe(1);
  expect(during.gpuBufferBytes - before.gpuBufferBytes).toBe(1000);
  expect(during.gpuTextures - before.gpuTextures).toBe(3);
  expect(during.gpuTextureBytes - before.gpuTextureBytes).toBe(30 * (4 + 4 + 8));
  buffer.destroy();
  for (const texture of textures) texture.destroy();
  buffer.destroy();
  expect(ledger.counts()).toEqual(before);
});

it('measures GPU time without waiting, where the adapter has timestamps', async () => {
  const { device, adapter } = await testGpu();
  const timer = new GpuTimer(device);
  const target = targetOf(device, 640, 480);
  const frame = textureOf(device, testPicture(640, 480));
  const pass = new DrawFramePass(device, 'rgba8unorm');
  for (let i = 0; i < 10; i++) {
    submit(device, (encoder) => {
      timer.start(encoder);
      pass.encode(encoder, frame, target.createView(), false);
      timer.end(encoder);
    });
    timer.afterSubmit();
  }
  await device.queue.onSubmittedWorkDone();
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (adapter.timestampQuery) expect(timer.lastMs).toBeGreaterThan(0);
  else expect(timer.lastMs).toBeUndefined();
  timer.dispose();
});

it.each([
  [640, 480],
  [1280, 720],
  [63, 65],
])('draws the bare frame of %i x %i as it is, or mirrored', async (width, height) => {
  const { device } = await testGpu();
  const image = testPicture(width, height);
  const frame = textureOf(device, image);
  const target = targetOf(device, width, height);
  const pass = new DrawFramePass(device, 'rgba8unorm');
  submit(device, (encoder) => pass.encode(encoder, frame, target.createView(), false));
  // One step: a sampler's weights have 8 bits, and uv is interpolated.
  expect(maxDifference(await readPixels(device, target), image.data)).toBeLessThanOrEqual(1);
  submit(device, (encoder) => pass.encode(encoder, frame, target.createView(), true));
  mirrorRows(image);
  expect(maxDifference(await readPixels(device, target), image.data)).toBeLessThanOrEqual(1);
});
