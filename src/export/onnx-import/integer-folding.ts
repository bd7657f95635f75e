/** Arithmetic on shapes, done while building: exporters write sizes as graphs of integer nodes. */
import type { Tensor } from '../graph-builder.ts';
import { int64 } from '../tensor-data.ts';
import type { Call } from './call.ts';

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => Math.trunc(a / b),
};

/** Shapes have a few axes; a graph that doubles a list in each node would otherwise fill the memory. */
const MAX_FOLDED = 1024;

/** The node's value when it is known already: a shape, or integers made of constants. */
export function foldIntegers(call: Call): Tensor | undefined {
  const { graph, node } = call;
  if (node.op === 'Shape') return graph.constant(int64([call.input(0).shape.length], call.input(0).shape));
  const operands = node.inputs.map((_, i) => call.optional(i)).filter((each) => each !== undefined);
  const known =
    operands.length > 0 && operands.every((each) => graph.constantOf(each) && each.shape.length <= 1);
  if (!known || operands[0]?.type !== 'int64') return undefined;
  if (operands.reduce((sum, { shape }) => sum + (shape[0] ?? 1), 0) > MAX_FOLDED) return undefined;
  const lists = operands.map((each) => Array.from(graph.constantOf(each)!.data, Number));
  const vector = (values: readonly number[]) => graph.constant(int64([values.length], values));
  const scalar = (value: number) => graph.constant(int64([], [value]));
  const [first = [], second = []] = lists;
  const apply = Object.hasOwn(arithmetic, node.op) ? arithmetic[node.op] : undefined;
  if (apply) {
    const length = Math.max(first.length, second.length);
    const at = (list: readonly number[], i: number) => list[list.length === 1 ? 0 : i] ?? 0;
    const values = Array.from({ length }, (_, i) => apply(at(first, i), at(second, i)));
    return operands.every((each) => each.shape.length === 0) ? scalar(values[0] ?? 0) : vector(values);
  }
  switch (node.op) {
    case 'Concat':
      return vector(lists.flat());
    case 'Gather': {
      const picked = second.map(
        (index) => first.at(index) ?? call.refuse(`index ${index} of ${first.length}`),
      );
      return operands[1]?.shape.length === 0 ? scalar(picked[0] ?? 0) : vector(picked);
    }
    case 'Unsqueeze':
      return operands[0].shape.length === 0 ? vector(first) : undefined;
    case 'Squeeze':
      return first.length === 1 ? scalar(first[0] ?? 0) : undefined;
    case 'Slice': {
      const [start] = call.numbers(1, 'starts') ?? [];
      const [end] = call.numbers(2, 'ends') ?? [];
      return vector(first.slice(start, end));
    }
    case 'Cast':
      return call.int('to', 0) === 7 ? operands[0] : undefined;
    default:
      return undefined;
  }
}
