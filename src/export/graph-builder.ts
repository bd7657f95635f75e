/**
 * Builds a Graph node by node. Every handle knows its static shape, so that a wrong shape is an error at the
 * line that made it, not in a runtime much later. The operators are the functions in ops/.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { withoutDenormals } from './denormals.ts';
import type { Attributes, Graph, Node, OutputValue, Value } from './graph.ts';
import { prune } from './passes/prune.ts';
import {
  bytesOf,
  MAX_ELEMENTS,
  sameShape,
  showShape,
  sizeOf,
  type DataType,
  type TensorData,
} from './tensor-data.ts';

/** A handle of a value in a graph under construction. */
export interface Tensor extends Value {
  readonly graph: GraphBuilder;
}

/** A node's inputs; optional ones may be left out. */
export type Inputs = readonly (Tensor | undefined)[];

/** Elements: 1 GB of float32, far more than runs in real time. */
const MAX_LOOKED = 2 ** 28;

/** Axes; runtimes and their shaders are written for six or so. */
const MAX_RANK = 16;

type Typed = Pick<Value, 'type' | 'shape'>;

/** Where a network's parameters come from, by original state_dict key. */
export interface ParameterSource {
  /** The parameter with exactly that shape; what does not fit is an error now or when the source is checked. */
  take(key: string, shape: readonly number[]): TensorData<'float32'>;
}

export interface BuilderOptions {
  name?: string;
  parameters?: ParameterSource;
}

export class GraphBuilder {
  private readonly name: string;
  private readonly parameters: ParameterSource | undefined;
  private readonly inputs: Value[] = [];
  private readonly outputs: OutputValue[] = [];
  /** Final names of the values that are outputs. */
  private readonly outputNames = new Map<string, string>();
  private readonly nodes: Node[] = [];
  private readonly producers = new Map<string, { node: Node; inputs: Inputs }>();
  private readonly constants = new Map<string, TensorData>();
  /** Handles of constants by a hash of their content, so that equal ones are stored once. */
  private readonly byContent = new Map<string, Tensor[]>();
  private readonly names = new Set<string>();
  private count = -1;
  /** How many of the nodes, from the first on, are kept in single precision. */
  private single = 0;
  /** Elements of all constants that were brought. */
  private looked = 0;

  constructor(options: BuilderOptions = {}) {
    this.name = options.name ?? 'vitrine';
    this.parameters = options.parameters;
  }

  input(name: string, shape: readonly number[], type: DataType = 'float32'): Tensor {
    if (!shape.every(isSide) || sizeOf(shape) > MAX_ELEMENTS) {
      throw shapeError('input', `sides must be whole and positive, got ${showShape(shape)}`);
    }
    const value = { name: this.claim(name), type, shape };
    this.inputs.push(value);
    return { ...value, graph: this };
  }

  /** Makes `tensor` an output of the graph under `name`. */
  output(name: string, tensor: Tensor): void {
    const { type, shape } = tensor;
    const renamable = this.producers.has(tensor.name) && !this.outputNames.has(tensor.name);
    // An input, a constant or a value that is an output already cannot take another name: copy it.
    const source = renamable ? tensor : this.emit('Identity', [tensor], {}, tensor);
    this.outputNames.set(source.name, this.claim(name));
    this.outputs.push({ name, type, shape });
  }

  /** Makes `tensor` an output that the next run is given as its input `becomes`: what a recurrent network remembers. */
  state(name: string, tensor: Tensor, becomes: string): void {
    const input = this.inputs.find((value) => value.name === becomes);
    if (!input || showShape(input.shape) !== showShape(tensor.shape) || input.type !== tensor.type) {
      const found = input ? `${input.type} ${showShape(input.shape)}` : 'no such input';
      throw shapeError(name, `it is ${tensor.type} ${showShape(tensor.shape)}, and ${becomes} is ${found}`);
    }
    this.output(name, tensor);
    this.outputs.push({ ...this.outputs.pop()!, becomes });
  }

  /** The network's parameter of that state_dict key. */
  parameter(key: string, shape: readonly number[]): Tensor {
    if (!this.parameters) throw new VitrineError('internal', `no parameters were given, asked for ${key}`);
    return this.constant(this.parameters.take(key, shape), key);
  }

