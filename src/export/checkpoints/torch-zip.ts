/** torch.save since 1.6: a zip of <name>/data.pkl and one uncompressed <name>/data/<key> for each storage. */
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { ByteCursor } from './byte-cursor.ts';
import { unpickle } from './pickle-machine.ts';
import type { Storages, TorchFile } from './pytorch.ts';
import type { StateDict } from './state-dict.ts';
import { storedBytes } from './stored-tensor.ts';
import { torchEnvironment } from './torch-objects.ts';

/** Weights hardly compress: a file that claims to unpack to more than this many times its size is a trap. */
const MAX_GROWTH = 16;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

export function readTorchZip(bytes: Uint8Array): TorchFile {
  const pickles = unpack(bytes, ({ name }) => /^[^/]+\/data\.pkl$/.test(name));
  const [[path, pickle] = []] = pickles;
  if (!path || !pickle)
    throw new VitrineError('bad-file', 'the zip holds no data.pkl: not a PyTorch checkpoint');
  const folder = path.slice(0, path.indexOf('/'));
  const byteOrder = unpack(bytes, ({ name }) => name === `${folder}/byteorder`).get(`${folder}/byteorder`);
  if (byteOrder && new TextDecoder().decode(byteOrder) !== 'little') {
    throw new VitrineError('unsupported', 'the checkpoint was written on a big-endian machine');
  }
  return {
    root: unpickle(new ByteCursor(pickle, `${folder}/data.pkl`), torchEnvironment()),
    storages: (needed) => readStorages(bytes, folder, needed),
  };
}

function readStorages(bytes: Uint8Array, folder: string, needed: StateDict): Storages {
  const wanted = new Map(
    [...needed.values()].map(({ storage }) => [`${folder}/data/${storage.key}`, storage]),
  );
  const files = unpack(bytes, ({ name }) => wanted.has(name));
  return new Map(
    [...wanted].map(([path, { key, type, elements }]) => {
      const found = files.get(path);
      const expected = elements * storedBytes(type);
      if (found?.length === expected) return [key, found];
      const held = found ? `${found.length} bytes` : 'nothing';
      throw new VitrineError('bad-file', `${path} must hold ${expected} bytes, found ${held}`);
    }),
  );
}

function unpack(bytes: Uint8Array, wants: (file: UnzipFileInfo) => boolean): Map<string, Uint8Array> {
  const limit = bytes.length * MAX_GROWTH;
  let total = 0;
  const filter = (file: UnzipFileInfo): boolean => {
    if (!wants(file)) return false;
    total += file.originalSize;
    if (total <= limit) return true;
    throw new VitrineError(
      'bad-file',
      `the zip of ${bytes.length} bytes claims to unpack to more than ${limit}`,
    );
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (thrown) {
    if (thrown instanceof VitrineError) throw thrown;
    throw new VitrineError('bad-file', 'the zip is cut short or damaged', { cause: thrown });
  }
}
