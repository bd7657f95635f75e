/** Pickles that call code, that never end, or that describe what cannot be. */
import {
  floatBytes,
  pickle,
  torchStream,
  torchTensor,
  type Picklable,
  type TestStorage,
} from '#tests/helpers/pickle-writer.ts';
import { join, repeat, uint32, uint64, utf8, type HostileFile } from './hostile-file.ts';
import { writeZip } from './zip-writer.ts';

/** What pickles are made to call, as "module name". */
const dangerous = [
  ...[
    'os system',
    'posix system',
    'nt system',
    'os popen',
    'os execv',
    'subprocess Popen',
    'subprocess check_output',
  ],
  ...['builtins eval', 'builtins exec', '__builtin__ eval', '__builtin__ execfile', 'builtins compile'],
  ...['builtins getattr', 'builtins __import__', 'builtins open', 'builtins globals', '__builtin__ apply'],
  ...['importlib import_module', 'runpy run_path', 'pty spawn', 'socket create_connection', 'ctypes CDLL'],
  ...[
    'pickle loads',
    '_pickle loads',
    'marshal loads',
    'types CodeType',
    'types FunctionType',
    'shutil rmtree',
  ],
  ...[
    'operator attrgetter',
    'operator methodcaller',
    'functools partial',
    'functools reduce',
    'webbrowser open',
  ],
  ...['torch load', 'torch.hub load', 'torch.storage _load_from_bytes', 'torch.serialization load'],
  ...['torch.nn.modules.module register_module_forward_hook', 'torch.nn.modules.conv os', 'torch.jit load'],
  ...[
    'torch.nn.modules.container Sequential.forward.__globals__',
    'ultralytics.nn.tasks attempt_load_weights',
  ],
  ...['ultralytics.utils os', 'numpy.core.multiarray _reconstruct', 'numpy load', 'copy_reg _reconstructor'],
  ...['collections defaultdict', 'models.yolo os', 'torch.nn.modules.activation __builtins__'],
];

const [MARK, STOP, REDUCE, BUILD, TUPLE, EMPTY_TUPLE] = [0x28, 0x2e, 0x52, 0x62, 0x74, 0x29];
const text = (value: string): number[] => [0x58, ...uint32(utf8(value).length), ...utf8(value)];
const short = (value: string): number[] => [0x8c, utf8(value).length, ...utf8(value)];
const global = (name: string): number[] => [0x63, ...utf8(`${name.replace(' ', '\n')}\n`)];
const stackGlobal = (name: string): number[] => [...name.split(' ').flatMap(short), 0x93];
const command = [MARK, ...text('touch /tmp/vitrine-was-here'), TUPLE];

/** The ways in which a pickle comes to a call. */
const calls: Readonly<Record<string, (name: string) => number[]>> = {
  REDUCE: (name) => [...global(name), ...command, REDUCE],
  'STACK_GLOBAL and REDUCE': (name) => [...stackGlobal(name), ...command, REDUCE],
  INST: (name) => [MARK, ...text('x'), 0x69, ...utf8(`${name.replace(' ', '\n')}\n`)],
  OBJ: (name) => [MARK, ...global(name), ...text('x'), 0x6f],
  NEWOBJ: (name) => [...global(name), ...command, 0x81],
  NEWOBJ_EX: (name) => [...global(name), ...command, 0x7d, 0x92],
  'BUILD on the global': (name) => [...global(name), 0x7d, BUILD],
  'no call': global,
};

type Code = readonly number[] | Uint8Array;

const body = (code: Code): Uint8Array => join([[0x80, 2], code, [STOP]]);

/** `{ 'x': value }`, so that what is refused is the value. */
const inDict = (code: Code): Uint8Array => body(join([[0x7d, ...text('x')], code, [0x73]]));

const zipped = (data: Uint8Array, storages: readonly TestStorage[] = []): Uint8Array =>
  writeZip([
    { name: 'a/data.pkl', data },
    { name: 'a/byteorder', data: Uint8Array.from(utf8('little')) },
    ...storages.map(({ key, bytes }) => ({ name: `a/data/${key}`, data: bytes })),
  ]).bytes;

const file = (kind: string, name: string, bytes: Uint8Array): HostileFile => ({
  kind,
  name,
  format: 'pytorch',
  bytes,
});

