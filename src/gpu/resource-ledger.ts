/** Live GPU objects made on one device, ours and onnxruntime's alike: how many, and how many bytes. */
export interface GpuResourceCounts {
  gpuBuffers: number;
  gpuBufferBytes: number;
  gpuTextures: number;
  gpuTextureBytes: number;
}

type Counted = { size: number; kind: 'buffer' | 'texture' };

/**
 * Counts buffers and textures from creation until `destroy()` or garbage collection, by shadowing createBuffer and
 * createTexture on this one device object (prototypes stay untouched). onnxruntime calls the same object's methods,
 * and often drops buffers without destroying them: a FinalizationRegistry sees those.
 */
export class ResourceLedger {
  readonly #live = new Map<number, Counted>();
  readonly #collected = new FinalizationRegistry<number>((id) => this.#live.delete(id));
  #nextId = 0;

  constructor(device: GPUDevice) {
    const createBuffer = device.createBuffer.bind(device);
    const createTexture = device.createTexture.bind(device);
    device.createBuffer = (descriptor) =>
      this.#track(createBuffer(descriptor), { size: descriptor.size, kind: 'buffer' });
    device.createTexture = (descriptor) => {
      const texture = createTexture(descriptor);
      return this.#track(texture, { size: textureBytes(texture), kind: 'texture' });
    };
  }

  counts(): GpuResourceCounts {
    const counts = { gpuBuffers: 0, gpuBufferBytes: 0, gpuTextures: 0, gpuTextureBytes: 0 };
    for (const { size, kind } of this.#live.values()) {
      if (kind === 'buffer') {
        counts.gpuBuffers++;
        counts.gpuBufferBytes += size;
      } else {
        counts.gpuTextures++;
        counts.gpuTextureBytes += size;
      }
    }
    return counts;
  }

  #track<T extends GPUBuffer | GPUTexture>(resource: T, counted: Counted): T {
    const id = this.#nextId++;
    const destroy = resource.destroy.bind(resource);
    this.#live.set(id, counted);
    this.#collected.register(resource, id);
    resource.destroy = (): undefined => {
      this.#live.delete(id);
      destroy();
    };
    return resource;
  }
}

/** Bytes of all texels of an uncompressed colour texture; 4 a texel for packed formats. */
function textureBytes(texture: GPUTexture): number {
  const [, channels = 'rgba', bits = '8'] = /^(rgba|bgra|rg|r)(8|16|32)/.exec(texture.format) ?? [];
  const texelBytes = (channels.length * Number(bits)) / 8;
  let texels = 0;
  for (let level = 0; level < texture.mipLevelCount; level++) {
    texels += Math.max(1, texture.width >> level) * Math.max(1, texture.height >> level);
  }
  return texels * texture.depthOrArrayLayers * texelBytes * texture.sampleCount;
}
