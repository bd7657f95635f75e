import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Node } from '../graph.ts';
import type { GraphBuilder, Tensor } from '../graph-builder.ts';

/** Pads, sizes, axes: two for each axis at most, with room for what only looks like it. */
const MAX_NUMBERS = 1024;

/** A node of a file with its inputs as handles, asked for what its operator needs. */
export class Call {
  readonly graph: GraphBuilder;
  readonly node: Node;
  readonly opset: number;
  private readonly inputs: readonly (Tensor | undefined)[];

  constructor(graph: GraphBuilder, node: Node, opset: number, inputs: readonly (Tensor | undefined)[]) {
    this.graph = graph;
    this.node = node;
    this.opset = opset;
    this.inputs = inputs;
  }

  get all(): Tensor[] {
    return this.inputs.map((_, i) => this.input(i));
  }

  input(i: number): Tensor {
    return this.optional(i) ?? this.refuse(`input ${i} is missing`);
  }

  optional(i: number): Tensor | undefined {
    return this.inputs[i];
  }

  int(name: string, fallback: number): number {
    const found = this.node.attributes[name];
    return found?.kind === 'int' ? found.value : fallback;
  }

  float(name: string, fallback: number): number {
    const found = this.node.attributes[name];
    return found?.kind === 'float' ? found.value : fallback;
  }

  string(name: string, fallback: string): string {
    const found = this.node.attributes[name];
    return found?.kind === 'string' ? found.value : fallback;
  }

  ints(name: string): readonly number[] | undefined {
    const found = this.node.attributes[name];
    return found?.kind === 'ints' ? found.value : undefined;
  }

  pair(name: string, fallback: number): readonly [number, number] {
    const [vertical = fallback, horizontal = vertical] = this.ints(name) ?? [];
    return [vertical, horizontal];
  }

  /** Numbers that newer operator sets take as constant input `i` and older ones as an attribute. */
  numbers(i: number, attribute?: string): readonly number[] | undefined {
    const input = this.optional(i);
    if (!input) return attribute === undefined ? undefined : this.ints(attribute);
    const constant = this.graph.constantOf(input);
    if (!constant) return this.refuse(`input ${i} must be a constant`);
    if (constant.data.length > MAX_NUMBERS)
      return this.refuse(`input ${i} holds ${constant.data.length} numbers`);
    return Array.from<number | bigint, number>(constant.data, Number);
  }

  number(i: number, attribute: string): number | undefined {
    const [value] = this.numbers(i) ?? [];
    const found = this.node.attributes[attribute];
    return value ?? (found?.kind === 'float' ? found.value : undefined);
  }

  refuse(problem: string): never {
    const name = this.node.outputs[0] ?? '';
    throw new VitrineError('unsupported', `operator ${this.node.op} (${name}): ${problem}`);
  }
}
