import { describe, expect, it } from 'vitest';
import { CellFiles } from '#bench/cell-files.ts';
import type { Cell } from '#bench/cells.ts';
import type { ModelFile } from '#core/io-spec.ts';

const cell = (width: number): Cell => ({
  model: 'mcnn',
  variant: 'own',
  size: { width, height: 48 },
  precision: 'fp32',
  engine: 'ort-wasm',
  threads: 1,
  roundTrip: false,
  mode: 'bare',
});

const fileFor = (width: number): ModelFile => ({
  model: 'mcnn',
  variant: 'own',
  format: 'onnx',
  precision: 'fp32',
  size: { width, height: 48 },
  file: 'mcnn.onnx',
  bytes: 3,
  sha256: String(width),
  input: { name: 'x', shape: [1, 1, 48, width] },
  outputs: [{ name: 'y', shape: [1, 1, 12, width / 4] }],
  trained: true,
});

describe('the file of a cell', () => {
  it('is the server’s where it has one, whose bytes a worker fetches', async () => {
    const files = new CellFiles([fileFor(64)], () => Promise.reject(new Error('not to be built')));
    const file = await files.fileOf(cell(64));
    expect(file.file).toBe('mcnn.onnx');
    expect(files.dataOf(file)).toBeUndefined();
  });

  it('is built once otherwise, and has its bytes by it: no policy of a page stands between', async () => {
    let built = 0;
    const files = new CellFiles([], ({ size }) => {
      built++;
      return Promise.resolve({ file: { ...fileFor(size.width), file: '' }, bytes: Uint8Array.of(1, 2, 3) });
    });
    const file = await files.fileOf(cell(72));
    expect(await files.fileOf(cell(72))).toBe(file);
    expect(built).toBe(1);
    expect(file.file).toBe('mcnn-own-72x48, built here');
    expect([...new Uint8Array(await files.dataOf(file)!.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  it('is missing where nothing builds it', async () => {
    await expect(new CellFiles([], undefined).fileOf(cell(72))).rejects.toMatchObject({
      code: 'model-missing',
    });
  });
});
