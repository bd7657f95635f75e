import type { ComposerFactory } from '../composer.ts';
import { CpuReadingComposer, GpuReadingComposer } from '../read-output.ts';
import { ClassRanking } from './class-ranking.ts';

/** The frame is drawn as it is; the ranking goes to the page as data. */
export const factory: ComposerFactory = {
  kind: 'classes',
  createGpu: (device, format, model) => new GpuReadingComposer(device, format, new ClassRanking(model)),
  createCpu: (model) => new CpuReadingComposer(new ClassRanking(model)),
};
