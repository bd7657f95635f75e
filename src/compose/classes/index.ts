import type { ComposerFactory } from '../composer.ts';
import { CpuClassesComposer } from './cpu-classes.ts';
import { GpuClassesComposer } from './gpu-classes.ts';

/** The frame is drawn as it is; the ranking goes to the page as data. */
export const factory: ComposerFactory = {
  kind: 'classes',
  createGpu: (device, format, model) => new GpuClassesComposer(device, format, model),
  createCpu: (model) => new CpuClassesComposer(model),
};