  /** Equal constants are stored once, under the first one's name. Denormal values become zero. */
  constant(given: TensorData, name = 'constant'): Tensor {
    if (given.data.length !== sizeOf(given.shape)) {
      throw shapeError('constant', `${showShape(given.shape)} does not hold ${given.data.length} elements`);
    }
    // Each is looked through for denormals, and a file may name one large constant in thousands of nodes.
    this.looked += given.data.length;
    if (this.looked > MAX_LOOKED) throw shapeError('constant', `there are more than ${MAX_LOOKED} weights`);
    const data = given.type === 'float32' ? { ...given, data: withoutDenormals(given.data).values } : given;
    const key = `${data.type}${showShape(data.shape)}${hash(bytesOf(data))}`;
    const known = this.byContent.get(key) ?? [];
    const same = known.find((tensor) => equalBytes(this.constants.get(tensor.name), data));
    if (same) return same;
    const unique = this.names.has(name) ? this.fresh(name) : this.claim(name);
    const tensor = { name: unique, type: data.type, shape: data.shape, graph: this };
    this.constants.set(tensor.name, data);
    this.byContent.set(key, [...known, tensor]);
    return tensor;
  }

  /** Appends a node of one output; `inputs` may leave optional ones undefined. For the functions in ops/. */
  emit(op: string, inputs: Inputs, attributes: Attributes, result: Typed): Tensor {
    return this.emitAll(op, inputs, attributes, [result])[0]!;
  }

  /** Appends a node of several outputs. */
  emitAll(op: string, inputs: Inputs, attributes: Attributes, results: readonly Typed[]): Tensor[] {
    for (const input of inputs) {
      if (input && input.graph !== this) throw new VitrineError('internal', `${op}: input of another graph`);
    }
    for (const { shape } of results) {
      if (shape.every(isSide) && sizeOf(shape) <= MAX_ELEMENTS && shape.length <= MAX_RANK) continue;
      const from = inputs.map((input) => (input ? showShape(input.shape) : '-')).join(', ');
      const problem = shape.every(isSide) ? 'make more than can be held' : 'leave nothing';
      throw shapeError(op, `inputs ${from} ${problem}: the output would be ${showShape(shape)}`);
    }
    const outputs = results.map(({ type, shape }) => ({ name: this.fresh(op), type, shape, graph: this }));
    const node: Node = {
      op,
      inputs: inputs.map((input) => input?.name ?? ''),
      outputs: outputs.map((tensor) => tensor.name),
      attributes,
    };
    this.nodes.push(node);
    node.outputs.forEach((name) => this.producers.set(name, { node, inputs }));
    return outputs;
  }

  /** What was built so far stays in single precision in fp16 files: all that follows amplifies what rounding it costs. */
  keepSingle(): void {
    this.single = this.nodes.length;
  }

  /** The node that makes `tensor`, and handles of its inputs; undefined for graph inputs and constants. */
  producerOf(tensor: Tensor): { node: Node; inputs: Inputs } | undefined {
    return this.producers.get(tensor.name);
  }

  /** The constant's data; undefined for everything else. */
  constantOf(tensor: Tensor): TensorData | undefined {
    return this.constants.get(tensor.name);
  }

  /** The finished graph, without nodes and constants that reach no output. */
  finish(): Graph {
    if (this.outputs.length === 0) throw new VitrineError('internal', `graph ${this.name} has no output`);
    const final = (name: string) => this.outputNames.get(name) ?? name;
    const nodes = this.nodes.map((node, i) => ({
      ...node,
      ...(i < this.single && { single: true }),
      inputs: node.inputs.map(final),
      outputs: node.outputs.map(final),
    }));
    const { name, inputs, outputs, constants } = this;
    return prune({ name, inputs, outputs, nodes, constants });
  }

  private claim(name: string): string {
    if (this.names.has(name)) throw new VitrineError('internal', `the name ${name} is taken in ${this.name}`);
    this.names.add(name);
    return name;
  }

  /** A name that is free. */
  private fresh(stem: string): string {
    // Counts on from the last one, so that names of a file which look like ours cost each step once.
    this.count = Math.max(this.count + 1, this.names.size);
    while (this.names.has(`${stem}:${this.count}`)) this.count += 1;
    return this.claim(`${stem}:${this.count}`);
  }
}

export const shapeError = (op: string, problem: string): VitrineError =>
  new VitrineError('bad-shape', `${op}: ${problem}`);

const isSide = (side: number): boolean => Number.isSafeInteger(side) && side > 0;

function equalBytes(a: TensorData | undefined, b: TensorData): boolean {
  if (a?.type !== b.type || !sameShape(a.shape, b.shape)) return false;
  const [left, right] = [bytesOf(a), bytesOf(b)];
  if (left.buffer === right.buffer && left.byteOffset === right.byteOffset) return true;
  // A plain loop: weights are megabytes.
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

/** FNV-1a, 32 bit, over at most some thousand bytes: enough to tell constants apart before comparing them. */
function hash(bytes: Uint8Array): number {
  const step = Math.max(1, Math.floor(bytes.length / 4096));
  let h = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i += step) h = Math.imul(h ^ bytes[i]!, 0x01000193);
  return h >>> 0;
}