/** The stream of before 1.6 up to where the pickle of the object stands. */
const streamed = (data: Uint8Array): Uint8Array => {
  const whole = torchStream(null, []);
  const [nothing, keys] = [pickle(null), pickle([])];
  return join([whole.subarray(0, whole.length - keys.length - nothing.length), data, keys]);
};

export function callingPickles(): HostileFile[] {
  const files = dangerous.flatMap((name, i) =>
    Object.entries(calls)
      // Every way for the first ones, then by turns.
      .filter((_, way) => i < 6 || way === 0 || way === i % 8)
      .map(([way, code]) => file('pickle: calls code', `${name} by ${way}`, zipped(inDict(code(name))))),
  );
  const inStreams = dangerous
    .slice(0, 20)
    .map((name) =>
      file('pickle: calls code', `${name} in a stream`, streamed(inDict(calls['REDUCE']!(name)))),
    );
  const others: [string, number[]][] = [
    ['EXT1', [0x82, 1]],
    ['EXT2', [0x83, 1, 1]],
    ['EXT4', [0x84, 1, 0, 0, 0]],
    ['PERSID', [0x50, ...utf8('os.system\n')]],
    ['a persistent id that is a call', [...calls['REDUCE']!('os system'), 0x51]],
    ['a persistent id that is no storage', [MARK, ...text('module'), ...text('os'), TUPLE, 0x51]],
    ['a call of a string', [...text('os.system'), ...command, REDUCE]],
    [
      'a call of a tensor function with code',
      [...global('torch._utils _rebuild_tensor_v2'), MARK, ...global('os system'), TUPLE, REDUCE],
    ],
    [
      'getattr chained to a call',
      [
        ...global('builtins getattr'),
        MARK,
        ...global('os path'),
        ...text('system'),
        TUPLE,
        REDUCE,
        ...command,
        REDUCE,
      ],
    ],
    ['a global whose name is a list', [0x5d, 0x5d, 0x93]],
    ['a global whose name is made by a pickle', [...text('o'), ...text('s'), 0x93]],
    [
      'a layer called with code',
      [...global('torch.nn.modules.conv Conv2d'), MARK, ...global('os system'), TUPLE, REDUCE],
    ],
    ['a layer made with parameters', [...global('torch.nn.modules.conv Conv2d'), ...command, 0x81]],
    [
      'a layer whose state is a list',
      [...global('torch.nn.modules.conv Conv2d'), EMPTY_TUPLE, 0x81, 0x5d, BUILD],
    ],
    [
      'a layer whose state is code',
      [...global('torch.nn.modules.conv Conv2d'), EMPTY_TUPLE, 0x81, ...global('os system'), BUILD],
    ],
    [
      'items set on a layer',
      [...global('torch.nn.modules.conv Conv2d'), EMPTY_TUPLE, 0x81, ...text('a'), ...text('b'), 0x73],
    ],
    ['a set of no list', [...global('__builtin__ set'), ...command, REDUCE]],
    ['an OrderedDict of no pairs', [...global('collections OrderedDict'), ...command, REDUCE]],
  ];
  return [
    ...files,
    ...inStreams,
    ...others.map(([name, code]) => file('pickle: calls code', name, zipped(inDict(code)))),
  ];
}

/** Store the top in the memo, and get it. */
const put = (index: number): number[] => [0x72, ...uint32(index)];
const get = (index: number): number[] => [0x6a, ...uint32(index)];

/** A module with these layers by name, each code that pushes one. */
const layer = (inner: readonly [string, readonly number[]][]): number[] => [
  ...[...global('torch.nn.modules.container Sequential'), EMPTY_TUPLE, 0x81, 0x7d, MARK],
  ...[...text('_parameters'), 0x7d, ...text('_buffers'), 0x7d, ...text('_modules'), 0x7d],
  ...[MARK, ...inner.flatMap(([name, code]) => [...text(name), ...code]), 0x75, 0x75, BUILD],
];

