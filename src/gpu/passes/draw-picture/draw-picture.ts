import type { MapWindow } from '#core/map-window.ts';
import type { PictureLayout } from '#core/picture-paint.ts';
import { Bindings } from '../../bindings.ts';
import { draw, drawPipeline } from '../../pipelines.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './draw-picture.wgsl?raw';

/** Draws a picture that a model made. CPU twin: `paintPicture`. */
export class DrawPicturePass {
  readonly #pipeline: GPURenderPipeline;
  readonly #bindings: Bindings;
  readonly #window;

  constructor(device: GPUDevice, format: GPUTextureFormat) {
    this.#pipeline = drawPipeline(device, code, 'draw_picture_fragment', format);
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#window = new Uniforms(device, 'draw-picture', {
      mapWidth: 'u32',
      planeStep: 'u32',
      cellStep: 'u32',
      left: 'u32',
      top: 'u32',
      width: 'u32',
      height: 'u32',
      spanX: 'f32',
      spanY: 'f32',
      startX: 'f32',
      startY: 'f32',
    });
  }

  encode(
    encoder: GPUCommandEncoder,
    picture: GPUBuffer,
    layout: PictureLayout,
    window: MapWindow,
    target: GPUTextureView,
    mirror: boolean,
  ): void {
    this.#window.write({ ...layout, ...window });
    const group = this.#bindings.group(this.#window.buffer, picture);
    draw(encoder, this.#pipeline, group, target, mirror);
  }

  dispose(): void {
    this.#window.dispose();
  }
}
