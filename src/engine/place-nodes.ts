import type { InferenceSession } from 'onnxruntime-web';
import { placementsIn, type NodePlacement } from '#core/node-placement.ts';
import { queueOf, type Ort } from './ort-runtime.ts';
import { linesDuring } from './runtime-log.ts';

/**
 * Opens the model once more, with everything said aloud, reads where its nodes go, and releases it: a session that says
 * all of it would be slower in every run.
 */
export function placeNodes(
  ort: Ort,
  bytes: Uint8Array,
  options: InferenceSession.SessionOptions,
  signal: AbortSignal,
): Promise<NodePlacement[]> {
  return queueOf(ort).add(async () => {
    signal.throwIfAborted();
    const lines = await linesDuring(async () => {
      const session = await ort.InferenceSession.create(bytes, {
        graphOptimizationLevel: 'all',
        ...options,
        logSeverityLevel: 0,
      });
      await session.release();
    });
    return placementsIn(lines);
  });
}
