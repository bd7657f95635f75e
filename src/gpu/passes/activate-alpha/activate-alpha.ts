import type { Size } from '#core/geometry.ts';
import type { MapWindow } from '#core/map-window.ts';
import { alphaStrides, type AlphaSpec } from '#core/matte.ts';
import { BESIDE, JITTER, LONE, MOVEMENT } from '#core/temporal.ts';
import { Bindings } from '../../bindings.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './activate-alpha.wgsl?raw';

const ACTIVATIONS = { none: 0, sigmoid: 1, softmax: 2 } as const;

/** Makes the matte of a network's output on the GPU. CPU twin: `activateAlpha`. */
export class ActivateAlphaPass {
  /** Cells that changed sides of a half, u32. */
  readonly changed: GPUBuffer;
  readonly #pipeline: GPUComputePipeline;
  readonly #bindings: Bindings;
  readonly #window;

  constructor(device: GPUDevice, spec: AlphaSpec, map: Size) {
    const { channelStride, pixelStride } = alphaStrides(spec, map.width * map.height);
    this.#pipeline = computePipeline(device, code, 'activate_alpha_compute', {
      CHANNELS: spec.channels,
      CHANNEL: spec.channel,
      CHANNEL_STRIDE: channelStride,
      PIXEL_STRIDE: pixelStride,
      MAP_WIDTH: map.width,
      ACTIVATION: ACTIVATIONS[spec.activation],
      JITTER,
      MOVEMENT,
      BESIDE,
      LONE,
    });
    this.#bindings = new Bindings(device, this.#pipeline);
    this.changed = device.createBuffer({
      label: 'activate-alpha changed',
      size: 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    this.#window = new Uniforms(device, 'activate-alpha', {
      left: 'u32',
      top: 'u32',
      width: 'u32',
      height: 'u32',
      weight: 'f32',
    });
  }

  /** Averages into `matte`, f32, one a cell of `window`; `weight` 0 takes the frame's own. Fills `changed`. */
  encode(
    encoder: GPUCommandEncoder,
    output: GPUBuffer,
    matte: GPUBuffer,
    window: MapWindow,
    weight: number,
  ): void {
    const { left, top, width, height } = window;
    this.#window.write({ left, top, width, height, weight });
    encoder.clearBuffer(this.changed);
    const group = this.#bindings.group(this.#window.buffer, output, matte, this.changed);
    dispatch(encoder, this.#pipeline, group, [width, height], [8, 8]);
  }

  dispose(): void {
    this.changed.destroy();
    this.#window.dispose();
  }
}
