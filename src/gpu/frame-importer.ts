import type { Size } from '#core/geometry.ts';
import { ImportFramePass } from './passes/import-frame/import-frame.ts';

/** How VideoFrames reach the GPU, best first; `probeFrameImport` finds the best that works. */
export type FrameImportMode = 'external-texture' | 'copy-external-image' | 'write-texture';

/** A frame's size as shown: what a VideoFrame calls display size, not its coded size. */
export function frameSize(frame: VideoFrame | ImageBitmap): Size {
  if (frame instanceof VideoFrame) return { width: frame.displayWidth, height: frame.displayHeight };
  return { width: frame.width, height: frame.height };
}

/** Brings frames into one rgba8unorm texture, made anew only when the frame's size changes. */
export class FrameImporter {
  readonly #device: GPUDevice;
  readonly #mode: FrameImportMode;
  readonly #pass: ImportFramePass | undefined;
  #texture: GPUTexture | undefined;
  #bytes = new Uint8Array(0);

  constructor(device: GPUDevice, mode: FrameImportMode) {
    this.#device = device;
    this.#mode = mode;
    if (mode === 'external-texture') this.#pass = new ImportFramePass(device);
  }

  /**
   * The frame as a texture that commands of `encoder` from here on may read; borrowed until the next call.
   * Submit `encoder` before closing `frame`. A further call before that submit would overwrite the texture.
   */
  async import(encoder: GPUCommandEncoder, frame: VideoFrame | ImageBitmap): Promise<GPUTexture> {
    const texture = this.#textureFor(frameSize(frame));
    // ImageBitmaps are not external textures anywhere; copying them works everywhere.
    if (!(frame instanceof VideoFrame) || this.#mode === 'copy-external-image') {
      this.#device.queue.copyExternalImageToTexture(
        { source: frame },
        { texture, premultipliedAlpha: true },
        frameSize(frame),
      );
    } else if (this.#pass) {
      this.#pass.encode(encoder, frame, texture.createView());
    } else {
      await this.#write(frame, texture);
    }
    return texture;
  }

  async #write(frame: VideoFrame, texture: GPUTexture): Promise<void> {
    // copyTo does not scale: where pixels are not square a bitmap of the shown size does.
    if (frame.visibleRect?.width !== texture.width || frame.visibleRect.height !== texture.height) {
      const { width, height } = texture;
      const bitmap = await createImageBitmap(frame, { resizeWidth: width, resizeHeight: height });
      try {
        this.#device.queue.copyExternalImageToTexture({ source: bitmap }, { texture }, { width, height });
      } finally {
        bitmap.close();
      }
      return;
    }
    const size = texture.width * texture.height * 4;
    if (this.#bytes.length !== size) this.#bytes = new Uint8Array(size);
    await frame.copyTo(this.#bytes, { format: 'RGBA', layout: [{ offset: 0, stride: texture.width * 4 }] });
    const layout = { bytesPerRow: texture.width * 4 };
    this.#device.queue.writeTexture({ texture }, this.#bytes, layout, {
      width: texture.width,
      height: texture.height,
    });
  }

  #textureFor({ width, height }: Size): GPUTexture {
    const known = this.#texture;
    if (known?.width === width && known.height === height) return known;
    known?.destroy();
    this.#texture = this.#device.createTexture({
      label: `frame ${width}x${height}`,
      size: [width, height],
      format: 'rgba8unorm',
      usage:
        GPUTextureUsage.TEXTURE_BINDING |
        GPUTextureUsage.RENDER_ATTACHMENT |
        GPUTextureUsage.COPY_DST |
        GPUTextureUsage.COPY_SRC,
    });
    return this.#texture;
  }

  dispose(): void {
    this.#texture?.destroy();
    this.#texture = undefined;
  }
}
