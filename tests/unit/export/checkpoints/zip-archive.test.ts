import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ZipArchive } from '#export/checkpoints/zip-archive.ts';
import { thrown } from '#tests/helpers/thrown.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const files = { 'a/data.pkl': text('pickle'), 'a/data/0': new Uint8Array(5000).fill(7) };
const directoryOf = (zip: Uint8Array): number => new DataView(zip.buffer).getUint32(zip.length - 6, true);

describe.each([
  ['stored', 0],
  ['deflated', 6],
] as const)('a zip of %s entries', (_, level) => {
  const zip = zipSync(files, { level });

  test('gives names, sizes and bytes', () => {
    const archive = new ZipArchive(zip);
    expect([...archive.names]).toEqual(Object.keys(files));
    expect(archive.sizeOf('a/data/0')).toBe(5000);
    expect(archive.read('a/data/0')).toEqual(files['a/data/0']);
    expect(archive.read('a/data/1')).toBeUndefined();
  });

  test('cut anywhere is refused', () => {
    for (let length = 4; length < zip.length; length += 7) {
      expect(thrown(() => new ZipArchive(zip.subarray(0, length))).code).toBe('bad-file');
    }
  });
});

test('what grows more than weights do is refused before it is unpacked', () => {
  const zeros = zipSync({ ...files, 'a/data/0': new Uint8Array(2_000_000) }, { level: 9 });
  expect(thrown(() => new ZipArchive(zeros)).message).toContain('claim to unpack to more than');
});

test('a directory is believed only where it agrees with the file', () => {
  const zip = zipSync(files, { level: 0 });
  const directory = directoryOf(zip);
  const second = directory + 46 + 'a/data.pkl'.length;
  const edited = (at: number, value: number): Uint8Array => {
    const copy = zip.slice();
    new DataView(copy.buffer).setUint32(at, value, true);
    return copy;
  };
  const refusal = (bytes: Uint8Array): string => thrown(() => new ZipArchive(bytes)).message;
  expect(refusal(edited(second + 42, 0))).toContain('share bytes');
  expect(refusal(edited(second + 42, 1))).toContain('not where its directory says');
  expect(refusal(edited(second + 24, 6000))).toContain('is stored in 5000 bytes and claims 6000');
  expect(refusal(edited(directory + 10, 99))).toContain('method 99');
  expect(refusal(edited(zip.length - 6, 2 ** 30))).toContain('outside the file');
});
