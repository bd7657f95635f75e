/**
 * Reads a TFLite model as data: tensors, operators with their options, constant bytes. No shapes are trusted beyond
 * their bounds. Field numbers and enum values: tensorflow/lite/schema/schema.fbs (schema version 3).
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { sizeOf } from '#export/tensor-data.ts';
import type { CopyBudget } from './copy-budget.ts';
import { FlatTable } from './flat-table.ts';

export const TFLITE_IDENTIFIER = 'TFL3';

/** TensorType values that we read. */
export const TENSOR_TYPE = { float32: 0, float16: 1, int32: 2 } as const;

/** BuiltinOperator values that we know by name; all others keep their number. */
const BUILTIN: Readonly<Record<number, string>> = {
  0: 'ADD',
  1: 'AVERAGE_POOL_2D',
  2: 'CONCATENATION',
  3: 'CONV_2D',
  4: 'DEPTHWISE_CONV_2D',
  6: 'DEQUANTIZE',
  14: 'LOGISTIC',
  17: 'MAX_POOL_2D',
  18: 'MUL',
  19: 'RELU',
  21: 'RELU6',
  23: 'RESIZE_BILINEAR',
  40: 'MEAN',
  117: 'HARD_SWISH',
};
const CUSTOM = 32;

/** Bounds on what a file may claim before anything of that size is allocated. */
const MAX_RANK = 8;
const MAX_ELEMENTS = 2 ** 28;

export interface TfliteTensor {
  name: string;
  shape: number[];
  /** TensorType. */
  type: number;
  /** Empty for what the graph computes. A view of the file. */
  bytes: Uint8Array;
}

export interface TfliteOperator {
  /** A builtin's name, a custom operator's own name, or `builtin <n>`. */
  op: string;
  /** Tensor indices; −1 for an optional input left out. */
  inputs: number[];
  outputs: number[];
  options: FlatTable | undefined;
  customOptions: Uint8Array;
}

export interface TfliteModel {
  description: string;
  tensors: TfliteTensor[];
  inputs: number[];
  outputs: number[];
  operators: TfliteOperator[];
  /** For what is made of the file's bytes from here on. */
  budget: CopyBudget;
}

export function readTflite(file: Uint8Array): TfliteModel {
  const model = FlatTable.root(file, TFLITE_IDENTIFIER);
  const subgraphs = model.tables(2);
  const [graph] = subgraphs;
  if (graph === undefined || subgraphs.length !== 1) {
    throw new VitrineError('bad-file', `TFLite: one subgraph is expected, found ${subgraphs.length}`);
  }
  const buffers = model.tables(4);
  const tensors = graph.tables(0).map((table) => readTensor(table, buffers));
  const names = model.tables(1).map(operatorName);
  const operators = graph.tables(3).map((table) => readOperator(table, names, tensors.length));
  const [inputs, outputs] = [graph.int32s(1), graph.int32s(2)];
  [...inputs, ...outputs].forEach((index) => requireTensor(index, tensors.length));
  return { description: model.string(3), tensors, inputs, outputs, operators, budget: model.budget };
}

function readTensor(table: FlatTable, buffers: readonly FlatTable[]): TfliteTensor {
  const name = table.string(3);
  const shape = table.int32s(0);
  if (shape.length > MAX_RANK || shape.some((side) => side < 1) || sizeOf(shape) > MAX_ELEMENTS) {
    throw new VitrineError('bad-file', `TFLite: tensor ${name} claims the shape [${shape.join(',')}]`);
  }
  const buffer = buffers[table.uint32(2)];
  if (buffer === undefined) throw new VitrineError('bad-file', `TFLite: tensor ${name} names no buffer`);
  return { name, shape, type: table.int8(1), bytes: buffer.bytes(0) };
}

/** Codes above 127 do not fit the first field (a signed byte), so newer files use the fourth; the larger one holds. */
function operatorName(table: FlatTable): string {
  const code = Math.max(table.int8(0), table.int32(3));
  return code === CUSTOM ? table.string(1) : (BUILTIN[code] ?? `builtin ${code}`);
}

function readOperator(table: FlatTable, names: readonly string[], tensorCount: number): TfliteOperator {
  const op = names[table.uint32(0)];
  if (op === undefined) throw new VitrineError('bad-file', 'TFLite: an operator has no code');
  const [inputs, outputs] = [table.int32s(1), table.int32s(2)];
  inputs.filter((index) => index !== -1).forEach((index) => requireTensor(index, tensorCount));
  outputs.forEach((index) => requireTensor(index, tensorCount));
  return { op, inputs, outputs, options: table.table(4), customOptions: table.bytes(5) };
}

function requireTensor(index: number, count: number): void {
  if (index < 0 || index >= count) {
    throw new VitrineError('bad-file', `TFLite: tensor ${index} of ${count} is named`);
  }
}
