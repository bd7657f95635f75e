/** torch.save since 1.6: a zip of <name>/data.pkl and one uncompressed <name>/data/<key> for each storage. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { ByteCursor } from './byte-cursor.ts';
import { unpickle } from './pickle-machine.ts';
import type { Storages, TorchFile } from './pytorch.ts';
import type { StateDict } from './state-dict.ts';
import { storedBytes } from './stored-tensor.ts';
import { torchEnvironment } from './torch-objects.ts';
import { ZipArchive } from './zip-archive.ts';

export function readTorchZip(bytes: Uint8Array): TorchFile {
  const zip = new ZipArchive(bytes);
  const path = [...zip.names].find((name) => /^[^/]+\/data\.pkl$/.test(name));
  const pickle = path === undefined ? undefined : zip.read(path);
  if (path === undefined || !pickle) {
    const found = [...zip.names].slice(0, 4).join(', ') || 'nothing';
    throw new VitrineError('bad-file', `the zip holds no data.pkl but ${found}: not a PyTorch checkpoint`);
  }
  const folder = path.slice(0, path.indexOf('/'));
  const byteOrder = zip.read(`${folder}/byteorder`);
  if (byteOrder && new TextDecoder().decode(byteOrder.subarray(0, 16)) !== 'little') {
    throw new VitrineError('unsupported', 'the checkpoint was written on a big-endian machine');
  }
  return {
    root: unpickle(new ByteCursor(pickle, `${folder}/data.pkl`), torchEnvironment()),
    storages: (needed) => readStorages(zip, folder, needed),
  };
}

function readStorages(zip: ZipArchive, folder: string, needed: StateDict): Storages {
  const wanted = new Map(
    [...needed.values()].map(({ storage }) => [`${folder}/data/${storage.key}`, storage]),
  );
  return new Map(
    [...wanted].map(([path, { key, type, elements }]) => {
      const expected = elements * storedBytes(type);
      const size = zip.sizeOf(path);
      const found = size === expected ? zip.read(path) : undefined;
      if (found) return [key, found];
      const held = size === undefined ? 'nothing' : `${size} bytes`;
      throw new VitrineError('bad-file', `${path} must hold ${expected} bytes, found ${held}`);
    }),
  );
}
