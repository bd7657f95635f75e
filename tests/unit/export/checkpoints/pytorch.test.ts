import { describe, expect, test } from 'vitest';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { readPyTorch } from '#export/checkpoints/pytorch.ts';
import {
  floatBytes,
  torchStream,
  torchTensor,
  torchZip,
  type Picklable,
  type TestStorage,
} from '#tests/helpers/pickle-writer.ts';
import { thrown } from '#tests/helpers/thrown.ts';

const six: TestStorage = { key: '0', type: 'float32', bytes: floatBytes([1, 2, 3, 4, 5, 6]) };
const dict = (entries: Record<string, Picklable>) => new Map(Object.entries(entries));
const read = (file: Uint8Array, key: string, entry?: string) => [
  ...readPyTorch(file, entry).get(key)!.read(),
];

describe.each([
  ['zip', torchZip],
  ['stream of before 1.6', torchStream],
])('a PyTorch %s', (_, write) => {
  test('gives tensors by key, in order, with their shapes', () => {
    const file = write(dict({ b: torchTensor(six, [2, 3], [3, 1]), a: torchTensor(six, [], []) }), [six]);
    expect([...readPyTorch(file)].map(([key, { shape }]) => [key, shape])).toEqual([
      ['b', [2, 3]],
      ['a', []],
    ]);
    expect(read(file, 'b')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('reads strided, offset and shared storages', () => {
    const file = write(
      dict({
        transposed: torchTensor(six, [3, 2], [1, 3]),
        tail: torchTensor(six, [2], [1], 4),
        repeated: torchTensor(six, [3, 2], [0, 1], 2),
      }),
      [six],
    );
    expect(read(file, 'transposed')).toEqual([1, 4, 2, 5, 3, 6]);
    expect(read(file, 'tail')).toEqual([5, 6]);
    expect(read(file, 'repeated')).toEqual([3, 4, 3, 4, 3, 4]);
  });

  test.each<[TestStorage['type'], Uint8Array, number[]]>([
    ['float16', new Uint8Array(Uint16Array.of(0x3c00, 0xc100, 0x0001).buffer), [1, -2.5, 2 ** -24]],
    ['bfloat16', new Uint8Array(Uint16Array.of(0x3f80, 0xc020, 0x4049).buffer), [1, -2.5, 3.140625]],
    ['float64', new Uint8Array(Float64Array.of(1, -2.5, 0.1).buffer), [1, -2.5, Math.fround(0.1)]],
    ['int64', new Uint8Array(BigInt64Array.of(1n, -2n, 7n).buffer), [1, -2, 7]],
    ['uint8', Uint8Array.of(1, 255, 7), [1, 255, 7]],
  ])('widens %s', (type, bytes, expected) => {
    const storage = { key: 'k', type, bytes };
    expect(read(write(dict({ x: torchTensor(storage, [3], [1]) }), [storage]), 'x')).toEqual(expected);
  });

  test('widens tensors quantised by one scale and zero point, and refuses other ways', () => {
    const storage: TestStorage = { key: 'q', type: 'uint8', bytes: Uint8Array.of(3, 5, 255) };
    const quantised = (way: string): Picklable => ({
      global: 'torch._utils _rebuild_qtensor',
      call: [
        { persistent: ['storage', { global: 'torch QUInt8Storage' }, 'q', 'cpu', 3] },
        0,
        [3],
        [1],
        [{ global: way }, 2, 3],
        false,
        null,
      ],
    });
    const file = (way: string) => write(dict({ x: quantised(way) }), [storage]);
    expect(read(file('torch per_tensor_affine'), 'x')).toEqual([0, 4, 504]);
    const { message } = thrown(() => readPyTorch(file('torch per_channel_affine')));
    expect(message).toContain('torch.per_channel_affine');
  });

  test('finds the state_dict inside a training checkpoint, or the one that is asked for', () => {
    const other: TestStorage = { key: '1', type: 'float32', bytes: floatBytes([9]) };
    const root = dict({
      epoch: 800,
      optimizer: dict({ state: dict({ x: torchTensor(other, [1], [1]) }) }),
      ema: dict({ x: torchTensor(other, [1], [1]) }),
      model: dict({ x: torchTensor(six, [6], [1]) }),
    });
    const file = write(root, [other, six]);
    expect(read(file, 'x')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(read(file, 'x', 'ema')).toEqual([9]);
    const { message } = thrown(() => readPyTorch(file, 'state_dict'));
    expect(message).toContain('state_dict');
    expect(message).toContain('epoch, optimizer, ema, model');
  });

  test('takes parameters and ordered dicts', () => {
    const parameter = {
      global: 'torch._utils _rebuild_parameter',
      call: [torchTensor(six, [6], [1]), true, null],
    };
    const ordered = { global: 'collections OrderedDict', call: [[['x', parameter]]] };
    expect(read(write(ordered, [six]), 'x')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('cut anywhere is refused as a bad file', () => {
    const file = write(dict({ x: torchTensor(six, [6], [1]) }), [six]);
    for (let length = 0; length < file.length; length++) {
      expect(thrown(() => readPyTorch(file.subarray(0, length))).code).toBe('bad-file');
    }
  });

  test('with any byte changed is read or refused, and nothing else happens', () => {
    const file = write(dict({ x: torchTensor(six, [6], [1]) }), [six]);
    for (let i = 0; i < file.length; i++) {
      const changed = file.slice();
      changed[i]! ^= 0xff;
      try {
        readPyTorch(changed).get('x')?.read();
      } catch (error) {
        expect(error).toBeInstanceOf(VitrineError);
      }
    }
  });

  test.each([
    ['os system', ['rm -rf /']],
    ['posix system', ['true']],
    ['builtins eval', ['1']],
    ['builtins getattr', []],
    ['torch.storage _load_from_bytes', []],
    ['ultralytics.nn.tasks attempt_load_weights', []],
    ['torch.nn.modules.module register_module_forward_hook', []],
  ])('asking for %s is refused by that name', (name, call) => {
    const { code, message } = thrown(() => readPyTorch(write(dict({ x: { global: name, call } }), [])));
    expect(code).toBe('bad-file');
    expect(message).toContain(name.replace(' ', '.'));
  });

  test.each<[string, readonly number[], readonly number[], number]>([
    ['a shape beyond the storage', [7], [1], 0],
    ['an offset beyond the storage', [2], [1], 5],
    ['strides beyond the storage', [2, 3], [4, 1], 0],
    ['a huge shape over few elements', [2 ** 20, 2 ** 20], [0, 0], 0],
    ['a stride for no axis', [6], [1, 1], 0],
    ['a negative offset', [2], [1], -1],
  ])('that describes %s is refused', (_what, shape, strides, offset) => {
    const file = write(dict({ x: torchTensor(six, shape, strides, offset) }), [six]);
    expect(thrown(() => readPyTorch(file)).code).toBe('bad-file');
  });

  test('whose storage is shorter than said is refused', () => {
    const short = { ...six, elements: 1_000_000_000 };
    const file = write(dict({ x: torchTensor(short, [1_000_000_000], [1]) }), [short]);
    const { code, message } = thrown(() => readPyTorch(file));
    expect(code).toBe('bad-file');
    expect(message).toMatch(/4000000000|1000000000/);
  });

  test('that describes one storage twice, differently, is refused', () => {
    const root = dict({ x: torchTensor(six, [6], [1]), y: torchTensor({ ...six, elements: 5 }, [5], [1]) });
    expect(thrown(() => readPyTorch(write(root, [six]))).message).toContain('twice');
  });
});

describe('a file of a whole module', () => {
  const layer = (attributes: Record<string, Picklable>, of = 'torch.nn.modules.conv Conv2d'): Picklable => ({
    global: of,
    made: dict({
      _parameters: dict({}),
      _buffers: dict({}),
      _modules: dict({}),
      training: false,
      ...attributes,
    }),
  });
  const tensor = torchTensor(six, [6], [1]);
  const keysOf = (root: Picklable) => [...readPyTorch(torchZip(root, [six])).keys()];

  test('gives its state_dict: parameters, buffers, then what is inside', () => {
    const inner = layer({
      _parameters: dict({ weight: tensor, bias: null }),
      _buffers: dict({ steps: tensor, passing: tensor }),
      _non_persistent_buffers_set: { global: '__builtin__ set', call: [['passing']] },
    });
    const root = layer(
      { _parameters: dict({ scale: tensor }), _modules: dict({ 0: inner, act: null, again: inner }) },
      'ultralytics.nn.tasks DetectionModel',
    );
    const keys = ['scale', '0.weight', '0.steps', 'again.weight', 'again.steps'];
    expect(keysOf(root)).toEqual(keys);
    expect(keysOf(dict({ epoch: -1, ema: null, model: root }))).toEqual(keys);
    expect(keysOf(dict({ model: layer({}), ema: root }))).toEqual(keys);
  });

  test.each<[string, Record<string, Picklable>, string]>([
    ['a layer that is none', { _modules: dict({ a: 'conv' }) }, 'a must be a module'],
    ['a parameter that is none', { _parameters: dict({ w: 3 }) }, 'w must be a tensor'],
    ['layers in no dict', { _parameters: ['w'] }, '_parameters must be a dict'],
  ])('refuses %s', (_what, attributes, problem) => {
    const { code, message } = thrown(() => keysOf(layer(attributes)));
    expect(code).toBe('bad-file');
    expect(message).toContain(problem);
  });

  test('refuses layers nested without end, and a module without tensors', () => {
    let chain = layer({});
    for (let i = 0; i < 70; i++) chain = layer({ _modules: dict({ a: chain }) });
    expect(thrown(() => keysOf(chain)).message).toContain('nested deeper');
    expect(thrown(() => keysOf(layer({}))).message).toContain('no tensors');
  });

  test('refuses a known class that is called with something', () => {
    const root = { global: 'torch.nn.modules.conv Conv2d', call: [3] };
    expect(thrown(() => keysOf(root)).message).toContain(
      'torch.nn.modules.conv.Conv2d is called with parameters',
    );
  });
});

test('a zip that would unpack to many times its size is refused unread', () => {
  const zeros: TestStorage = { key: '0', type: 'float32', bytes: new Uint8Array(8_000_000) };
  const bomb = torchZip(dict({ x: torchTensor(zeros, [2_000_000], [1]) }), [zeros], true);
  expect(bomb.length).toBeLessThan(100_000);
  const { code, message } = thrown(() => readPyTorch(bomb));
  expect(code).toBe('bad-file');
  expect(message).toContain('claim to unpack to more than');
});

test('the tar of before 0.1.10 is refused as such', () => {
  const tar = new Uint8Array(1024);
  tar.set(new TextEncoder().encode('sys_info'));
  const { code, message } = thrown(() => readPyTorch(tar));
  expect(code).toBe('unsupported');
  expect(message).toContain('tar archive');
});

test('a storage that is not in the zip is named', () => {
  const file = torchZip(dict({ x: torchTensor(six, [6], [1]) }), []);
  expect(thrown(() => readPyTorch(file)).message).toContain(
    'archive/data/0 must hold 24 bytes, found nothing',
  );
});

test('a file of another kind is said to be so', () => {
  expect(thrown(() => readPyTorch(new TextEncoder().encode('<!doctype html>'))).message).toContain(
    '3c 21 64 6f',
  );
});
