/** HDF5 checkpoints (Keras, h5py): each dataset of numbers is a tensor, its path the key. h5wasm parses in its sandbox. */
import type * as H5 from 'h5wasm';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { sizeOf } from '../tensor-data.ts';
import type { Checkpoint, StoredTensor } from './stored-tensor.ts';

/** Datasets may be compressed; weights hardly are, so more than this growth is refused. */
const MAX_GROWTH = 16;

/** H5T_class_t: integers and floating point numbers. Source: H5Tpublic.h. */
const NUMERIC_CLASSES: readonly number[] = [0, 1];

let files = 0;

export async function readHdf5(bytes: Uint8Array): Promise<Checkpoint> {
  // Loaded only when such a file is read: the library carries 4 MB of WASM.
  const h5 = await import('h5wasm');
  const library = await h5.ready;
  // Without this it prints its errors and goes on with an invalid file.
  library.activate_throwing_error_handler();
  const { FS } = library;
  const name = `checkpoint-${files++}.h5`;
  FS.writeFile(name, bytes);
  try {
    return readFile(h5, name, bytes.length * MAX_GROWTH);
  } catch (thrown) {
    if (thrown instanceof VitrineError) throw thrown;
    throw new VitrineError('bad-file', 'the file is not HDF5 or is damaged', { cause: thrown });
  } finally {
    FS.unlink(name);
  }
}

function readFile(h5: typeof H5, name: string, limit: number): Checkpoint {
  const file = new h5.File(name, 'r');
  const tensors = new Map<string, StoredTensor>();
  let total = 0;
  try {
    for (const path of file.paths()) {
      const item = file.get(path);
      if (!(item instanceof h5.Dataset)) continue;
      const { shape, type, size } = item.metadata;
      if (!shape || !NUMERIC_CLASSES.includes(type)) continue;
      total += sizeOf(shape) * size;
      if (total > limit) {
        throw new VitrineError(
          'bad-file',
          `the HDF5 file claims more than ${limit} bytes of values at ${path}`,
        );
      }
      const data = Float32Array.from(item.value as ArrayLike<number | bigint>, Number);
      tensors.set(path.replace(/^\//, ''), { shape, read: () => data });
    }
  } finally {
    file.close();
  }
  if (tensors.size === 0) throw new VitrineError('bad-file', 'the HDF5 file holds no dataset of numbers');
  return tensors;
}
