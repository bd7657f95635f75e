import type { ComposerFactory } from '../composer.ts';
import { CpuAlphaMatteComposer } from './cpu-alpha-matte.ts';
import { GpuAlphaMatteComposer } from './gpu-alpha-matte.ts';

export const factory: ComposerFactory = {
  kind: 'alpha-matte',
  createGpu: (device, format, model) => new GpuAlphaMatteComposer(device, format, model),
  createCpu: (model) => new CpuAlphaMatteComposer(model),
};
