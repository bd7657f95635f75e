/** What each ONNX operator becomes. Sources: onnx/docs/Operators.md and Changelog.md for the older sets. */
import type { Tensor } from '../graph-builder.ts';
import { clip, hardSigmoid, hardSwish, leakyRelu, prelu, relu, sigmoid, tanh } from '../ops/activation.ts';
import { conv, convTranspose } from '../ops/convolution.ts';
import * as elementwise from '../ops/elementwise.ts';
import { linear, matMul } from '../ops/linear.ts';
import { batchNorm, instanceNorm } from '../ops/normalisation.ts';
import { averagePool, globalAveragePool, maxPool } from '../ops/pool.ts';
import { argMax, reduceMax, reduceMean, reduceSum } from '../ops/reduce.ts';
import { axisOf, concat, depthToSpace, expand, gather, reshape, split, transpose } from '../ops/shape.ts';
import { sizeOf } from '../tensor-data.ts';
import type { Call } from './call.ts';
import { constantOf, padOf, resizeOf, sliceOf, softmaxOf } from './forms.ts';
import { convTransposeWindow, convWindow, poolWindow } from './windows.ts';

type Operator = (call: Call) => Tensor | Tensor[];

const unary =
  (make: (x: Tensor) => Tensor): Operator =>
  (call) =>
    make(call.input(0));

const binary =
  (make: (a: Tensor, b: Tensor) => Tensor): Operator =>
  (call) =>
    make(call.input(0), call.input(1));

const reduced =
  (make: typeof reduceMean): Operator =>
  (call) => {
    const x = call.input(0);
    const axes = call.numbers(1, 'axes') ?? x.shape.map((_, axis) => axis);
    return make(x, axes, { keepDims: call.int('keepdims', 1) === 1 });
  };

export const operators: Readonly<Record<string, Operator>> = {
  Abs: unary(elementwise.abs),
  Add: binary(elementwise.add),
  ArgMax: (call) => argMax(call.input(0), call.int('axis', 0), { keepDims: call.int('keepdims', 1) === 1 }),
  AveragePool: (call) => {
    const { kernel, ...options } = poolWindow(call);
    return averagePool(call.input(0), kernel, {
      ...options,
      countIncludePad: call.int('count_include_pad', 0) === 1,
    });
  },
  BatchNormalization: (call) => {
    const [x, scale, bias, mean, variance] = [0, 1, 2, 3, 4].map((i) => call.input(i)) as FiveTensors;
    return batchNorm(x, { scale, bias, mean, variance, epsilon: call.float('epsilon', 1e-5) });
  },
  Clip: (call) => clip(call.input(0), call.number(1, 'min'), call.number(2, 'max')),
  Concat: (call) => concat(call.all, call.int('axis', 1)),
  Constant: constantOf,
  Conv: (call) => conv(call.input(0), call.input(1), { bias: call.optional(2), ...convWindow(call) }),
  ConvTranspose: (call) =>
    convTranspose(call.input(0), call.input(1), { bias: call.optional(2), ...convTransposeWindow(call) }),
  DepthToSpace: (call) =>
    depthToSpace(
      call.input(0),
      call.int('blocksize', 1),
      call.string('mode', 'DCR') === 'CRD' ? 'CRD' : 'DCR',
    ),
  Div: binary(elementwise.div),
  Dropout: unary((x) => x),
  Equal: binary(elementwise.equal),
  Erf: unary(elementwise.erf),
  Exp: unary(elementwise.exp),
  Expand: (call) => {
    const x = call.input(0);
    return expand(x, elementwise.broadcast('Expand', x.shape, call.numbers(1) ?? []));
  },
  Flatten: (call) => {
    const x = call.input(0);
    const axis = call.int('axis', 1);
    return reshape(x, [sizeOf(x.shape.slice(0, axis)), -1]);
  },
  Floor: unary(elementwise.floor),
  Gather: (call) => gather(call.input(0), call.input(1), call.int('axis', 0)),
  Gemm: (call) => {
    const plain = call.float('alpha', 1) === 1 && call.float('beta', 1) === 1 && call.int('transA', 0) === 0;
    if (!plain) return call.refuse('only alpha = beta = 1 and transA = 0');
    if (call.int('transB', 0) === 1) return linear(call.input(0), call.input(1), call.optional(2));
    const product = matMul(call.input(0), call.input(1));
    const bias = call.optional(2);
    return bias ? elementwise.add(product, bias) : product;
  },
  GlobalAveragePool: unary(globalAveragePool),
  Greater: binary(elementwise.greater),
  HardSigmoid: (call) => hardSigmoid(call.input(0), call.float('alpha', 0.2), call.float('beta', 0.5)),
  HardSwish: unary(hardSwish),
  Identity: unary((x) => x),
  InstanceNormalization: (call) =>
    instanceNorm(call.input(0), call.input(1), call.input(2), call.float('epsilon', 1e-5)),
  LeakyRelu: (call) => leakyRelu(call.input(0), call.float('alpha', 0.01)),
  Log: unary(elementwise.log),
  MatMul: binary(matMul),
  Max: (call) => call.all.reduce((a, b) => elementwise.max(a, b)),
  MaxPool: (call) => {
    const { kernel, ...options } = poolWindow(call);
    return maxPool(call.input(0), kernel, options);
  },
  Min: (call) => call.all.reduce((a, b) => elementwise.min(a, b)),
  Mul: binary(elementwise.mul),
  Neg: unary(elementwise.neg),
  PRelu: binary(prelu),
  Pad: padOf,
  Pow: binary(elementwise.pow),
  Reciprocal: unary(elementwise.reciprocal),
  ReduceMax: reduced(reduceMax),
  ReduceMean: reduced(reduceMean),
  ReduceSum: reduced(reduceSum),
  Relu: unary(relu),
  Reshape: (call) => {
    const x = call.input(0);
    const wanted = call.numbers(1) ?? [];
    return reshape(
      x,
      // 0 copies the side of the input.
      wanted.map((side, axis) => (side === 0 ? (x.shape[axis] ?? 1) : side)),
    );
  },
  Resize: resizeOf,
  Sigmoid: unary(sigmoid),
  Slice: sliceOf,
  Softmax: softmaxOf,
  Split: (call) => {
    const x = call.input(0);
    const axis = axisOf('Split', x, call.int('axis', 0));
    const parts = call.node.outputs.length;
    return split(x, call.numbers(1, 'split') ?? Array<number>(parts).fill(x.shape[axis]! / parts), axis);
  },
  Sqrt: unary(elementwise.sqrt),
  Squeeze: (call) => {
    const x = call.input(0);
    const axes = call.numbers(1, 'axes')?.map((axis) => axisOf('Squeeze', x, axis));
    return reshape(
      x,
      x.shape.filter((side, axis) => (axes ? !axes.includes(axis) : side !== 1)),
    );
  },
  Sub: binary(elementwise.sub),
  Tanh: unary(tanh),
  Transpose: (call) => {
    const x = call.input(0);
    return transpose(x, call.ints('perm') ?? x.shape.map((_, axis) => axis).reverse());
  },
  Unsqueeze: (call) => {
    const x = call.input(0);
    const axes = call.numbers(1, 'axes') ?? [];
    const rank = x.shape.length + axes.length;
    const ordered = axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
    return reshape(
      x,
      ordered.reduce((shape, axis) => shape.toSpliced(axis, 0, 1), [...x.shape]),
    );
  },
  Upsample: resizeOf,
  Where: (call) => elementwise.where(call.input(0), call.input(1), call.input(2)),
};

type FiveTensors = [Tensor, Tensor, Tensor, Tensor, Tensor];
