/** What must hold of an ONNX graph before anybody works on it: each value is made once, and before it is read. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { OnnxModel } from './onnx-reader.ts';
import { MAX_ELEMENTS, showShape, sizeOf } from './tensor-data.ts';

/** Throws 'bad-file', naming the value. The order of nodes is part of the format, so a cycle shows as one read too early. */
export function checkGraph({ inputs, outputs, nodes, constants }: Omit<OnnxModel, 'opset'>): void {
  const made = new Set<string>(constants.keys());
  const make = (name: string, by: string): void => {
    if (made.has(name)) refuse(`the value ${name} is made twice, the second time by ${by}`);
    made.add(name);
  };
  for (const { name, shape } of inputs) {
    make(name, 'an input');
    checkShape(`input ${name}`, shape);
  }
  const later = new Set(nodes.flatMap((node) => node.outputs));
  for (const node of nodes) {
    for (const name of node.inputs) {
      if (name === '' || made.has(name)) continue;
      const first = node.outputs[0] ?? '';
      if (node.outputs.includes(name)) refuse(`${node.op} ${first} reads ${name}, which it makes itself`);
      if (!later.has(name)) refuse(`${node.op} ${first} reads ${name}, which nothing makes`);
      refuse(
        `${node.op} ${first} reads ${name} before it is made: the graph runs in a circle or is out of order`,
      );
    }
    for (const name of node.outputs) if (name !== '') make(name, node.op);
  }
  if (outputs.length === 0) refuse('it has no output');
  const names = new Set<string>();
  for (const { name, shape } of outputs) {
    if (!made.has(name)) refuse(`nothing makes the output ${name}`);
    if (names.has(name)) refuse(`the output ${name} is listed twice`);
    names.add(name);
    checkShape(`output ${name}`, shape);
  }
}

/** Open sides are strings; what the others come to must be something that can exist. */
function checkShape(what: string, shape: readonly (number | string)[]): void {
  const sides = shape.filter((side) => typeof side === 'number');
  if (sides.some((side) => side < 0) || sizeOf(sides) > MAX_ELEMENTS) {
    refuse(`${what} has the impossible shape ${showShape(shape)}`);
  }
}

function refuse(problem: string): never {
  throw new VitrineError('bad-file', `the ONNX file: ${problem}`);
}
