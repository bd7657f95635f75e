import h5wasm from 'h5wasm';
import { describe, expect, test } from 'vitest';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { readHdf5 } from '#export/checkpoints/hdf5.ts';
import { readCheckpoint } from '#export/checkpoints/read-checkpoint.ts';
import { readSafetensors } from '#export/checkpoints/safetensors.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { add } from '#export/ops/elementwise.ts';
import { float32 } from '#export/tensor-data.ts';
import { thrown } from '#tests/helpers/thrown.ts';

describe('safetensors', () => {
  const file = (header: unknown, body: Uint8Array, headerBytes?: number): Uint8Array => {
    const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
    const length = new Uint8Array(BigUint64Array.of(BigInt(headerBytes ?? text.length)).buffer);
    return Uint8Array.from([...length, ...text, ...body]);
  };
  const body = new Uint8Array(Float32Array.of(1, 2, 3).buffer);
  const entry = { dtype: 'F32', shape: [3], data_offsets: [0, 12] };

  test('gives tensors by key and skips the metadata', () => {
    const header = {
      __metadata__: { format: 'pt' },
      a: entry,
      b: { dtype: 'BF16', shape: [1, 2], data_offsets: [12, 16] },
    };
    const read = readSafetensors(file(header, Uint8Array.from([...body, 0, 0, 0, 0])));
    expect([...read.keys()]).toEqual(['a', 'b']);
    expect([...read.get('a')!.read()]).toEqual([1, 2, 3]);
    expect(read.get('b')!.shape).toEqual([1, 2]);
  });

  test.each<[string, Uint8Array, string]>([
    ['a header longer than the file', file({ a: entry }, body, 2 ** 40), 'cut short'],
    ['a header that is not JSON', file('{"a":', body), 'JSON'],
    [
      'a range outside the file',
      file({ a: { ...entry, shape: [4], data_offsets: [0, 16] } }, body),
      'bytes 0 to 16 of 12',
    ],
    ['a shape that does not fit', file({ a: { ...entry, shape: [2 ** 40] } }, body), 'wants'],
    ['a backward range', file({ a: { ...entry, data_offsets: [12, 0] } }, body), 'bytes 12 to 0'],
    ['an unknown type', file({ a: { ...entry, dtype: 'F8_E4M3' } }, body), 'F8_E4M3'],
    ['a malformed entry', file({ a: { dtype: 'F32' } }, body), 'malformed'],
    ['bytes of two tensors', file({ a: entry, b: entry }, body), 'shares bytes'],
    [
      'bytes of no tensor',
      file({ a: { ...entry, shape: [2], data_offsets: [4, 12] } }, body),
      'leaves 4 bytes',
    ],
    [
      'bytes behind the last',
      file({ a: { ...entry, shape: [2], data_offsets: [0, 8] } }, body),
      '4 bytes belong',
    ],
    ['a type by the name of a method', file({ a: { ...entry, dtype: 'constructor' } }, body), 'constructor'],
    ['a header that is a list', file([entry], body), 'JSON object'],
    ['no tensors', file({}, new Uint8Array(0)), 'no tensors'],
    ['nothing', new Uint8Array(3), 'cut short'],
  ])('refuses %s', (_, bytes, problem) => {
    expect(thrown(() => readSafetensors(bytes)).message).toContain(problem);
  });
});

describe('HDF5', () => {
  async function write(fill: (file: InstanceType<typeof h5wasm.File>) => void): Promise<Uint8Array> {
    const { FS } = await h5wasm.ready;
    const file = new h5wasm.File('made.h5', 'w');
    fill(file);
    file.close();
    return FS.readFile('made.h5');
  }

  test('gives datasets of numbers by path, widened', async () => {
    const bytes = await write((file) => {
      file.create_dataset({ name: 'DME.conv.weight', data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] });
      file.create_group('layer').create_dataset({ name: 'kernel', data: Float64Array.of(0.5) });
      file.create_dataset({ name: 'steps', data: Int32Array.of(7, 8) });
      file.create_dataset({ name: 'note', data: 'no tensor' });
    });
    const read = await readHdf5(bytes);
    expect([...read.keys()].sort()).toEqual(['DME.conv.weight', 'layer/kernel', 'steps']);
    expect(read.get('DME.conv.weight')!.shape).toEqual([2, 2]);
    expect([...read.get('DME.conv.weight')!.read()]).toEqual([1, 2, 3, 4]);
    expect([...read.get('steps')!.read()]).toEqual([7, 8]);
  });

  test('refuses datasets that would unpack to many times the file', async () => {
    const bytes = await write((file) => {
      const data = new Float32Array(4_000_000);
      file.create_dataset({ name: 'zeros', data, shape: [2000, 2000], chunks: [500, 500], compression: 9 });
    });
    expect(bytes.length).toBeLessThan(200_000);
    await expect(readHdf5(bytes)).rejects.toThrow(/claims more than/);
  });

  test('refuses what is cut short or no HDF5 at all', async () => {
    const bytes = await write((file) => file.create_dataset({ name: 'a', data: Float32Array.of(1, 2) }));
    for (const broken of [bytes.subarray(0, 200), new Uint8Array(0), new TextEncoder().encode('<html>')]) {
      await expect(readHdf5(broken)).rejects.toBeInstanceOf(VitrineError);
    }
  });
});

test('ONNX files give their initialisers', async () => {
  const graph = new GraphBuilder();
  const x = graph.input('x', [2]);
  graph.output('y', add(x, graph.constant(float32([2], [3, 4]), 'bias')));
  const read = await readCheckpoint('onnx', writeOnnx(graph.finish()));
  expect([...read.get('bias')!.read()]).toEqual([3, 4]);
});
