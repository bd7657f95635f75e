import { msg } from '@lit/localize';
import type { LoadProgress } from '#workers/inference/inference.api.ts';

/** What a loading model is doing, for its progress bar. */
export const loadStages: Record<LoadProgress['stage'], string> = {
  get download() {
    return msg('Downloading the model');
  },
  get verify() {
    return msg('Checking the file');
  },
  get runtime() {
    return msg('Loading the runtime');
  },
  get probe() {
    return msg('Measuring which engine is fastest');
  },
  get session() {
    return msg('Preparing the model');
  },
  get 'first-inference'() {
    return msg('Running it for the first time');
  },
};
