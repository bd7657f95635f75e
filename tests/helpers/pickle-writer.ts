/** Writes pickles and PyTorch files for tests, well-formed or hostile. */
import { zipSync } from 'fflate';
import { storedBytes, type StoredType } from '#export/checkpoints/stored-tensor.ts';

/** A value to be pickled. Arrays become tuples. */
export type Picklable =
  | null
  | boolean
  | number
  | string
  | readonly Picklable[]
  | Map<string, Picklable>
  /** A global by name, and what it is called with, if it is. */
  | { global: string; call?: readonly Picklable[] }
  /** An object of a class, made without parameters and given its state. */
  | { global: string; made: Map<string, Picklable> }
  | { persistent: Picklable };

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];

const uint32 = (value: number): number[] => [...new Uint8Array(Uint32Array.of(value).buffer)];

function encode(value: Picklable): number[] {
  if (value === null) return utf8('N');
  if (typeof value === 'boolean') return [value ? 0x88 : 0x89];
  if (typeof value === 'number')
    return value >= 0 && value < 2 ** 31 ? [0x4a, ...uint32(value)] : long(value);
  if (typeof value === 'string') return [0x58, ...uint32(utf8(value).length), ...utf8(value)];
  if (value instanceof Map) {
    return [0x7d, 0x28, ...[...value].flatMap(([key, item]) => [...encode(key), ...encode(item)]), 0x75];
  }
  if ('persistent' in value) return [...encode(value.persistent), 0x51];
  if ('global' in value) {
    const [module = '', name = ''] = value.global.split(' ');
    const used =
      'made' in value
        ? [0x29, 0x81, ...encode(value.made), 0x62]
        : value.call === undefined
          ? []
          : [...encode(value.call), 0x52];
    return [0x63, ...utf8(`${module}\n${name}\n`), ...used];
  }
  return [0x28, ...value.flatMap(encode), 0x74];
}

const long = (value: number): number[] => [
  0x8a,
  8,
  ...new Uint8Array(BigInt64Array.of(BigInt(value)).buffer),
];

export const pickle = (value: Picklable): Uint8Array => Uint8Array.from([0x80, 2, ...encode(value), 0x2e]);

const storageClasses: Readonly<Partial<Record<StoredType, string>>> = {
  float32: 'FloatStorage',
  float64: 'DoubleStorage',
  float16: 'HalfStorage',
  bfloat16: 'BFloat16Storage',
  int64: 'LongStorage',
  uint8: 'ByteStorage',
};

export interface TestStorage {
  key: string;
  type: StoredType;
  bytes: Uint8Array;
  /** Said in the pickle, where it is to differ from what is there. */
  elements?: number;
}

/** A tensor over a storage, as torch.save pickles it. */
export function torchTensor(
  { key, type, bytes, elements }: TestStorage,
  shape: readonly number[],
  strides: readonly number[],
  offset = 0,
): Picklable {
  const count = elements ?? bytes.length / storedBytes(type);
  const storage = {
    persistent: ['storage', { global: `torch ${storageClasses[type]}` }, key, 'cpu', count],
  };
  const hooks = { global: 'collections OrderedDict', call: [] };
  return { global: 'torch._utils _rebuild_tensor_v2', call: [storage, offset, shape, strides, false, hooks] };
}

/** torch.save since 1.6. */
export function torchZip(root: Picklable, storages: readonly TestStorage[], compress = false): Uint8Array {
  const files = [
    ['archive/data.pkl', pickle(root)],
    ['archive/byteorder', new TextEncoder().encode('little')],
    ...storages.map(({ key, bytes }) => [`archive/data/${key}`, bytes]),
  ];
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { level: compress ? 9 : 0 });
}

/** torch.save before 1.6: five pickles and the storages behind them. */
export function torchStream(root: Picklable, storages: readonly TestStorage[]): Uint8Array {
  const magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
  const machine = new Map<string, Picklable>([['little_endian', true]]);
  const parts = [
    Uint8Array.from(magic),
    pickle(1001),
    pickle(machine),
    pickle(root),
    pickle(storages.map(({ key }) => key)),
    ...storages.flatMap(({ type, bytes }) => [
      new Uint8Array(BigInt64Array.of(BigInt(bytes.length / storedBytes(type))).buffer),
      bytes,
    ]),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export const floatBytes = (values: readonly number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(values).buffer);
