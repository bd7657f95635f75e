import type { Size } from './geometry.ts';
import type { SparseView, TensorView } from './io-spec.ts';
import type { Candidate } from './result.ts';

/** A detector's output as decode.ts gets it: whole, or only the entries above the threshold. */
export type DetectorTensor = ({ transfer: 'dense' } & TensorView) | ({ transfer: 'sparse' } & SparseView);

/**
 * Turns a detector's outputs into candidates in model pixels with a score ≥ `scoreThreshold`; pure.
 * `outputs` has exactly the manifest's outputs by name, borrowed for the call. Throws VitrineError('bad-shape').
 */
export type BoxDecoder = (
  outputs: Readonly<Record<string, DetectorTensor>>,
  context: { model: Size; scoreThreshold: number },
) => Candidate[];
