/** A TFLite model as an NhwcNetwork. Covers the float operators of small segmentation networks. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { float32, sizeOf, type TensorData } from '#export/tensor-data.ts';
import type { FlatTable } from './flat-table.ts';
import { depthwiseFrom1hwc, fromOhwi, transposedFromOhwi } from './kernel-layout.ts';
import type { Activation, NhwcNetwork, NhwcNode, NhwcOp, Padding, Pair } from './nhwc-network.ts';
import { readTflite, TENSOR_TYPE } from './tflite-reader.ts';
import { widenHalves } from './widen-halves.ts';
import type { TfliteModel, TfliteOperator } from './tflite-reader.ts';

export function networkFromTflite(file: Uint8Array): NhwcNetwork {
  return new Conversion(readTflite(file)).run();
}

/** Sizes and axes are two to four numbers. */
const MAX_INTEGER_BYTES = 64;

class Conversion {
  private readonly model: TfliteModel;
  /** Constants by tensor index, float16 ones widened by their DEQUANTIZE. */
  private readonly constants = new Map<number, TensorData<'float32'>>();

  constructor(model: TfliteModel) {
    this.model = model;
  }

  run(): NhwcNetwork {
    const { tensors, inputs, outputs, operators } = this.model;
    tensors.forEach((_, index) => this.readConstant(index));
    const nodes = operators.filter((operator) => !this.widen(operator)).map((each) => this.node(each));
    const input = tensors[inputs[0] ?? -1];
    const [batch, height = 0, width = 0, channels = 0] = input?.shape ?? [];
    if (inputs.length !== 1 || batch !== 1 || input?.shape.length !== 4) {
      throw new VitrineError('bad-file', `TFLite: one input [1,H,W,C] is expected, found ${inputs.length}`);
    }
    return {
      input: { name: valueName(inputs[0]!), size: { width, height }, channels },
      nodes,
      constants: new Map([...this.constants].map(([index, data]) => [valueName(index), data])),
      outputs: outputs.map(valueName),
    };
  }

  private readConstant(index: number): void {
    const { type, shape, bytes, name } = this.model.tensors[index]!;
    if (bytes.length === 0 || (type !== TENSOR_TYPE.float32 && type !== TENSOR_TYPE.float16)) return;
    const elements = sizeOf(shape);
    const elementBytes = type === TENSOR_TYPE.float16 ? 2 : 4;
    if (bytes.length !== elements * elementBytes) {
      throw new VitrineError(
        'bad-file',
        `TFLite: ${name} needs ${elements} elements, has ${bytes.length} bytes`,
      );
    }
    this.model.budget.spend(4 * elements);
    const { buffer } = new Uint8Array(bytes);
    const data = type === TENSOR_TYPE.float16 ? widenHalves(buffer) : new Float32Array(buffer);
    this.constants.set(index, float32(shape, data));
  }

  /** True for a DEQUANTIZE of a constant, which has been widened already: its output is the same constant. */
  private widen({ op, inputs, outputs }: TfliteOperator): boolean {
    const constant = this.constants.get(inputs[0] ?? -1);
    if (op !== 'DEQUANTIZE' || !constant || outputs[0] === undefined) return false;
    this.constants.set(outputs[0], constant);
    return true;
  }

  private node(operator: TfliteOperator): NhwcNode {
    const [output, ...more] = operator.outputs;
    if (output === undefined || more.length > 0) {
      throw new VitrineError('bad-file', `TFLite: ${operator.op} must have one output`);
    }
    const op = this.convert(operator);
    // Kernels, sizes and axes went into the operator itself; what is left are the values it works on.
    const operands =
      op.kind === 'binary' || op.kind === 'concat-channels' ? operator.inputs : [operator.inputs[0]!];
    return { name: valueName(output), op, inputs: operands.map(valueName) };
  }

  private convert(operator: TfliteOperator): NhwcOp {
    const { op, options } = operator;
    switch (op) {
      case 'CONV_2D':
        return {
          kind: 'conv',
          kernel: fromOhwi(this.constant(operator, 1)),
          bias: this.optional(operator, 2),
          groups: 1,
          stride: [options?.int32(2) ?? 1, options?.int32(1) ?? 1],
          dilation: [options?.int32(5, 1) ?? 1, options?.int32(4, 1) ?? 1],
          padding: paddingOf(options),
          activation: activationOf(options, 3),
        };
      case 'DEPTHWISE_CONV_2D': {
        const kernel = depthwiseFrom1hwc(this.constant(operator, 1));
        return {
          kind: 'conv',
          kernel,
          bias: this.optional(operator, 2),
          groups: (kernel.shape[0] ?? 1) / (options?.int32(3) ?? 1),
          stride: [options?.int32(2) ?? 1, options?.int32(1) ?? 1],
          dilation: [options?.int32(6, 1) ?? 1, options?.int32(5, 1) ?? 1],
          padding: paddingOf(options),
          activation: activationOf(options, 4),
        };
      }
      case 'Convolution2DTransposeBias':
        return this.transposedConvolution(operator);
      case 'AVERAGE_POOL_2D':
      case 'MAX_POOL_2D':
        return this.pool(operator);
      case 'MEAN':
        return this.mean(operator);
      case 'RESIZE_BILINEAR':
        return this.resize(operator);
      case 'ADD':
      case 'MUL':
        return { kind: 'binary', apply: op === 'ADD' ? 'add' : 'mul', activation: activationOf(options, 0) };
      case 'CONCATENATION':
        return this.concatenation(operator);
      case 'RELU':
        return { kind: 'activation', activation: 'relu' };
      case 'RELU6':
        return { kind: 'activation', activation: 'relu6' };
      case 'LOGISTIC':
        return { kind: 'activation', activation: 'sigmoid' };
      case 'HARD_SWISH':
        return { kind: 'activation', activation: 'hard-swish' };
      default:
        throw new VitrineError('unsupported', `TFLite: the operator ${op} is not among those we convert`);
    }
  }

