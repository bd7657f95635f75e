import { float, int } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { showShape } from '../tensor-data.ts';
import { broadcast } from './elementwise.ts';

/** Matrix product over the last two axes, the others broadcast. */
export function matMul(a: Tensor, b: Tensor): Tensor {
  const [rows, inner] = a.shape.slice(-2);
  const [depth, columns] = b.shape.slice(-2);
  if (a.shape.length < 2 || b.shape.length < 2 || inner !== depth) {
    throw shapeError('MatMul', `${showShape(a.shape)} does not multiply ${showShape(b.shape)}`);
  }
  const shape = [...broadcast('MatMul', a.shape.slice(0, -2), b.shape.slice(0, -2)), rows!, columns!];
  return a.graph.emit('MatMul', [a, b], {}, { type: a.type, shape });
}

/** x · weightᵀ + bias for x [rows, in] and weight [out, in], as PyTorch stores a Linear layer. */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const [rows, inner] = x.shape;
  const [out, depth] = weight.shape;
  if (x.shape.length !== 2 || weight.shape.length !== 2 || inner !== depth) {
    throw shapeError('Gemm', `${showShape(x.shape)} does not multiply ${showShape(weight.shape)} transposed`);
  }
  const attributes = { alpha: float(1), beta: float(1), transB: int(1) };
  const inputs = bias ? [x, weight, bias] : [x, weight];
  return x.graph.emit('Gemm', inputs, attributes, { type: x.type, shape: [rows!, out!] });
}
