import { readOnnx } from '../onnx-reader.ts';
import { bytesOf } from '../tensor-data.ts';
import { readHdf5 } from './hdf5.ts';
import { readPyTorch } from './pytorch.ts';
import { readSafetensors } from './safetensors.ts';
import { contiguous, widen, type Checkpoint } from './stored-tensor.ts';

/** Formats that hold parameters by key. */
export type CheckpointFormat = 'pytorch' | 'hdf5' | 'safetensors' | 'onnx';

/** `entry` names the dict inside a PyTorch file that holds several. */
export async function readCheckpoint(
  format: CheckpointFormat,
  bytes: Uint8Array,
  entry?: string,
): Promise<Checkpoint> {
  switch (format) {
    case 'pytorch':
      return readPyTorch(bytes, entry);
    case 'hdf5':
      return readHdf5(bytes);
    case 'safetensors':
      return readSafetensors(bytes);
    case 'onnx':
      return onnxInitialisers(bytes);
  }
}

function onnxInitialisers(bytes: Uint8Array): Checkpoint {
  return new Map(
    [...readOnnx(bytes).constants].map(([key, tensor]) => {
      const read = () => widen(bytesOf(tensor), tensor.type, contiguous(tensor.shape));
      return [key, { shape: tensor.shape, read }];
    }),
  );
}
