import type { ComposerFactory } from '../composer.ts';
import { CpuDensityMapComposer } from './cpu-density-map.ts';
import { GpuDensityMapComposer } from './gpu-density-map.ts';

export const factory: ComposerFactory = {
  kind: 'density-map',
  createGpu: (device, format, model) => new GpuDensityMapComposer(device, format, model),
  createCpu: (model) => new CpuDensityMapComposer(model),
};
