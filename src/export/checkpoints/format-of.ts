/** Which format a checkpoint is in, by its first bytes: names of files say little (.pth, .pt, .ckpt, .tar, .bin). */
import type { CheckpointFormat } from './read-checkpoint.ts';
import { isTorchStream } from './torch-stream.ts';
import { isZip } from './zip-archive.ts';

/** \x89HDF, as PNG does it. */
const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Field 1 as a varint: an ONNX file begins with its IR version. */
const ONNX = [0x08];
/** TFL3, the identifier of TFLite's flatbuffers, which stands behind the root's offset. */
const TFLITE = [0x54, 0x46, 0x4c, 0x33];
const OPENING_BRACE = 0x7b;

/** Undefined for what looks like none of them. */
export function formatOf(bytes: Uint8Array): CheckpointFormat | 'tfjs' | 'tflite' | undefined {
  const starts = (magic: readonly number[], at = 0): boolean =>
    magic.every((byte, i) => bytes[at + i] === byte);
  if (isZip(bytes) || isTorchStream(bytes)) return 'pytorch';
  if (starts(HDF5)) return 'hdf5';
  if (starts(TFLITE, 4)) return 'tflite';
  // Safetensors: the header's length in 8 bytes, then the header, which is JSON. A TFJS model is JSON outright.
  if (bytes[8] === OPENING_BRACE && bytes[7] === 0) return 'safetensors';
  if (bytes[0] === OPENING_BRACE) return 'tfjs';
  return starts(ONNX) ? 'onnx' : undefined;
}
