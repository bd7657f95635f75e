import { VitrineError } from '#core/errors/vitrine-error.ts';
import { contiguous, widen } from './checkpoints/stored-tensor.ts';
import { fields, typeOf } from './onnx-fields.ts';
import { eachField, integer, repeated } from './protobuf.ts';
import { elementBytes, fromBytes, showShape, sizeOf, type DataType, type TensorData } from './tensor-data.ts';

const MAX_RANK = 8;

/** TensorProto.DataLocation. */
const EXTERNAL = 1;
/** TensorProto.DataType.BFLOAT16: widened on the way, since nothing here computes with it. */
const BFLOAT16 = 16;

interface Head {
  name: string;
  shape: number[];
  typeNumber: number;
  raw: Uint8Array | undefined;
}

/** A TensorProto. Its values stand as raw bytes or in a typed list; either must fit the shape exactly. */
export function readTensor(message: Uint8Array, what: string): { name: string; tensor: TensorData } {
  const { name, shape, typeNumber, raw } = readHead(message, what);
  const isBrainFloat = typeNumber === BFLOAT16;
  const type = isBrainFloat ? 'float32' : typeOf(typeNumber, `tensor ${name}`);
  if (!shape.every((side) => side >= 0)) {
    throw new VitrineError('bad-file', `tensor ${name} has the impossible shape ${showShape(shape)}`);
  }
  const size = sizeOf(shape);
  // Each value takes a byte at least, so that a list longer than the message is not even looked for.
  const list = raw || size > message.length ? [] : readList(message, what, size);
  const found = raw ? raw.length / (isBrainFloat ? 2 : elementBytes[type]) : list.length;
  if (found !== size) {
    throw new VitrineError(
      'bad-file',
      `tensor ${name} ${showShape(shape)} wants ${size} ${type}, holds ${found}`,
    );
  }
  if (isBrainFloat) {
    const data = widen(raw ?? halves(list), 'bfloat16', contiguous(shape));
    return { name, tensor: { type: 'float32', shape, data } };
  }
  return { name, tensor: raw ? fromBytes(type, shape, raw) : fromList(type, shape, list) };
}

/** All but the typed list, which is read once its length is known. */
function readHead(message: Uint8Array, what: string): Head {
  const { tensor: field } = fields;
  const head: Head = { name: '', shape: [], typeNumber: 0, raw: undefined };
  let location = '';
  let isElsewhere = false;
  eachField(message, what, (each) => {
    const { number, reader } = each;
    if (number === field.dims) repeated(each, head.shape, integer, MAX_RANK);
    else if (number === field.dataType) head.typeNumber = reader.int32();
    else if (number === field.name) head.name = reader.string();
    else if (number === field.rawData) head.raw = reader.bytes();
    else if (number === field.dataLocation) isElsewhere ||= reader.int32() === EXTERNAL;
    else if (number === field.externalData) {
      isElsewhere = true;
      location ||= locationIn(reader.bytes(), what);
    }
  });
  if (!isElsewhere) return head;
  const where = location ? ` (${location.slice(0, 100)})` : '';
  throw new VitrineError(
    'unsupported',
    `${what}: tensor ${head.name} lies in another file${where}, and only files that hold all their values are read`,
  );
}

/** The path in a StringStringEntryProto, for the error alone: it is never followed. */
function locationIn(message: Uint8Array, what: string): string {
  const { entry: field } = fields;
  let [key, value] = ['', ''];
  eachField(message, what, ({ number, reader }) => {
    if (number === field.key) key = reader.string();
    else if (number === field.value) value = reader.string();
  });
  return key === 'location' ? value : '';
}

/** At most one value more than `size`: a list may be far longer than its tensor. */
function readList(message: Uint8Array, what: string, size: number): number[] {
  const { tensor: field } = fields;
  const list: number[] = [];
  eachField(message, what, (each) => {
    const { number } = each;
    if (list.length > size) return;
    if (number === field.floatData) repeated(each, list, (from) => from.float(), size + 1);
    else if (number === field.doubleData) repeated(each, list, (from) => from.double(), size + 1);
    else if (number === field.int32Data) repeated(each, list, (from) => from.int32(), size + 1);
    else if (number === field.int64Data) repeated(each, list, integer, size + 1);
  });
  return list;
}

const halves = (list: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(list).buffer);

function fromList(type: DataType, shape: readonly number[], list: readonly number[]): TensorData {
  switch (type) {
    case 'float32':
      return { type, shape, data: Float32Array.from(list) };
    case 'float64':
      return { type, shape, data: Float64Array.from(list) };
    case 'int64':
      return { type, shape, data: BigInt64Array.from(list, BigInt) };
    case 'int32':
      return { type, shape, data: Int32Array.from(list) };
    case 'int16':
      return { type, shape, data: Int16Array.from(list) };
    case 'int8':
      return { type, shape, data: Int8Array.from(list) };
    case 'float16':
      return { type, shape, data: Uint16Array.from(list) };
    case 'uint8':
    case 'bool':
      return { type, shape, data: Uint8Array.from(list) };
  }
}
