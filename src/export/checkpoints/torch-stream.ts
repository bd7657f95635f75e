/**
 * torch.save before 1.6, five pickles in a row (magic, protocol, machine, the object, storage keys) and then each
 * storage as an element count and raw bytes. Source: _legacy_save in torch/serialization.py.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { ByteCursor } from './byte-cursor.ts';
import { unpickle } from './pickle-machine.ts';
import type { Storages, TorchFile } from './pytorch.ts';
import type { StateDict } from './state-dict.ts';
import { storedBytes } from './stored-tensor.ts';
import { torchEnvironment, type TorchEnvironment } from './torch-objects.ts';

/** PROTO 2, LONG1 of ten bytes holding 0x1950a86a20f9469cfc6c, STOP. */
const MAGIC = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
const PROTOCOL = 1001;

export const isTorchStream = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte);

export function readTorchStream(bytes: Uint8Array): TorchFile {
  const cursor = new ByteCursor(bytes, 'the PyTorch file', MAGIC.length);
  const environment = torchEnvironment();
  const protocol = unpickle(cursor, environment);
  if (protocol !== PROTOCOL) {
    throw new VitrineError(
      'bad-file',
      `PyTorch stream protocol ${PROTOCOL} wanted, found ${String(protocol)}`,
    );
  }
  const machine = unpickle(cursor, environment);
  if (machine instanceof Map && machine.get('little_endian') !== true) {
    throw new VitrineError('unsupported', 'the checkpoint was written on a big-endian machine');
  }
  const root = unpickle(cursor, environment);
  const keys = unpickle(cursor, environment);
  if (!Array.isArray(keys)) throw new VitrineError('bad-file', 'the PyTorch file lists no storages');
  return { root, storages: (needed) => readStorages(cursor, keys.map(String), environment, needed) };
}

/** Walks the storages in file order up to the last one needed. */
function readStorages(
  cursor: ByteCursor,
  keys: readonly string[],
  { storages }: TorchEnvironment,
  needed: StateDict,
): Storages {
  const wanted = new Set([...needed.values()].map(({ storage }) => storage.key));
  const read = new Map<string, Uint8Array>();
  for (const key of keys) {
    const storage = storages.get(key);
    if (!storage) throw new VitrineError('bad-file', `storage ${key} is listed and belongs to nothing`);
    const elements = cursor.uint64();
    if (elements !== storage.elements) {
      throw new VitrineError(
        'bad-file',
        `storage ${key} must hold ${storage.elements} elements, found ${elements}`,
      );
    }
    const bytes = cursor.take(elements * storedBytes(storage.type));
    if (wanted.has(key)) read.set(key, bytes);
    if (read.size === wanted.size) break;
  }
  return read;
}
