/** A TensorFlow.js graph model as an NhwcNetwork. Covers the operators of convolutional detectors. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { float32, showShape, type TensorData } from '#export/tensor-data.ts';
import type { CopyBudget } from './copy-budget.ts';
import { depthwiseFromHwcm, fromHwio } from './kernel-layout.ts';
import type { Activation, NhwcNetwork, NhwcNode, NhwcOp, Padding, Pair } from './nhwc-network.ts';
import { readTfjs, type Attribute, type TfjsModel, type TfjsNode } from './tfjs-reader.ts';

/**
 * The part of the model that `outputs` (node names) need; whatever only serves others may hold operators that are
 * not converted. `json` is the text of model.json, `shards` its binary files in order.
 */
export function networkFromTfjs(
  json: string,
  shards: readonly Uint8Array[],
  outputs: readonly string[],
): NhwcNetwork {
  const { nodes, weights, budget } = readTfjs(json, shards);
  const needed = new Set(outputs);
  const used = nodes
    .toReversed()
    .filter((node) => {
      if (!needed.has(node.name)) return false;
      node.inputs.forEach((input) => needed.add(input));
      return true;
    })
    .reverse();
  const missing = outputs.filter((name) => !used.some((node) => node.name === name));
  if (missing.length > 0) throw new VitrineError('bad-file', `TFJS model: it has no ${missing.join(', ')}`);

  const placeholders = used.filter((node) => node.op === 'Placeholder');
  const computed = used.filter((node) => node.op !== 'Placeholder' && node.op !== 'Const');
  const constants = [...weights].filter(
    (entry): entry is [string, TensorData<'float32'>] => needed.has(entry[0]) && entry[1].type === 'float32',
  );
  return {
    input: inputOf(placeholders),
    nodes: computed.map((node) => new NodeConversion(node, weights, budget).run()),
    constants: new Map(constants),
    outputs,
  };
}

function inputOf(placeholders: readonly TfjsNode[]): NhwcNetwork['input'] {
  const [placeholder] = placeholders;
  const dims = placeholder?.attributes['shape']?.shape?.dim.map((dim) => Number(dim.size)) ?? [];
  const [batch, height = 0, width = 0, channels = 0] = dims;
  if (
    !placeholder ||
    placeholders.length !== 1 ||
    dims.length !== 4 ||
    batch !== 1 ||
    !(height > 0 && width > 0)
  ) {
    throw new VitrineError(
      'bad-file',
      `TFJS model: one input [1,H,W,C] is expected, found ${showShape(dims)}`,
    );
  }
  return { name: placeholder.name, size: { width, height }, channels };
}

/** Sizes and axes are two to four numbers. */
const MAX_INTEGERS = 16;

class NodeConversion {
  private readonly node: TfjsNode;
  private readonly weights: TfjsModel['weights'];
  private readonly budget: CopyBudget;

  constructor(node: TfjsNode, weights: TfjsModel['weights'], budget: CopyBudget) {
    this.node = node;
    this.weights = weights;
    this.budget = budget;
  }

  run(): NhwcNode {
    const op = this.convert();
    const { name, inputs } = this.node;
    // Kernels, sizes and axes went into the operator itself; what is left are the values it works on.
    const operands = op.kind === 'binary' ? 2 : op.kind === 'concat-channels' ? inputs.length - 1 : 1;
    return { name, op, inputs: inputs.slice(0, operands) };
  }

  private convert(): NhwcOp {
    switch (this.node.op) {
      case 'Conv2D':
      case '_FusedConv2D':
        return this.convolution(fromHwio(this.floats(1)), 1);
      case 'DepthwiseConv2dNative':
      case 'FusedDepthwiseConv2dNative':
        return this.convolution(depthwiseFromHwcm(this.floats(1)), this.floats(1).shape[2] ?? 1);
      case 'MaxPool':
      case 'AvgPool':
        return {
          kind: 'pool',
          take: this.node.op === 'MaxPool' ? 'max' : 'average',
          window: this.pair('ksize'),
          stride: this.pair('strides'),
          padding: this.padding(),
        };
      case 'Mean':
        return this.mean();
      case 'ResizeBilinear':
        return this.resize();
      case 'ConcatV2':
        return this.concatenation();
      case 'Add':
      case 'AddV2':
      case 'BiasAdd':
        return { kind: 'binary', apply: 'add', activation: 'none' };
      case 'Sub':
        return { kind: 'binary', apply: 'sub', activation: 'none' };
      case 'Mul':
        return { kind: 'binary', apply: 'mul', activation: 'none' };
      case 'Identity':
        return { kind: 'activation', activation: 'none' };
      case 'Relu':
        return { kind: 'activation', activation: 'relu' };
      case 'Relu6':
        return { kind: 'activation', activation: 'relu6' };
      case 'Sigmoid':
        return { kind: 'activation', activation: 'sigmoid' };
      default:
        throw new VitrineError(
          'unsupported',
          `TFJS model: the operator ${this.node.op} is not among those we convert`,
        );
    }
  }