/** Each level holds the one before twice: 2^levels ways through a file of a few kilobytes. */
function doubling(levels: number): number[] {
  let code = [...layer([]), ...put(0), 0x30];
  for (let i = 0; i < levels; i++) {
    code = [
      ...code,
      ...layer([
        ['a', get(i)],
        ['b', get(i)],
      ]),
      ...put(i + 1),
      0x30,
    ];
  }
  return [...code, ...get(levels)];
}

/** Each level holds the one before. */
function nested(levels: number): Uint8Array {
  const inner = (i: number): [string, number[]][] => (i === 0 ? [] : [['a', get(i - 1)]]);
  const layers = Array.from({ length: levels }, (_, i) => [...layer(inner(i)), ...put(i), 0x30]);
  return join([...layers, get(levels - 1)]);
}

/** Lists of a list twice, over and over: endless when somebody writes it out. */
function doubledLists(levels: number): number[] {
  let code = [0x5d, ...put(0), 0x30];
  for (let i = 0; i < levels; i++) code = [...code, ...get(i), ...get(i), 0x86, ...put(i + 1), 0x30];
  return [...code, ...get(levels)];
}

export function endlessPickles(): HostileFile[] {
  const list = [0x5d, MARK, ...repeat(50_000, [0x4e]), 0x65, ...put(0), 0x30];
  const made: [string, Uint8Array][] = [
    ['two million dicts', body(repeat(2_000_000, [0x7d]))],
    ['five million steps', body(repeat(5_000_000, [0x4e]))],
    ['a million marks', body(repeat(1_000_000, [MARK]))],
    ['a million lists in lists', body(join([repeat(1_000_000, [0x5d]), repeat(1_000_000, [0x61])]))],
    [
      'a large set made again and again',
      body(join([list, repeat(20_000, [...global('__builtin__ set'), ...get(0), 0x85, REDUCE, 0x30])])),
    ],
    ['doubled lists as a key', body([0x7d, ...doubledLists(40), 0x4e, 0x73])],
    ['doubled lists as a global', body([...doubledLists(40), ...doubledLists(40), 0x93])],
    ['a list that holds itself as a key', body([0x7d, 0x5d, ...put(0), ...get(0), 0x61, 0x4e, 0x73])],
    ['layers doubled 40 times', body(doubling(40))],
    ['layers doubled 40 times in a dict', inDict(doubling(40))],
    ['layers nested 5,000 deep', body(nested(5000))],
    [
      'a layer that contains itself',
      body([
        ...global('torch.nn.modules.container Sequential'),
        EMPTY_TUPLE,
        0x81,
        ...put(0),
        0x7d,
        ...text('_modules'),
        0x7d,
        ...text('a'),
        ...get(0),
        0x73,
        0x73,
        BUILD,
      ]),
    ],
    ['an integer of 4 GB', inDict([0x8b, ...uint32(0xffffffff)])],
    ['an integer of a thousand bytes', inDict([0x8b, ...uint32(1000), ...repeat(1000, [7])])],
    ['a text of 2^63 bytes', inDict([0x8d, ...uint64(2n ** 63n)])],
    ['a text of 4 GB', inDict([0x58, ...uint32(0xffffffff)])],
    ['bytes of 2 GB', inDict([0x42, ...uint32(0x7fffffff)])],
    ['a frame beyond the end', body([0x95, ...uint64(2n ** 40n)]).subarray(0, 8)],
    ['a memo that is empty', inDict(get(77))],
    ['a pop from an empty stack', body([0x30])],
    ['a tuple without a mark', body([TUPLE])],
    ['nothing but a dict', body([0x7d])],
    ['a number', body([0x4b, 7])],
    ['no end', body([0x7d]).subarray(0, 3)],
  ];
  return made.map(([name, data]) => file('pickle: endless', name, zipped(data)));
}

const six: TestStorage = { key: '0', type: 'float32', bytes: floatBytes([1, 2, 3, 4, 5, 6]) };
const dict = (entries: Record<string, Picklable>): Map<string, Picklable> => new Map(Object.entries(entries));

