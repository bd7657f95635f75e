/** Arithmetic with NumPy's broadcasting; a plain number becomes a scalar constant. */
import { int } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { float32, showShape, type DataType } from '../tensor-data.ts';
import { onnxTypes } from '../onnx-fields.ts';

export type Operand = Tensor | number;

export const add = (a: Tensor, b: Operand): Tensor => binary('Add', a, b);
export const sub = (a: Operand, b: Operand): Tensor => binary('Sub', a, b);
export const mul = (a: Tensor, b: Operand): Tensor => binary('Mul', a, b);
export const div = (a: Operand, b: Operand): Tensor => binary('Div', a, b);
export const pow = (a: Tensor, b: Operand): Tensor => binary('Pow', a, b);
export const equal = (a: Tensor, b: Operand): Tensor => binary('Equal', a, b, 'bool');
export const greater = (a: Tensor, b: Operand): Tensor => binary('Greater', a, b, 'bool');

export const sqrt = (x: Tensor): Tensor => unary('Sqrt', x);
export const exp = (x: Tensor): Tensor => unary('Exp', x);
export const log = (x: Tensor): Tensor => unary('Log', x);
export const abs = (x: Tensor): Tensor => unary('Abs', x);
export const neg = (x: Tensor): Tensor => unary('Neg', x);
export const floor = (x: Tensor): Tensor => unary('Floor', x);
export const erf = (x: Tensor): Tensor => unary('Erf', x);
export const reciprocal = (x: Tensor): Tensor => unary('Reciprocal', x);

/** The larger of the two. ORT's WebGPU provider has no Max, so it is Greater and Where. */
export function max(a: Tensor, b: Operand): Tensor {
  const other = asTensor(b, a);
  return where(greater(a, other), a, other);
}

/** The smaller of the two. ORT's WebGPU provider has no Min, so it is Greater and Where. */
export function min(a: Tensor, b: Operand): Tensor {
  const other = asTensor(b, a);
  return where(greater(a, other), other, a);
}

export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const like = typeof a === 'number' ? (typeof b === 'number' ? condition : b) : a;
  const [whenTrue, whenFalse] = [asTensor(a, like), asTensor(b, like)];
  const shape = broadcast('Where', broadcast('Where', condition.shape, whenTrue.shape), whenFalse.shape);
  return condition.graph.emit('Where', [condition, whenTrue, whenFalse], {}, { type: whenTrue.type, shape });
}

export function cast(x: Tensor, type: DataType): Tensor {
  if (x.type === type) return x;
  return x.graph.emit('Cast', [x], { to: int(onnxTypes[type]) }, { type, shape: x.shape });
}

/** The shape that both broadcast to. */
export function broadcast(op: string, a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const left = a[i - rank + a.length] ?? 1;
    const right = b[i - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw shapeError(op, `${showShape(a)} and ${showShape(b)} do not broadcast`);
    }
    return Math.max(left, right);
  });
}

/** An operator of one input whose output is shaped like it. */
export function unary(op: string, x: Tensor, attributes = {}): Tensor {
  return x.graph.emit(op, [x], attributes, x);
}

function binary(op: string, a: Operand, b: Operand, type?: DataType): Tensor {
  const like = typeof a === 'number' ? b : a;
  if (typeof like === 'number') throw shapeError(op, 'one operand must be a tensor');
  const [left, right] = [asTensor(a, like), asTensor(b, like)];
  if (left.type !== right.type) throw shapeError(op, `types differ: ${left.type} and ${right.type}`);
  const shape = broadcast(op, left.shape, right.shape);
  return like.graph.emit(op, [left, right], {}, { type: type ?? like.type, shape });
}

function asTensor(value: Operand, like: Tensor): Tensor {
  return typeof value === 'number' ? like.graph.constant(float32([], [value])) : value;
}
