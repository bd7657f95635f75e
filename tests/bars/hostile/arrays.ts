/** safetensors and HDF5 files that are cut, lie about sizes, or lead outside. */
import h5wasm from 'h5wasm';
import { cuts, join, patched, uint32, uint64, utf8, type HostileFile } from './hostile-file.ts';

const body = new Uint8Array(Float32Array.of(1, 2, 3).buffer);
const entry = { dtype: 'F32', shape: [3], data_offsets: [0, 12] };

function safetensors(header: unknown, data: Uint8Array = body, headerBytes?: bigint): Uint8Array {
  const text = utf8(typeof header === 'string' ? header : JSON.stringify(header));
  return join([uint64(headerBytes ?? BigInt(text.length)), text, data]);
}

export function hostileSafetensors(): HostileFile[] {
  const whole = safetensors({
    a: { ...entry, shape: [2], data_offsets: [0, 8] },
    b: { ...entry, shape: [1], data_offsets: [8, 12] },
  });
  const one = (change: Record<string, unknown>): Uint8Array => safetensors({ a: { ...entry, ...change } });
  const lies: [string, Uint8Array][] = [
    ['a header of 2^40 bytes', safetensors({ a: entry }, body, 2n ** 40n)],
    ['a header of 2^63 bytes', safetensors({ a: entry }, body, 2n ** 63n)],
    ['a header of no bytes', safetensors({ a: entry }, body, 0n)],
    ['a header of 9 MB', safetensors(`{${' '.repeat(9_000_000)}}`)],
    ['a header that is no JSON', safetensors('{"a":')],
    ['a header that is a list', safetensors([entry])],
    ['a header that is a number', safetensors('12')],
    ['a million brackets', safetensors('['.repeat(1_000_000))],
    ['no tensors', safetensors({}, new Uint8Array(0))],
    ['a shape beyond the file', one({ shape: [2 ** 40] })],
    ['a shape whose product is no number', one({ shape: [2 ** 50, 2 ** 50, 2 ** 50] })],
    ['a negative side', one({ shape: [-3] })],
    ['two negative sides', one({ shape: [-1, -3] })],
    ['half a side', one({ shape: [1.5, 2] })],
    ['a hundred axes', one({ shape: Array<number>(100).fill(1) })],
    ['a side that is text', one({ shape: ['3'] })],
    ['a range beyond the file', one({ shape: [6], data_offsets: [0, 24] })],
    ['a range before the file', one({ data_offsets: [-12, 0] })],
    ['a range backwards', one({ data_offsets: [12, 0] })],
    ['a range of one number', one({ data_offsets: [12] })],
    ['a type that is none', one({ dtype: 'F8_E4M3' })],
    ['a type that is a method', one({ dtype: 'constructor' })],
    ['a type that is a number', one({ dtype: 3 })],
    ['a type of another size', one({ dtype: 'F16' })],
    ['no type', one({ dtype: undefined })],
    ['a tensor that is a text', safetensors({ a: 'F32' })],
    ['a tensor that is null', safetensors({ a: null })],
    ['two tensors over the same bytes', safetensors({ a: entry, b: entry })],
    ['bytes that belong to none', safetensors({ a: { ...entry, shape: [2], data_offsets: [0, 8] } })],
    [
      'a tensor named __proto__ and none other',
      safetensors(`{"__proto__":${JSON.stringify({ ...entry, shape: [4] })}}`),
    ],
  ];
  return [
    ...lies.map(([name, bytes]): HostileFile => ({
      kind: 'safetensors: lies',
      name,
      format: 'safetensors',
      bytes,
    })),
    ...cuts(whole.length, 24).map((at): HostileFile => ({
      ...{ kind: 'cut: safetensors', name: `${at} of ${whole.length} bytes` },
      ...{ format: 'safetensors', bytes: whole.subarray(0, at) },
    })),
  ];
}

type H5File = InstanceType<typeof h5wasm.File>;

async function hdf5(fill: (file: H5File) => void): Promise<Uint8Array> {
  const { FS } = await h5wasm.ready;
  const file = new h5wasm.File('hostile.h5', 'w');
  fill(file);
  file.close();
  return FS.readFile('hostile.h5');
}

export async function hostileHdf5(): Promise<HostileFile[]> {
  const whole = await hdf5((file) => {
    const values = Float32Array.from({ length: 600 }, (_, i) => i);
    file.create_dataset({ name: 'first', data: values, shape: [20, 30] });
    file.create_group('layer').create_dataset({ name: 'kernel', data: values });
    file.create_dataset({ name: 'packed', data: values, shape: [20, 30], chunks: [10, 10], compression: 9 });
  });
  const zeros = new Float32Array(1 << 22);
  const made: [string, Uint8Array][] = [
    [
      '16 MB of zeros, packed',
      await hdf5(
        (file) =>
          void file.create_dataset({
            name: 'a',
            data: zeros,
            shape: [2048, 2048],
            chunks: [512, 512],
            compression: 9,
          }),
      ),
    ],
    ['texts alone', await hdf5((file) => void file.create_dataset({ name: 'a', data: ['x', 'y'] }))],
    ['groups alone', await hdf5((file) => void file.create_group('a'))],
    ['a link to another file', await hdf5((file) => void file.create_external_link('/etc/passwd', '/', 'a'))],
    ['a link that leads to itself', await hdf5((file) => void file.create_soft_link('/a', 'a'))],
    [
      'a group that links to its parent',
      await hdf5((file) => void file.create_group('a').create_soft_link('/', 'up')),
    ],
    ['a web page behind the signature', join([whole.subarray(0, 8), utf8('<!doctype html>')])],
    ['the signature alone', whole.subarray(0, 8)],
  ];
  // Superblock version 0 (H5Fpkg): versions at 8, sizes of offsets and lengths at 13, the end of the file at 40.
  const patches: [string, number, number[]][] = [
    ['superblock version 200', 8, [200]],
    ['offsets of 3 bytes', 13, [3]],
    ['lengths of 255 bytes', 14, [255]],
    ['an end of file at 2^62', 40, uint64(2n ** 62n)],
    ['an end of file before its start', 40, uint64(8n)],
    ['a root group at 2^60', 64, uint64(2n ** 60n)],
    ['a root group inside the superblock', 64, uint64(8n)],
    ['a root group of -1', 64, uint32(0xffffffff)],
  ];
  const file = (kind: string, name: string, bytes: Uint8Array): HostileFile => ({
    kind,
    name,
    format: 'hdf5',
    bytes,
  });
  return [
    ...made.map(([name, bytes]) => file('HDF5: lies', name, bytes)),
    ...patches.map(([name, at, bytes]) => file('HDF5: lies', name, patched(whole, at, bytes))),
    ...cuts(whole.length, 24).map((at) =>
      file('cut: HDF5', `${at} of ${whole.length} bytes`, whole.subarray(0, at)),
    ),
  ];
}
