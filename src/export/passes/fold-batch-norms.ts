/**
 * Takes batch normalisation into the weights of the convolutions before it, so that it costs nothing. A normalisation
 * is an affine map of each channel, and such a map passes through concatenation, averages and interpolation.
 */
import { withoutDenormals } from '../denormals.ts';
import { float, integerOf, type Graph, type Node } from '../graph.ts';
import { float32, type TensorData } from '../tensor-data.ts';
import { prune } from './prune.ts';

/** y = x · a + b, one factor and summand for each channel. */
interface Affine {
  a: Float64Array;
  b: Float64Array;
}

/** Averages and concatenations between a normalisation and its convolutions; honest networks have a few. */
const MAX_DEPTH = 64;

/** A kernel that many convolutions share is copied for each: so many times the graph's own numbers are made at most. */
const MAX_GROWTH = 4;

/** Normalisations that no convolution can take up stay, reduced to scale and shift. */
export const foldBatchNorms = (graph: Graph): Graph => new Folding(graph).run();

class Folding {
  private readonly graph: Graph;
  private readonly constants: Map<string, TensorData>;
  /** The nodes as rewritten so far, by their first output. */
  private readonly nodes: Map<string, Node>;
  /** How often each value is read. */
  private readonly reads = new Map<string, number>();
  /** Numbers that may still be made. */
  private left: number;

  constructor(graph: Graph) {
    this.graph = graph;
    this.constants = new Map(graph.constants);
    this.left = MAX_GROWTH * [...graph.constants.values()].reduce((sum, { data }) => sum + data.length, 0);
    this.nodes = new Map(graph.nodes.map((node) => [node.outputs[0]!, node]));
    const read = [...graph.nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ name }) => name)];
    for (const name of read) this.reads.set(name, (this.reads.get(name) ?? 0) + 1);
  }

  run(): Graph {
    for (const node of this.graph.nodes) if (node.op === 'BatchNormalization') this.fold(node);
    return prune({ ...this.graph, nodes: [...this.nodes.values()], constants: this.constants });
  }

  private fold(norm: Node): void {
    const [source, output] = [norm.inputs[0]!, norm.outputs[0]!];
    const affine = this.affineOf(norm);
    if (!affine) return;
    if (this.left < 0 || this.takers(source) === undefined) {
      this.nodes.set(output, this.reduced(norm, affine));
      return;
    }
    this.give(source, affine);
    // Nobody but the normalisation reads its source, which can therefore go by the other's name, in its place.
    this.nodes.set(output, { ...this.nodes.get(source)!, outputs: [output] });
    this.nodes.delete(source);
  }

  /** Channels of a value whose makers can all take up an affine map, unnoticed by other readers; else undefined. */
  private takers(name: string, depth = 0): number | undefined {
    const node = this.nodes.get(name);
    if (!node || this.reads.get(name) !== 1 || depth > MAX_DEPTH) return undefined;
    if (isConvolution(node)) {
      const [, kernel, bias] = node.inputs;
      const shape = this.floats(kernel)?.shape;
      if (!shape || (bias && !this.floats(bias))) return undefined;
      return node.op === 'Conv' ? shape[0]! : shape[1]! * integerOf(node.attributes, 'group', 1);
    }
    if (isChannelConcat(node)) {
      const parts = node.inputs.map((part) => this.takers(part, depth + 1));
      return parts.reduce(
        (sum, part) => (sum === undefined || part === undefined ? undefined : sum + part),
        0,
      );
    }
    return averages(node) ? this.takers(node.inputs[0]!, depth + 1) : undefined;
  }

  /** Puts the map into every convolution that `takers` found. */
  private give(name: string, { a, b }: Affine): void {
    const node = this.nodes.get(name)!;
    if (isConvolution(node)) {
      this.nodes.set(name, this.scaled(node, { a, b }));
    } else if (isChannelConcat(node)) {
      let channel = 0;
      for (const part of node.inputs) {
        const range = [channel, (channel += this.takers(part)!)] as const;
        this.give(part, { a: a.slice(...range), b: b.slice(...range) });
      }
    } else {
      this.give(node.inputs[0]!, { a, b });
    }
  }

  private scaled(node: Node, { a, b }: Affine): Node {
    const [source, kernel, bias] = node.inputs;
    const { shape, data } = this.floats(kernel)!;
    const old = this.floats(bias)?.data;
    const weights = scaledRuns(data, a, outputRuns(node, shape));
    const shifts = Float32Array.from(b, (value, i) => value + (old ? old[i]! * a[i]! : 0));
    const key = node.outputs[0]!;
    return {
      ...node,
      inputs: [
        source!,
        this.add(`${key}:weight`, shape, weights),
        this.add(`${key}:bias`, [b.length], shifts),
      ],
    };
  }

  /** The normalisation with nothing left to compute from mean and variance, whose range float16 may not hold. */
  private reduced(norm: Node, { a, b }: Affine): Node {
    const [key, channels] = [norm.outputs[0]!, a.length];
    const vector = (name: string, values: Float64Array) =>
      this.add(name, [channels], Float32Array.from(values));
    return {
      ...norm,
      inputs: [
        norm.inputs[0]!,
        vector(`${key}:scale`, a),
        vector(`${key}:shift`, b),
        vector(
          `zeros:${channels}`,
          a.map(() => 0),
        ),
        vector(
          `ones:${channels}`,
          a.map(() => 1),
        ),
      ],
      attributes: { epsilon: float(0) },
    };
  }

  private affineOf({ inputs, attributes }: Node): Affine | undefined {
    const [scale, bias, mean, variance] = inputs.slice(1).map((name) => this.floats(name)?.data);
    if (!scale || !bias || !mean || !variance) return undefined;
    const epsilon = attributes['epsilon']?.kind === 'float' ? attributes['epsilon'].value : 1e-5;
    const a = Float64Array.from(scale, (value, i) => value / Math.sqrt(variance[i]! + epsilon));
    return { a, b: Float64Array.from(bias, (value, i) => value - mean[i]! * a[i]!) };
  }

  private floats(name: string | undefined): TensorData<'float32'> | undefined {
    const found = this.constants.get(name ?? '');
    return found?.type === 'float32' ? found : undefined;
  }

  private add(name: string, shape: readonly number[], values: Float32Array): string {
    this.left -= values.length;
    this.constants.set(name, float32(shape, withoutDenormals(values).values));
    return name;
  }
}

