import type { Engine } from '../engine.ts';
import { openSegmenter } from '../mediapipe-session.ts';
import { probe } from './probe.ts';

/** MediaPipe (TFLite with XNNPACK) on the CPU. */
export const engine: Engine = {
  id: 'mediapipe-cpu',
  format: 'tflite',
  probe,
  open: (bytes, file, _options, signal) => openSegmenter('mediapipe-cpu', bytes, file, signal),
};
