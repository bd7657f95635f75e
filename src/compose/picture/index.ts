import type { ComposerFactory } from '../composer.ts';
import { CpuPictureComposer } from './cpu-picture.ts';
import { GpuPictureComposer } from './gpu-picture.ts';

/** The model's own picture is drawn in place of the frame. */
export const factory: ComposerFactory = {
  kind: 'picture',
  createGpu: (device, format, model) => new GpuPictureComposer(device, format, model),
  createCpu: (model) => new CpuPictureComposer(model),
};
