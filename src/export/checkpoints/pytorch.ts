/** PyTorch checkpoints, the zip format (since 1.6) and the older stream of pickles, read without running code. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { stateDictOf, type StateDict } from './state-dict.ts';
import { widen, type Checkpoint, type StoredTensor } from './stored-tensor.ts';
import type { TorchTensor } from './torch-objects.ts';
import { isTorchStream, readTorchStream } from './torch-stream.ts';
import { readTorchZip } from './torch-zip.ts';
import { isZip } from './zip-archive.ts';

/** The bytes of each storage that a state_dict needs, by key. */
export type Storages = ReadonlyMap<string, Uint8Array>;

/** What both formats come to. Storages are read only for the dict that was chosen. */
export interface TorchFile {
  root: unknown;
  storages(needed: StateDict): Storages;
}

/** `entry` names the dict inside the file when it holds several. */
export function readPyTorch(bytes: Uint8Array, entry?: string): Checkpoint {
  const file = open(bytes);
  const dict = stateDictOf(file.root, entry);
  const storages = file.storages(dict);
  return new Map([...dict].map(([key, tensor]) => [key, stored(tensor, storages)]));
}

function open(bytes: Uint8Array): TorchFile {
  if (isZip(bytes)) return readTorchZip(bytes);
  if (isTorchStream(bytes)) return readTorchStream(bytes);
  if (isTar(bytes)) {
    throw new VitrineError(
      'unsupported',
      'this is the tar archive that PyTorch wrote before 0.1.10: load it with torch 1.x and save its state_dict anew',
    );
  }
  const start = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw new VitrineError(
    'bad-file',
    `a PyTorch file starts as a zip or with PyTorch's magic number, found ${start}`,
  );
}

/** "ustar" in the first header; older writers leave it out, but PyTorch's first member is always sys_info. */
function isTar(bytes: Uint8Array): boolean {
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  return text(257, 262) === 'ustar' || text(0, 9) === 'sys_info\0';
}

function stored({ storage, layout, quantised }: TorchTensor, storages: Storages): StoredTensor {
  return {
    shape: layout.shape,
    read: () => {
      const bytes = storages.get(storage.key);
      if (!bytes) throw new VitrineError('bad-file', `storage ${storage.key} is not in the file`);
      const values = widen(bytes, storage.type, layout);
      return quantised ? values.map((value) => (value - quantised.zeroPoint) * quantised.scale) : values;
    },
  };
}