export function impossibleTensors(): HostileFile[] {
  const storage = (parts: readonly Picklable[]): Picklable => ({
    global: 'torch._utils _rebuild_tensor_v2',
    call: [{ persistent: ['storage', ...parts] }, 0, [6], [1], false, null],
  });
  const float = { global: 'torch FloatStorage' };
  const tensors: [string, Picklable, TestStorage[]][] = [
    ['a shape beyond its storage', torchTensor(six, [7], [1]), [six]],
    ['a huge shape', torchTensor(six, [2 ** 31, 2 ** 20], [1, 1]), [six]],
    ['a huge shape of no stride', torchTensor(six, [2 ** 25, 2 ** 25], [0, 0]), [six]],
    ['a negative side', torchTensor(six, [-6], [1]), [six]],
    ['two negative sides', torchTensor(six, [-2, -3], [3, 1]), [six]],
    ['a negative stride', torchTensor(six, [6], [-1], 5), [six]],
    ['a negative offset', torchTensor(six, [2], [1], -4), [six]],
    ['an offset beyond', torchTensor(six, [2], [1], 2 ** 40), [six]],
    ['a hundred axes', torchTensor(six, Array<number>(100).fill(1), Array<number>(100).fill(1)), [six]],
    ['a stride for no axis', torchTensor(six, [6], [1, 1]), [six]],
    [
      'a storage of 4 GB that is not there',
      torchTensor({ ...six, elements: 2 ** 30 }, [2 ** 30], [1]),
      [six],
    ],
    ['a storage shorter than said', torchTensor({ ...six, elements: 7 }, [7], [1]), [six]],
    ['a storage that is missing', torchTensor(six, [6], [1]), []],
    ['a storage in another folder', torchTensor({ ...six, key: '../../etc/passwd' }, [6], [1]), [six]],
    [
      'a storage of complex numbers',
      storage([{ global: 'torch ComplexFloatStorage' }, '0', 'cpu', 6]),
      [six],
    ],
    ['a storage of no class', storage(['FloatStorage', '0', 'cpu', 6]), [six]],
    ['a storage of minus one elements', storage([float, '0', 'cpu', -1]), [six]],
    ['a storage whose key is a number', storage([float, 0, 'cpu', 6]), [six]],
    ['a storage that is a view', storage([float, '0', 'cpu', 6, ['1', 0, 6]]), [six]],
    ['a storage class that is called', { global: 'torch FloatStorage', call: [6] }, [six]],
    ['a tensor of nothing', { global: 'torch._utils _rebuild_tensor_v2', call: [] }, []],
    ['a tensor of strings', { global: 'torch._utils _rebuild_tensor_v2', call: ['a', 'b', 'c', 'd'] }, []],
  ];
  const files = tensors.map(([name, tensor, storages]) =>
    file('tensors that cannot be', name, zipped(pickle(dict({ x: tensor })), storages)),
  );
  const twice = dict({ x: torchTensor(six, [6], [1]), y: torchTensor({ ...six, elements: 5 }, [5], [1]) });
  return [...files, file('tensors that cannot be', 'one storage of two sizes', zipped(pickle(twice), [six]))];
}

/** A sound checkpoint's pickle, cut after each of its opcodes' bytes, in a zip and in a stream. */
export function cutPickles(): HostileFile[] {
  const root = dict({
    epoch: 3,
    model: dict({ x: torchTensor(six, [2, 3], [3, 1]), y: torchTensor(six, [6], [1]) }),
  });
  const whole = pickle(root);
  const step = Math.ceil(whole.length / 40);
  const zips = Array.from({ length: Math.floor(whole.length / step) }, (_, i) =>
    file('cut: pickle', `zip, pickle of ${i * step} bytes`, zipped(whole.subarray(0, i * step), [six])),
  );
  const stream = torchStream(root, [six]);
  const pace = Math.ceil(stream.length / 40);
  const streams = Array.from({ length: Math.floor(stream.length / pace) }, (_, i) =>
    file('cut: pickle', `stream of ${i * pace} bytes`, stream.subarray(0, i * pace)),
  );
  return [...zips, ...streams];
}

/** A file that must be read: the control. */
export const soundFile = (): HostileFile =>
  file('sound', 'a checkpoint', zipped(pickle(dict({ x: torchTensor(six, [2, 3], [3, 1]) })), [six]));

/** What the zip tests put inside: one that would be read. */
export const soundPickle = (): { data: Uint8Array; storage: TestStorage } => ({
  data: pickle(dict({ x: torchTensor(six, [6], [1]) })),
  storage: six,
});
