/** What a PyTorch pickle may speak of: storages, tensors over them, plain containers, and layers kept as data. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { inertClass } from './inert-objects.ts';
import type { PickleEnvironment, PickleGlobal } from './pickle-machine.ts';
import { checkLayout, type Layout, type StoredType } from './stored-tensor.ts';

/** A run of elements that lies elsewhere in the file under `key`; tensors may share it. */
export class TorchStorage {
  readonly key: string;
  readonly type: StoredType;
  readonly elements: number;

  constructor(key: string, type: StoredType, elements: number) {
    this.key = key;
    this.type = type;
    this.elements = elements;
  }
}

export class TorchTensor {
  readonly storage: TorchStorage;
  readonly layout: Layout;
  readonly quantised: Affine | undefined;

  constructor(storage: TorchStorage, layout: Layout, quantised?: Affine) {
    this.storage = storage;
    this.layout = layout;
    this.quantised = quantised;
  }
}

/** value = (stored − zeroPoint) · scale. */
export interface Affine {
  scale: number;
  zeroPoint: number;
}

/** Storage classes by name. Source: torch/storage.py. Complex ones are not here and are refused. */
const storageTypes: Readonly<Record<string, StoredType>> = {
  FloatStorage: 'float32',
  DoubleStorage: 'float64',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
  QInt8Storage: 'int8',
  QUInt8Storage: 'uint8',
  QInt32Storage: 'int32',
};

/** More axes than any layer's weights have. */
const MAX_RANK = 8;

export interface TorchEnvironment extends PickleEnvironment {
  /** Every storage that was spoken of so far. */
  storages: ReadonlyMap<string, TorchStorage>;
}

export function torchEnvironment(): TorchEnvironment {
  const storages = new Map<string, TorchStorage>();
  // A storage class is only named, never called: it stands in the persistent id.
  const named = Object.entries(storageTypes).map(
    ([name, type]) => [name, () => refuse(`calls ${name}`), type] as const,
  );
  const classes = new Map<unknown, StoredType>(named.map(([, stand, type]) => [stand, type]));
  const globals = new Map<string, PickleGlobal>([
    ['collections OrderedDict', orderedDict],
    ['torch Size', (sides) => sides],
    // Where a module's tensors were: nothing depends on it.
    ['torch device', () => null],
    ['__builtin__ set', set],
    ['builtins set', set],
    ['torch._utils _rebuild_tensor_v2', rebuildTensor],
    ['torch._utils _rebuild_parameter', (tensor) => tensor],
    ['torch._utils _rebuild_qtensor', rebuildQuantised],
    ['torch per_tensor_affine', perTensor],
    ...named.map(([name, stand]): [string, PickleGlobal] => [`torch ${name}`, stand]),
  ]);
  const persistent = (id: unknown): TorchStorage => {
    // ('storage', class, key, device, element count[, view]); a view is a tuple in old files and null in ours.
    if (!Array.isArray(id) || id[0] !== 'storage') return refuse('has a persistent id that is no storage');
    const [, stand, key, , elements, view] = id as unknown[];
    const type = classes.get(stand);
    if (!type || typeof key !== 'string' || !isCount(elements)) return refuse('describes a storage badly');
    if (view !== undefined && view !== null) return refuse(`has storage ${key} as a view of another`);
    const known = storages.get(key) ?? new TorchStorage(key, type, elements);
    if (known.type !== type || known.elements !== elements)
      return refuse(`describes storage ${key} twice, differently`);
    storages.set(key, known);
    return known;
  };
  return { global: (name) => globals.get(name) ?? inertClass(name), persistent, storages };
}

function orderedDict(pairs: unknown = []): Map<unknown, unknown> {
  const isPair = (pair: unknown): pair is [unknown, unknown] => Array.isArray(pair) && pair.length === 2;
  if (!Array.isArray(pairs) || !pairs.every(isPair)) return refuse('makes an OrderedDict of no pairs');
  return new Map(pairs);
}

/** Kept as a list: only names stand in the sets that matter. */
function set(members: unknown = []): unknown[] {
  return Array.isArray(members) ? (members as unknown[]) : refuse('makes a set of no list');
}

/** _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks[, metadata]). */
function rebuildTensor(storage: unknown, offset: unknown, shape: unknown, strides: unknown): TorchTensor {
  const counts = (list: unknown): list is number[] =>
    Array.isArray(list) && list.length <= MAX_RANK && list.every(isCount);
  if (!(storage instanceof TorchStorage) || !isCount(offset) || !counts(shape) || !counts(strides)) {
    return refuse('describes a tensor badly');
  }
  const layout = { shape, strides, offset };
  checkLayout(`the tensor over storage ${storage.key}`, layout, storage.elements);
  return new TorchTensor(storage, layout);
}

/** Only named, as the way of quantisation. */
const perTensor = () => refuse('calls torch.per_tensor_affine');

/** _rebuild_qtensor(storage, offset, size, stride, (way, scale, zero point), requires_grad, hooks). */
function rebuildQuantised(
  storage: unknown,
  offset: unknown,
  shape: unknown,
  strides: unknown,
  quantiser: unknown,
): TorchTensor {
  const { storage: whole, layout } = rebuildTensor(storage, offset, shape, strides);
  const [way, scale, zeroPoint] = Array.isArray(quantiser) ? (quantiser as unknown[]) : [];
  if (way !== perTensor || typeof scale !== 'number' || !Number.isSafeInteger(zeroPoint)) {
    return refuse('quantises a tensor in another way than by one scale and zero point');
  }
  return new TorchTensor(whole, layout, { scale, zeroPoint: zeroPoint as number });
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function refuse(problem: string): never {
  throw new VitrineError('bad-file', `the PyTorch file ${problem}`);
}
