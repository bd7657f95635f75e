import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadModelIndex } from '#session/model-index.ts';

const entry = {
  model: 'net',
  variant: 'a',
  format: 'onnx',
  precision: 'fp32',
  size: { width: 64, height: 64 },
  file: 'net.onnx',
  bytes: 10,
  sha256: 'a'.repeat(64),
  input: { name: 'x', shape: [1, 3, 64, 64] },
  outputs: [{ name: 'y', shape: [1, 1, 64, 64] }],
  trained: true,
};

function serve(body: unknown, status = 200): void {
  const answer = typeof body === 'string' ? body : JSON.stringify(body);
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(answer, { status })));
}

afterEach(() => vi.unstubAllGlobals());

describe('loadModelIndex', () => {
  it('reads the index', async () => {
    serve({ version: 1, files: [entry], canFetch: true });
    expect(await loadModelIndex('/models/')).toMatchObject({ files: [{ file: 'net.onnx' }], canFetch: true });
  });

  it.each([
    ['bytes beyond any model', { bytes: 2 ** 40 }],
    ['bytes below none', { bytes: -1 }],
    ['a side beyond any tensor', { input: { name: 'x', shape: [1, 3, 1e9, 64] } }],
    ['a fraction for a side', { size: { width: 64.5, height: 64 } }],
    ['a hash that is none', { sha256: 'zz' }],
    ['no file', { file: '' }],
    ['a format that nobody runs', { format: 'exe' }],
  ])('refuses %s', async (_, change) => {
    serve({ version: 1, files: [{ ...entry, ...change }] });
    await expect(loadModelIndex('/models/')).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('refuses another version', async () => {
    serve({ version: 2, files: [] });
    await expect(loadModelIndex('/models/')).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('tells a server that has none, and an answer that is no JSON, as a fault of the network', async () => {
    serve('not found', 404);
    await expect(loadModelIndex('/models/')).rejects.toMatchObject({ code: 'network' });
    serve('<html>');
    await expect(loadModelIndex('/models/')).rejects.toMatchObject({ code: 'network' });
  });
});
