import type { Engine } from '../engine.ts';
import { openSegmenter } from '../mediapipe-session.ts';
import { probe } from './probe.ts';

/** MediaPipe with its WebGL2 delegate. */
export const engine: Engine = {
  id: 'mediapipe-gpu',
  format: 'tflite',
  probe,
  open: (bytes, file, _options, signal) => openSegmenter('mediapipe-gpu', bytes, file, signal),
};
