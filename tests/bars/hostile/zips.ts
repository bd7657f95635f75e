/** Zips that lie about what they hold, or that grow without end. */
import { floatBytes, pickle, torchTensor } from '#tests/helpers/pickle-writer.ts';
import { patched, uint16, uint32, utf8, type HostileFile } from './hostile-file.ts';
import { soundPickle } from './pickles.ts';
import { writeZip, type Entry } from './zip-writer.ts';

const file = (kind: string, name: string, bytes: Uint8Array): HostileFile => ({
  kind,
  name,
  format: 'pytorch',
  bytes,
});

function sound(): Entry[] {
  const { data, storage } = soundPickle();
  return [
    { name: 'a/data.pkl', data },
    { name: 'a/data/0', data: storage.bytes },
  ];
}

/** One tensor over that many zeros. */
function zeros(bytes: number, claims: Partial<Entry> = {}): Entry[] {
  const storage = { key: '0', type: 'float32', bytes: new Uint8Array(bytes) } as const;
  const elements = (claims.size ?? bytes) / 4;
  const root = new Map([['x', torchTensor({ ...storage, elements }, [elements], [1])]]);
  return [
    { name: 'a/data.pkl', data: pickle(root) },
    { name: 'a/data/0', data: storage.bytes, deflate: true, ...claims },
  ];
}

export function hostileZips(): HostileFile[] {
  const [first, second] = sound() as [Entry, Entry];
  const swap = (change: Partial<Entry>): Uint8Array => writeZip([first, { ...second, ...change }]).bytes;
  const whole = writeZip([first, second]).bytes;
  const end = whole.length - 22;
  const bombs: [string, Uint8Array][] = [
    ['16 MB of zeros', writeZip(zeros(1 << 24)).bytes],
    [
      'a pickle of 16 MB of zeros',
      writeZip([{ name: 'a/data.pkl', data: new Uint8Array(1 << 24), deflate: true }, second]).bytes,
    ],
    ['16 MB that claim to be 64 bytes', writeZip(zeros(1 << 24, { size: 64 })).bytes],
    [
      'a pickle of 16 MB that claims to be 64 bytes',
      writeZip([{ name: 'a/data.pkl', data: new Uint8Array(1 << 24), deflate: true, size: 64 }, second])
        .bytes,
    ],
    ['64 bytes that claim to be 4 GB', writeZip(zeros(64, { size: 0xfffffff0 })).bytes],
    ['64 bytes that claim to be 128', writeZip(zeros(64, { size: 128 })).bytes],
    ['a thousand entries of the same megabyte', shared(1000)],
  ];
  const lies: [string, Uint8Array][] = [
    ['a stored entry that claims another size', swap({ size: 4000 })],
    ['a stored entry beyond the file', swap({ size: 4000, packed: 4000 })],
    ['an entry of minus one bytes', swap({ size: 0xffffffff, packed: 0xffffffff })],
    ['an entry that is nowhere', swap({ header: 0xfffffff0 })],
    ['an entry inside another', swap({ header: 3 })],
    ['two entries that share their bytes', swap({ header: 0 })],
    ['two entries of one name', writeZip([first, first, second]).bytes],
    ['an encrypted entry', swap({ flags: 1 })],
    ['an entry packed by method 99', swap({ method: 99 })],
    ['stored bytes that claim to be deflated', writeZip([{ ...first, method: 8 }, second]).bytes],
    ['no data.pkl', writeZip([second]).bytes],
    ['nothing', writeZip([]).bytes],
    ['a directory of 65,534 entries that is not there', writeZip([first, second], { count: 65_534 }).bytes],
    ['a directory beyond the file', writeZip([first, second], { start: 0xfffffff0 }).bytes],
    ['a directory that starts one byte late', writeZip([first, second], { start: end - 100 }).bytes],
    ['2^63 entries', writeZip([first, second], { zip64: { count: 2n ** 63n, start: 0n } }).bytes],
    ['2^40 entries', writeZip([first, second], { zip64: { count: 2n ** 40n, start: 0n } }).bytes],
    ['a far directory at 2^52', writeZip([first, second], { zip64: { count: 2n, start: 2n ** 52n } }).bytes],
    ['an end of a far directory that is missing', patched(whole, end + 10, [...uint16(0xffff)])],
    [
      'a big-endian checkpoint',
      writeZip([first, { name: 'a/byteorder', data: Uint8Array.from(utf8('big')) }, second]).bytes,
    ],
    [
      'a local header without its signature',
      patched(whole, 0, [0x50, 0x4b, 3, 4, ...uint32(0)]).map((byte, i) =>
        i === whole.indexOf(0x50, 60) ? 0 : byte,
      ),
    ],
  ];
  const { bytes, structures } = writeZip(sound());
  const cut = [...structures, ...structures.map((at) => at + 2)]
    .filter((at) => at < bytes.length)
    .map((at): [string, Uint8Array] => [`at byte ${at}`, bytes.subarray(0, at)]);
  const tar = new Uint8Array(2048);
  tar.set(utf8('sys_info'));
  tar.set(utf8('ustar'), 257);
  return [
    ...bombs.map(([name, content]) => file('zip: bomb', name, content)),
    ...lies.map(([name, content]) => file('zip: lies', name, content)),
    ...cut.map(([name, content]) => file('cut: zip', name, content)),
    file('other formats', 'the tar of before PyTorch 0.1.10', tar),
    file('other formats', 'a web page', Uint8Array.from(utf8('<!doctype html><title>404</title>'))),
    file('other formats', 'gzip', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])),
    file('other formats', 'a bare pickle', Uint8Array.from([0x80, 4, 0x7d, 0x2e])),
    file('other formats', 'nothing', new Uint8Array(0)),
    file(
      'other formats',
      'a Git LFS pointer',
      Uint8Array.from(utf8('version https://git-lfs.github.com/spec/v1\n')),
    ),
  ];
}

/** Entries that all name one megabyte, and together a gigabyte. */
function shared(count: number): Uint8Array {
  const [first] = sound() as [Entry];
  const megabyte = { name: 'a/data/0', data: floatBytes(Array<number>(1 << 18).fill(1)) };
  const at = writeZip([first]).structures.at(-2)!;
  const others = Array.from({ length: count }, (_, i) => ({
    ...{ name: `a/data/${i + 1}`, data: new Uint8Array(0) },
    ...{ header: at, size: 1 << 20, packed: 1 << 20 },
  }));
  return writeZip([first, megabyte, ...others]).bytes;
}
