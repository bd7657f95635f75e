import { InferenceClient } from '../inference/inference.client.ts';

/** Starts the worker that hosts MediaPipe: the same live pipeline, with other engines. */
export function startMediapipe(): InferenceClient {
  return new InferenceClient(
    new Worker(new URL('./mediapipe.worker.ts', import.meta.url), { type: 'module', name: 'mediapipe' }),
  );
}
