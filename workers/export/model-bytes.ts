/** Reads what a person brought, and tells by its first bytes what it is. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { formatOf } from '#export/checkpoints/format-of.ts';
import type { CheckpointFormat } from '#export/checkpoints/read-checkpoint.ts';

/** Larger files are no real-time model, and a page has no memory for what becomes of them. */
const MOST_BYTES = 1 << 30;

export async function readBytes(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size === 0) throw new VitrineError('bad-file', `"${file.name}" is empty.`);
  if (file.size > MOST_BYTES) {
    const gigabytes = (file.size / 1e9).toFixed(1);
    throw new VitrineError('bad-file', `"${file.name}" has ${gigabytes} GB; models of up to 1 GB are read.`);
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new VitrineError('bad-file', `"${file.name}" could not be read from this device.`, {
      detail: String(cause),
      cause,
    });
  }
}

/** What the bytes are; where they do not say it the name does, and the reader then tells what is wrong with them. */
export function formatIn({ name }: File, bytes: Uint8Array): CheckpointFormat {
  const found = formatOf(bytes) ?? (/\.onnx$/i.test(name) ? 'onnx' : undefined);
  const format = found ?? (/\.(pth|pt|ckpt|tar)$/i.test(name) ? 'pytorch' : undefined);
  if (format !== undefined && format !== 'tfjs' && format !== 'tflite') return format;
  const what = format === undefined ? 'no model file' : `a ${format === 'tfjs' ? 'TFJS' : 'TFLite'} file`;
  throw new VitrineError(
    'bad-file',
    `"${name}" is ${what}; PyTorch (.pth, .pt), safetensors, HDF5 (.h5) and ONNX (.onnx) are read here.`,
  );
}
