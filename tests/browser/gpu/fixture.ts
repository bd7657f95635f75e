/** A device for the tests of this folder and ways to bring arrays to it and back. */
import { requestGpu, type Gpu } from '#gpu/device.ts';
import type { Picture } from '#core/picture.ts';
import type { RgbaImage } from '#core/preprocess.ts';

let shared: Promise<Gpu> | undefined;

/** One device for all tests of a file: software adapters are slow to start. */
export function testGpu(): Promise<Gpu> {
  shared ??= requestGpu().then((gpu) => {
    const { vendor, architecture, description, software } = gpu.adapter;
    console.info(`adapter: ${[vendor, architecture, description].join(' ')}, software: ${software}`);
    gpu.device.addEventListener('uncapturederror', ({ error }) => {
      throw new Error(error.message);
    });
    return gpu;
  });
  return shared;
}

/** Deterministic bytes without structure (xorshift32). */
export function noiseBytes(count: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(count);
  let state = seed * 2654435761 || 1;
  for (let i = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** Noise in [low, high), f32. */
export function noiseFloats(count: number, low: number, high: number, seed = 1): Float32Array {
  const bytes = noiseBytes(count * 2, seed);
  return Float32Array.from(
    { length: count },
    (_, i) => low + ((high - low) * (bytes[i * 2]! * 256 + bytes[i * 2 + 1]!)) / 65536,
  );
}

/** A picture with smooth parts and hard edges, opaque. */
export function testPicture(width: number, height: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  const noise = noiseBytes(width * height, 7);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const isInside = (x / width - 0.5) ** 2 + (y / height - 0.5) ** 2 < 0.1;
    data[i * 4] = isInside ? 210 : (x * 200) / width;
    data[i * 4 + 1] = isInside ? 120 + noise[i]! / 16 : (y * 200) / height;
    data[i * 4 + 2] = isInside ? 60 : 90 + noise[i]! / 4;
    data[i * 4 + 3] = 255;
  }
  return { width, height, data };
}

export function textureOf(device: GPUDevice, image: RgbaImage): GPUTexture {
  const { width, height } = image;
  const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
  const texture = device.createTexture({ label: 'test', size: [width, height], format: 'rgba8unorm', usage });
  const bytes = new Uint8Array(image.data);
  device.queue.writeTexture({ texture }, bytes, { bytesPerRow: width * 4 }, { width, height });
  return texture;
}

export function bufferOf(device: GPUDevice, data: Float32Array | Uint32Array | number): GPUBuffer {
  const size = typeof data === 'number' ? data * 4 : data.byteLength;
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ label: 'test', size, usage });
  if (typeof data !== 'number')
    device.queue.writeBuffer(buffer, 0, new Float32Array(data.buffer as ArrayBuffer));
  return buffer;
}

/** Runs `encode` in one submit. */
export function submit(device: GPUDevice, encode: (encoder: GPUCommandEncoder) => void): void {
  const encoder = device.createCommandEncoder({ label: 'test' });
  encode(encoder);
  device.queue.submit([encoder.finish()]);
}

export async function readFloats(device: GPUDevice, buffer: GPUBuffer): Promise<Float32Array> {
  return new Float32Array(
    await readBytes(device, buffer.size, (encoder, target) =>
      encoder.copyBufferToBuffer(buffer, 0, target, 0, buffer.size),
    ),
  );
}

/** An rgba8unorm texture to draw to. */
export function targetOf(device: GPUDevice, width: number, height: number): GPUTexture {
  const usage =
    GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC | GPUTextureUsage.TEXTURE_BINDING;
  return device.createTexture({ label: 'test target', size: [width, height], format: 'rgba8unorm', usage });
}

/** The bytes R G B A of an rgba8unorm texture, rows packed. */
export async function readPixels(device: GPUDevice, texture: GPUTexture): Promise<Uint8Array> {
  const { width, height } = texture;
  const bytesPerRow = Math.ceil((width * 4) / 256) * 256;
  const padded = new Uint8Array(
    await readBytes(device, bytesPerRow * height, (encoder, buffer) =>
      encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow }, { width, height }),
    ),
  );
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    pixels.set(padded.subarray(y * bytesPerRow, y * bytesPerRow + width * 4), y * width * 4);
  }
  return pixels;
}

async function readBytes(
  device: GPUDevice,
  size: number,
  copy: (encoder: GPUCommandEncoder, target: GPUBuffer) => void,
): Promise<ArrayBuffer> {
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = device.createBuffer({ label: 'test read-back', size, usage });
  submit(device, (encoder) => copy(encoder, staging));
  await staging.mapAsync(GPUMapMode.READ);
  const bytes = staging.getMappedRange().slice(0);
  staging.destroy();
  return bytes;
}

/** The largest difference between two lists of numbers. */
export function maxDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`lengths differ: ${a.length} and ${b.length}`);
  let max = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    // NaN must not slip through a comparison.
    if (!(difference <= max)) max = difference;
  }
  return max;
}
