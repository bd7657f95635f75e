import { VitrineError } from '#core/errors/vitrine-error.ts';
import { float, type Node } from '../graph.ts';
import { shapeError, type GraphBuilder, type Tensor } from '../graph-builder.ts';
import { float32, showShape, type TensorData } from '../tensor-data.ts';
import { add, mul } from './elementwise.ts';
import { reshape } from './shape.ts';

export interface BatchNormParameters {
  scale: Tensor;
  bias: Tensor;
  mean: Tensor;
  variance: Tensor;
  /** Default 1e-5, as in PyTorch. */
  epsilon?: number;
}

/**
 * Batch normalisation at inference, y = x · a + b with a = scale / √(variance + ε) and b = bias − mean · a.
 * It goes into the weights of a convolution right before it, otherwise it is one multiplication and one addition.
 */
export function batchNorm(x: Tensor, parameters: BatchNormParameters): Tensor {
  const { scale, bias, mean, variance, epsilon = 1e-5 } = parameters;
  const channels = x.shape[1] ?? 0;
  for (const each of [scale, bias, mean, variance]) {
    if (each.shape.length !== 1 || each.shape[0] !== channels) {
      throw shapeError(
        'BatchNormalization',
        `${showShape(x.shape)} wants [${channels}], got ${showShape(each.shape)}`,
      );
    }
  }
  if (!x.graph.foldBatchNorm) {
    const inputs = [x, scale, bias, mean, variance];
    return x.graph.emit('BatchNormalization', inputs, { epsilon: float(epsilon) }, x);
  }
  const affine = affineOf(x.graph, parameters, epsilon);
  const folded = foldInto(x, affine);
  if (folded) return folded;
  const sides = [channels, ...x.shape.slice(2).map(() => 1)];
  const perChannel = (data: Float64Array) => reshape(x.graph.constant(float32([channels], data)), sides);
  return add(mul(x, perChannel(affine.a)), perChannel(affine.b));
}

/** Normalises each channel of each image by its own mean and variance. */
export function instanceNorm(x: Tensor, scale: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  const inputs = [x, scale, bias];
  return x.graph.emit('InstanceNormalization', inputs, { epsilon: float(epsilon) }, x);
}

interface Affine {
  a: Float64Array;
  b: Float64Array;
}

function affineOf(graph: GraphBuilder, parameters: BatchNormParameters, epsilon: number): Affine {
  const [scale, bias, mean, variance] = [
    floats(graph, parameters.scale),
    floats(graph, parameters.bias),
    floats(graph, parameters.mean),
    floats(graph, parameters.variance),
  ];
  const a = Float64Array.from(scale, (value, i) => value / Math.sqrt(variance[i]! + epsilon));
  return { a, b: Float64Array.from(bias, (value, i) => value - mean[i]! * a[i]!) };
}

/** A convolution with the affine in its weights, beside the old one, which goes if nobody else reads it. */
function foldInto(x: Tensor, { a, b }: Affine): Tensor | undefined {
  const { node, inputs } = x.graph.producerOf(x) ?? {};
  if (!node || !inputs || (node.op !== 'Conv' && node.op !== 'ConvTranspose')) return undefined;
  const [source, weightTensor, biasTensor] = inputs;
  const weight = weightTensor && floatConstant(x.graph, weightTensor);
  const oldBias = biasTensor && floatConstant(x.graph, biasTensor);
  if (!source || !weight || (biasTensor && !oldBias)) return undefined;
  const scaled = weight.data.map((value, i) => value * a[outputChannel(node, weight.shape, i)]!);
  const shifted = Float32Array.from(b, (value, i) => value + (oldBias ? oldBias.data[i]! * a[i]! : 0));
  const folded = [
    source,
    x.graph.constant(float32(weight.shape, scaled), weightTensor.name),
    x.graph.constant(float32([b.length], shifted), `${weightTensor.name}:bias`),
  ];
  return x.graph.emit(node.op, folded, node.attributes, x);
}

/** The output channel that element `i` of a weight adds to; Conv is [out, in / groups, …], its transpose [in, out / groups, …]. */
function outputChannel(node: Node, shape: readonly number[], i: number): number {
  const [first = 1, second = 1, ...kernel] = shape;
  const area = kernel.reduce((product, side) => product * side, 1);
  const row = Math.floor(i / (second * area));
  if (node.op === 'Conv') return row;
  const group = node.attributes['group'];
  const groups = group?.kind === 'int' ? group.value : 1;
  return Math.floor(row / (first / groups)) * second + (Math.floor(i / area) % second);
}

function floatConstant(graph: GraphBuilder, tensor: Tensor): TensorData<'float32'> | undefined {
  const data = graph.constantOf(tensor);
  return data?.type === 'float32' ? data : undefined;
}

function floats(graph: GraphBuilder, tensor: Tensor): Float32Array {
  const data = floatConstant(graph, tensor);
  if (!data) throw new VitrineError('internal', `${tensor.name} must be a float32 constant`);
  return data.data;
}
