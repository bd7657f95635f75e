/**
 * An NhwcNetwork as an NCHW graph of static shapes. The layout changes here, once and for good: kernels and constants
 * are reordered and axes renamed, so that no Transpose is left; paddings "by rule" become numbers.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { Tensor, GraphBuilder } from '#export/graph-builder.ts';
import { hardSigmoid, hardSwish, relu, relu6, sigmoid } from '#export/ops/activation.ts';
import { conv, convTranspose } from '#export/ops/convolution.ts';
import { add, mul, sub } from '#export/ops/elementwise.ts';
import { averagePool, globalAveragePool, maxPool } from '#export/ops/pool.ts';
import { resizeBilinear } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';
import { samePads, type Pads } from '#export/ops/window.ts';
import { float32, showShape } from '#export/tensor-data.ts';
import type { Activation, NhwcNetwork, NhwcNode, NhwcOp, Pair } from './nhwc-network.ts';

export interface LoweredNetwork {
  input: Tensor;
  /** The node's value, [1,C,H,W]. Throws VitrineError('bad-file') when the network has no such node. */
  value: (name: string) => Tensor;
}

/**
 * Builds `network` into `graph` for frames of `size`. Sizes other than the network's own work as long as every
 * resize keeps its ratio in whole pixels; otherwise VitrineError('bad-shape').
 */
export function lowerNhwc(
  graph: GraphBuilder,
  network: NhwcNetwork,
  size: Size,
  inputName = 'image',
): LoweredNetwork {
  const values = new Map<string, Tensor>();
  const input = graph.input(inputName, [1, network.input.channels, size.height, size.width]);
  values.set(network.input.name, input);
  const constant = (name: string): Tensor | undefined => {
    const data = network.constants.get(name);
    if (!data) return undefined;
    const channels = data.data.length;
    if (channels !== 1 && data.shape.at(-1) !== channels) {
      throw new VitrineError(
        'unsupported',
        `operand ${name} ${showShape(data.shape)}: one number a channel is expected`,
      );
    }
    return graph.constant(float32(channels === 1 ? [] : [channels, 1, 1], data.data), name);
  };
  const value = (name: string): Tensor => {
    const found = values.get(name) ?? constant(name);
    if (!found) throw new VitrineError('bad-file', `the network has no value ${name}`);
    return found;
  };
  const scale: Pair = [size.height / network.input.size.height, size.width / network.input.size.width];
  for (const node of network.nodes) values.set(node.name, lower(graph, node, node.inputs.map(value), scale));
  return { input, value };
}

function lower(graph: GraphBuilder, node: NhwcNode, operands: readonly Tensor[], scale: Pair): Tensor {
  const { op } = node;
  const [x, y] = operands;
  if (!x) throw new VitrineError('bad-file', `node ${node.name} has no input`);
  switch (op.kind) {
    case 'conv':
      return activate(convolve(graph, node.name, op, x), op.activation);
    case 'conv-transpose':
      return transposedConvolve(graph, node.name, op, x);
    case 'pool': {
      const options = {
        stride: op.stride,
        pad: op.padding === 'same' ? samePads(x.shape, op.window, op.stride) : 0,
      };
      // TensorFlow leaves padding out of the mean.
      return op.take === 'max'
        ? maxPool(x, op.window, options)
        : averagePool(x, op.window, { ...options, countIncludePad: false });
    }
    case 'global-average':
      return globalAveragePool(x);
    case 'activation':
      return activate(x, op.activation);
    case 'binary':
      if (!y) throw new VitrineError('bad-file', `node ${node.name} has one operand`);
      return activate({ add, sub, mul }[op.apply](x, y), op.activation);
    case 'resize':
      return resizeBilinear(x, resizeTarget(op.target, scale), op.positions);
    case 'concat-channels':
      return concat(operands, 1);
  }
}

function convolve(graph: GraphBuilder, name: string, op: NhwcOp & { kind: 'conv' }, x: Tensor): Tensor {
  const weight = graph.constant(op.kernel, `${name}.weight`);
  const kernel = [op.kernel.shape[2] ?? 1, op.kernel.shape[3] ?? 1] as const;
  const pad: Pads = op.padding === 'same' ? samePads(x.shape, kernel, op.stride, op.dilation) : 0;
  const { stride, dilation, groups } = op;
  const bias = op.bias && graph.constant(op.bias, `${name}.bias`);
  return conv(x, weight, { stride, dilation, groups, pad, bias });
}

function transposedConvolve(
  graph: GraphBuilder,
  name: string,
  op: NhwcOp & { kind: 'conv-transpose' },
  x: Tensor,
): Tensor {
  const weight = graph.constant(op.kernel, `${name}.weight`);
  // "Same" makes exactly side · stride: what the kernel reaches beyond is cut, the odd cell at the end.
  const cut = [0, 1].map((i) => (op.padding === 'same' ? op.kernel.shape[i + 2]! - op.stride[i]! : 0));
  const [vertical = 0, horizontal = 0] = cut;
  if (vertical < 0 || horizontal < 0) {
    throw new VitrineError('unsupported', `${name}: a transposed kernel smaller than its stride`);
  }
  const [top, left] = [Math.floor(vertical / 2), Math.floor(horizontal / 2)];
  const bias = op.bias && graph.constant(op.bias, `${name}.bias`);
  const pad = [top, left, vertical - top, horizontal - left] as const;
  return convTranspose(x, weight, { stride: op.stride, pad, bias });
}

function resizeTarget(target: Pair, scale: Pair): { height: number; width: number } {
  const [height, width] = [target[0] * scale[0], target[1] * scale[1]];
  if (!Number.isInteger(height) || !Number.isInteger(width)) {
    throw new VitrineError('bad-shape', `at this input size a resize would make ${height} × ${width} pixels`);
  }
  return { height, width };
}

function activate(x: Tensor, activation: Activation): Tensor {
  switch (activation) {
    case 'none':
      return x;
    case 'relu':
      return relu(x);
    case 'relu6':
      return relu6(x);
    case 'sigmoid':
      return sigmoid(x);
    case 'hard-swish':
      return hardSwish(x);
    case 'hard-sigmoid':
      return hardSigmoid(x);
  }
}
