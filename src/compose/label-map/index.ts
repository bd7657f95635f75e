import type { ComposerFactory } from '../composer.ts';
import { CpuLabelMapComposer } from './cpu-label-map.ts';
import { GpuLabelMapComposer } from './gpu-label-map.ts';

export const factory: ComposerFactory = {
  kind: 'label-map',
  createGpu: (device, format, model) => new GpuLabelMapComposer(device, format, model),
  createCpu: (model) => new CpuLabelMapComposer(model),
};
