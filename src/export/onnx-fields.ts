/**
 * The part of ONNX's protobuf schema that we read and write: field numbers by message.
 * Source: onnx/onnx.proto3 of github.com/onnx/onnx, IR version 8 (the IR of opset 17).
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Attribute } from './graph.ts';
import type { DataType } from './tensor-data.ts';

export const IR_VERSION = 8;

export const fields = {
  model: { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8 },
  opset: { domain: 1, version: 2 },
  graph: { node: 1, name: 2, initializer: 5, input: 11, output: 12 },
  node: { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 },
  attribute: { name: 1, float: 2, int: 3, string: 4, tensor: 5, floats: 7, ints: 8, type: 20 },
  tensor: {
    dims: 1,
    dataType: 2,
    floatData: 4,
    int32Data: 5,
    int64Data: 7,
    name: 8,
    rawData: 9,
    doubleData: 10,
    externalData: 13,
    dataLocation: 14,
  },
  entry: { key: 1, value: 2 },
  value: { name: 1, type: 2 },
  type: { tensor: 1 },
  tensorType: { elementType: 1, shape: 2 },
  shape: { dimension: 1 },
  dimension: { value: 1, symbol: 2 },
} as const;

/** TensorProto.DataType. */
export const onnxTypes: Readonly<Record<DataType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
};

/** AttributeProto.AttributeType. */
export const attributeTypes: Readonly<Record<Attribute['kind'], number>> = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
};

/** The element type of that number; `what` names its owner in the error for one that we do not know. */
export function typeOf(number: number, what: string): DataType {
  const found = (Object.keys(onnxTypes) as DataType[]).find((type) => onnxTypes[type] === number);
  if (found) return found;
  throw new VitrineError('unsupported', `${what} is of ONNX data type ${number}`);
}
