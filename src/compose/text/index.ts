import type { ComposerFactory } from '../composer.ts';
import { CpuReadingComposer, GpuReadingComposer } from '../read-output.ts';
import { LineReader } from './line-reader.ts';

/** The frame is drawn as it is; the text goes to the page as data, with the place that was read. */
export const factory: ComposerFactory = {
  kind: 'text',
  createGpu: (device, format, model) => new GpuReadingComposer(device, format, new LineReader(model)),
  createCpu: (model) => new CpuReadingComposer(new LineReader(model)),
};
