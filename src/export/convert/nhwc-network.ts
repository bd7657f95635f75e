/**
 * A convolutional network as TensorFlow's file formats describe it: values are [1,H,W,C], one output a node, paddings
 * by rule. Both front ends (tfjs.ts, tflite.ts) produce it; nhwc-lowering.ts turns it into an NCHW graph.
 */
import type { Size } from '#core/geometry.ts';
import type { Positions } from '#export/ops/resize.ts';
import type { TensorData } from '#export/tensor-data.ts';

export type Padding = 'same' | 'valid';
export type Activation = 'none' | 'relu' | 'relu6' | 'sigmoid' | 'hard-swish' | 'hard-sigmoid';

/** Height first, as in the shapes. */
export type Pair = readonly [height: number, width: number];

export type NhwcOp =
  | {
      kind: 'conv';
      /** [out, in / groups, kh, kw]. */
      kernel: TensorData<'float32'>;
      bias: TensorData<'float32'> | undefined;
      groups: number;
      stride: Pair;
      dilation: Pair;
      padding: Padding;
      activation: Activation;
    }
  /** `kernel` is [in, out, kh, kw]. */
  | {
      kind: 'conv-transpose';
      kernel: TensorData<'float32'>;
      bias: TensorData<'float32'> | undefined;
      stride: Pair;
      padding: Padding;
    }
  | { kind: 'pool'; take: 'max' | 'average'; window: Pair; stride: Pair; padding: Padding }
  /** Mean over height and width, kept as 1 × 1. */
  | { kind: 'global-average' }
  | { kind: 'activation'; activation: Activation }
  /** Operands are values or constants; constants are scalars or one number a channel. */
  | { kind: 'binary'; apply: 'add' | 'sub' | 'mul'; activation: Activation }
  /** Bilinear, to `target` when the network runs at its native size. */
  | { kind: 'resize'; target: Pair; positions: Positions }
  | { kind: 'concat-channels' };

export interface NhwcNode {
  /** The node's one value. */
  name: string;
  op: NhwcOp;
  /** Names of nodes, of the input or of constants. */
  inputs: readonly string[];
}

export interface NhwcNetwork {
  input: { name: string; size: Size; channels: number };
  /** Each after those it reads. */
  nodes: readonly NhwcNode[];
  constants: ReadonlyMap<string, TensorData<'float32'>>;
  /** Names of the nodes whose values are the network's results. */
  outputs: readonly string[];
}