const isConvolution = ({ op }: Node): boolean => op === 'Conv' || op === 'ConvTranspose';

const isChannelConcat = ({ op, attributes }: Node): boolean =>
  op === 'Concat' && integerOf(attributes, 'axis', 0) === 1;

/** Whether each output is a mean of inputs of its own channel, weighed to a sum of one. */
function averages({ op, attributes }: Node): boolean {
  if (op === 'Resize') return true;
  if (op === 'Gather') return integerOf(attributes, 'axis', 0) >= 2;
  // Padding zeros that count in the mean would have to be shifted too.
  const pads = attributes['pads']?.kind === 'ints' ? attributes['pads'].value : [];
  const counted = integerOf(attributes, 'count_include_pad', 0) === 1 && pads.some((each) => each > 0);
  return op === 'AveragePool' && !counted;
}

/** Elements of a kernel that lie together and belong to one output channel. */
interface Runs {
  length: number;
  channelOf: (run: number) => number;
}

/** Conv's kernel is [out, in / groups, …], its transpose's [in, out / groups, …]. */
function outputRuns({ op, attributes }: Node, shape: readonly number[]): Runs {
  const [first = 1, second = 1, ...kernel] = shape;
  const area = kernel.reduce((product, side) => product * side, 1);
  if (op === 'Conv') return { length: second * area, channelOf: (run) => run };
  const inputsInGroup = first / integerOf(attributes, 'group', 1);
  const groupOf = (run: number): number => Math.floor(run / second / inputsInGroup);
  return { length: area, channelOf: (run) => groupOf(run) * second + (run % second) };
}

function scaledRuns(values: Float32Array, factors: Float64Array, { length, channelOf }: Runs): Float32Array {
  const scaled = new Float32Array(values.length);
  for (let run = 0, i = 0; i < values.length; run++) {
    const factor = factors[channelOf(run)]!;
    for (const end = i + length; i < end; i++) scaled[i] = values[i]! * factor;
  }
  return scaled;
}
