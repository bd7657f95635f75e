import type { ComposerFactory } from '../composer.ts';
import { CpuBoxesComposer } from './cpu-boxes.ts';
import { GpuBoxesComposer } from './gpu-boxes.ts';

/** The frame alone is drawn in the worker; the boxes go to the page as data, which draws them sharp at any size. */
export const factory: ComposerFactory = {
  kind: 'boxes',
  createGpu: (device, format, model) => new GpuBoxesComposer(device, format, model),
  createCpu: (model) => new CpuBoxesComposer(model),
};
