import type { LoadProgress } from '#workers/inference/inference.api.ts';

/** What a loading model is doing, for its progress bar. */
export const loadStages: Record<LoadProgress['stage'], string> = {
  download: 'Downloading the model',
  verify: 'Checking the file',
  runtime: 'Loading the runtime',
  probe: 'Measuring which engine is fastest',
  session: 'Preparing the model',
  'first-inference': 'Running it for the first time',
};
