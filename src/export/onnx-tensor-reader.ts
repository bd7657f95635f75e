import { VitrineError } from '#core/errors/vitrine-error.ts';
import { fields, typeOf } from './onnx-fields.ts';
import { eachField, integer, repeated } from './protobuf.ts';
import { elementBytes, fromBytes, showShape, sizeOf, type DataType, type TensorData } from './tensor-data.ts';

const MAX_RANK = 8;

/** A TensorProto. Its values stand as raw bytes or in a typed list; either must fit the shape exactly. */
export function readTensor(message: Uint8Array, what: string): { name: string; tensor: TensorData } {
  const { tensor: field } = fields;
  const shape: number[] = [];
  const listed: number[] = [];
  let name = '';
  let typeNumber = 0;
  let raw: Uint8Array | undefined;
  eachField(message, what, (each) => {
    const { number, reader } = each;
    if (number === field.dims) repeated(each, shape, integer);
    else if (number === field.dataType) typeNumber = reader.int32();
    else if (number === field.name) name = reader.string();
    else if (number === field.rawData) raw = reader.bytes();
    else if (number === field.floatData) repeated(each, listed, (from) => from.float());
    else if (number === field.doubleData) repeated(each, listed, (from) => from.double());
    else if (number === field.int32Data) repeated(each, listed, (from) => from.int32());
    else if (number === field.int64Data) repeated(each, listed, integer);
    else if (number === field.externalData) {
      throw new VitrineError('unsupported', `${what}: tensor ${name} lies in another file`);
    }
  });
  const type = typeOf(typeNumber, `tensor ${name}`);
  if (shape.length > MAX_RANK || !shape.every((side) => side >= 0)) {
    throw new VitrineError('bad-file', `tensor ${name} has the impossible shape ${showShape(shape)}`);
  }
  const size = sizeOf(shape);
  const found = raw ? raw.length / elementBytes[type] : listed.length;
  if (found !== size) {
    throw new VitrineError(
      'bad-file',
      `tensor ${name} ${showShape(shape)} wants ${size} ${type}, holds ${found}`,
    );
  }
  return { name, tensor: raw ? fromBytes(type, shape, raw) : fromList(type, shape, listed) };
}

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