  private convolution(kernel: TensorData<'float32'>, groups: number): NhwcOp {
    const fused = this.node.attributes['fused_ops']?.list?.s?.map(fromBase64) ?? [];
    const [bias, activation] = fused;
    const known: Record<string, Activation> = { Relu: 'relu', Relu6: 'relu6', Sigmoid: 'sigmoid' };
    if (
      fused.length > 2 ||
      (bias !== undefined && bias !== 'BiasAdd') ||
      (activation && !known[activation])
    ) {
      throw this.unsupported(`fused operators ${fused.join(', ')}`);
    }
    return {
      kind: 'conv',
      kernel,
      bias: bias === undefined ? undefined : this.vector(2),
      groups,
      stride: this.pair('strides'),
      dilation: this.pair('dilations'),
      padding: this.padding(),
      activation: known[activation ?? ''] ?? 'none',
    };
  }

  private mean(): NhwcOp {
    const axes = this.integers(1);
    const keepsAxes = this.node.attributes['keep_dims']?.b === true;
    if (!keepsAxes || axes.toSorted((a, b) => a - b).join() !== '1,2') {
      throw this.unsupported(`axes [${axes.join()}], keeping them: ${keepsAxes}`);
    }
    return { kind: 'global-average' };
  }

  private resize(): NhwcOp {
    const [height = 0, width = 0] = this.integers(1);
    const { attributes } = this.node;
    const positions = attributes['align_corners']?.b
      ? 'align-corners'
      : attributes['half_pixel_centers']?.b
        ? 'half-pixel'
        : 'asymmetric';
    return { kind: 'resize', target: [height, width], positions };
  }

  private concatenation(): NhwcOp {
    const [axis] = this.integers(this.node.inputs.length - 1);
    if (axis !== 3 && axis !== -1) throw this.unsupported(`axis ${axis}`);
    return { kind: 'concat-channels' };
  }

  /** The middle two of an attribute that names all four NHWC axes; [1, 1] when the file leaves it out. */
  private pair(name: string): Pair {
    const all = this.node.attributes[name]?.list?.i?.map(Number) ?? [1, 1, 1, 1];
    const [batch, height, width, channels] = all;
    if (all.length !== 4 || batch !== 1 || channels !== 1 || !(height! > 0 && width! > 0)) {
      throw this.unsupported(`${name} ${showShape(all)}`);
    }
    return [height!, width!];
  }

  private padding(): Padding {
    const { attributes } = this.node;
    const format = attributes['data_format'];
    if (format && text(format) !== 'NHWC') throw this.unsupported(`data_format ${text(format)}`);
    const padding = text(attributes['padding']);
    if (padding !== 'SAME' && padding !== 'VALID') throw this.unsupported(`padding ${padding}`);
    return padding === 'SAME' ? 'same' : 'valid';
  }

  private floats(input: number): TensorData<'float32'> {
    const found = this.weights.get(this.node.inputs[input] ?? '');
    if (found?.type === 'float32') {
      // A kernel is copied in another order.
      this.budget.spend(4 * found.data.length);
      return found;
    }
    throw new VitrineError(
      'bad-file',
      `TFJS model: ${this.node.name} needs float constants as input ${input}`,
    );
  }

  private vector(input: number): TensorData<'float32'> {
    const { data } = this.floats(input);
    return float32([data.length], data);
  }

  private integers(input: number): number[] {
    const found = this.weights.get(this.node.inputs[input] ?? '');
    if (found?.type === 'int32' && found.data.length <= MAX_INTEGERS) return [...found.data];
    throw new VitrineError(
      'bad-file',
      `TFJS model: ${this.node.name} needs int32 constants as input ${input}`,
    );
  }

  private unsupported(what: string): VitrineError {
    return new VitrineError('unsupported', `TFJS model: ${this.node.op} ${this.node.name} with ${what}`);
  }
}

const text = (attribute: Attribute | undefined): string => fromBase64(attribute?.s ?? '');

/** The few ASCII words that GraphDef keeps as byte strings. */
function fromBase64(encoded: string): string {
  try {
    return atob(encoded);
  } catch (cause) {
    throw new VitrineError('bad-file', `TFJS model: ${encoded.slice(0, 40)} is not base64`, { cause });
  }
}