  /** MediaPipe's operator: kernel [out, kh, kw, in] and a bias; options are TfLitePadding, stride width, height. */
  private transposedConvolution(operator: TfliteOperator): NhwcOp {
    const { customOptions } = operator;
    const [padding, strideWidth, strideHeight] = int32sOf(customOptions);
    // TfLitePadding counts from 1 (same) where the schema's Padding counts from 0.
    if ((padding !== 1 && padding !== 2) || !strideWidth || !strideHeight) {
      throw new VitrineError('bad-file', `TFLite: ${operator.op} has the options ${customOptions.join(' ')}`);
    }
    return {
      kind: 'conv-transpose',
      kernel: transposedFromOhwi(this.constant(operator, 1)),
      bias: this.optional(operator, 2),
      stride: [strideHeight, strideWidth],
      padding: padding === 1 ? 'same' : 'valid',
    };
  }

  private pool({ op, inputs, options }: TfliteOperator): NhwcOp {
    const shape = this.model.tensors[inputs[0] ?? -1]?.shape ?? [];
    const window: Pair = [options?.int32(4) ?? 1, options?.int32(3) ?? 1];
    if (activationOf(options, 5) !== 'none')
      throw new VitrineError('unsupported', `TFLite: ${op} with an activation`);
    // A window over everything is a global mean, and stays one at other sizes.
    if (op === 'AVERAGE_POOL_2D' && window[0] === shape[1] && window[1] === shape[2]) {
      return { kind: 'global-average' };
    }
    const stride: Pair = [options?.int32(2) ?? 1, options?.int32(1) ?? 1];
    const take = op === 'MAX_POOL_2D' ? 'max' : 'average';
    return { kind: 'pool', take, window, stride, padding: paddingOf(options) };
  }

  private mean(operator: TfliteOperator): NhwcOp {
    const axes = this.integers(operator, 1);
    const keepsAxes = operator.options?.int8(0) === 1;
    if (!keepsAxes || axes.toSorted((a, b) => a - b).join() !== '1,2') {
      throw new VitrineError('unsupported', `TFLite: MEAN over [${axes.join()}], keeping axes: ${keepsAxes}`);
    }
    return { kind: 'global-average' };
  }

  private resize(operator: TfliteOperator): NhwcOp {
    const [height = 0, width = 0] = this.integers(operator, 1);
    const { options } = operator;
    const positions =
      options?.int8(2) === 1 ? 'align-corners' : options?.int8(3) === 1 ? 'half-pixel' : 'asymmetric';
    return { kind: 'resize', target: [height, width], positions };
  }

  private concatenation({ options }: TfliteOperator): NhwcOp {
    const axis = options?.int32(0) ?? 0;
    if ((axis !== 3 && axis !== -1) || activationOf(options, 1) !== 'none') {
      throw new VitrineError('unsupported', `TFLite: CONCATENATION along axis ${axis}`);
    }
    return { kind: 'concat-channels' };
  }

  private constant(operator: TfliteOperator, input: number): TensorData<'float32'> {
    const found = this.optional(operator, input);
    if (!found)
      throw new VitrineError('bad-file', `TFLite: ${operator.op} needs a constant as input ${input}`);
    // It is a kernel, which is copied in another order.
    this.model.budget.spend(4 * found.data.length);
    return found;
  }

  private optional({ op, inputs }: TfliteOperator, input: number): TensorData<'float32'> | undefined {
    const index = inputs[input] ?? -1;
    if (index === -1) return undefined;
    const found = this.constants.get(index);
    if (!found) throw new VitrineError('bad-file', `TFLite: ${op} needs float constants as input ${input}`);
    return found;
  }

  private integers({ op, inputs }: TfliteOperator, input: number): number[] {
    const tensor = this.model.tensors[inputs[input] ?? -1];
    if (tensor?.type !== TENSOR_TYPE.int32 || tensor.bytes.length === 0) {
      throw new VitrineError('bad-file', `TFLite: ${op} needs int32 constants as input ${input}`);
    }
    if (tensor.bytes.length > MAX_INTEGER_BYTES) {
      throw new VitrineError('bad-file', `TFLite: ${op} has ${tensor.bytes.length} bytes of sizes or axes`);
    }
    return int32sOf(tensor.bytes);
  }
}

/** Tensor names may repeat or be empty in a TFLite file; indices do not. */
const valueName = (index: number): string => `t${index}`;

const int32sOf = (bytes: Uint8Array): number[] =>
  Array.from(new Int32Array(bytes.slice(0, bytes.length - (bytes.length % 4)).buffer));

const paddingOf = (options: FlatTable | undefined): Padding => (options?.int8(0) === 1 ? 'valid' : 'same');

/** ActivationFunctionType. */
function activationOf(options: FlatTable | undefined, field: number): Activation {
  const code = options?.int8(field) ?? 0;
  const activation = ([['none'], ['relu'], [], ['relu6']] as const)[code]?.[0];
  if (!activation) throw new VitrineError('unsupported', `TFLite: fused activation ${code}`);
  return activation;
}
