/**
 * Reads an ONNX file as data. Nothing in it is trusted: a tensor's shape must match the bytes that are there before
 * an array is made, and what we cannot represent (subgraphs, other domains, external data) is refused by name.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Attribute, Node } from './graph.ts';
import { attributeTypes, fields, typeOf } from './onnx-fields.ts';
import { checkGraph } from './onnx-graph-check.ts';
import { readTensor } from './onnx-tensor-reader.ts';
import { eachField, integer, repeated } from './protobuf.ts';
import type { DataType, TensorData } from './tensor-data.ts';

/** An input or output as the file declares it; a side that is not a number there is a string. */
export interface DeclaredValue {
  name: string;
  type: DataType;
  shape: readonly (number | string)[];
}

export interface OnnxModel {
  opset: number;
  /** Without those that only name a constant. */
  inputs: readonly DeclaredValue[];
  outputs: readonly DeclaredValue[];
  nodes: readonly Node[];
  constants: ReadonlyMap<string, TensorData>;
}

const WHAT = 'the ONNX file';

/** Of nodes, initialisers, or inputs and outputs: the largest vision models have thousands. Each takes some hundred bytes. */
const MAX_ENTRIES = 50_000;
/** Of one node's inputs or outputs, of an attribute's numbers, of a value's axes. */
const MAX_NAMES = 4096;
const MAX_NUMBERS = 65_536;
const MAX_ATTRIBUTES = 64;
const MAX_AXES = 16;
const isDefaultDomain = (domain: string): boolean => domain === '' || domain === 'ai.onnx';

export function readOnnx(bytes: Uint8Array): OnnxModel {
  const { model, opset: opsetField } = fields;
  let graph: Uint8Array | undefined;
  let opset = 0;
  eachField(bytes, WHAT, ({ number, reader }) => {
    if (number === model.graph) {
      if (graph) throw new VitrineError('bad-file', `${WHAT} holds two graphs`);
      graph = reader.bytes();
    } else if (number === model.opsetImport) {
      let domain = '';
      let version = 0;
      eachField(reader.bytes(), WHAT, (each) => {
        if (each.number === opsetField.domain) domain = each.reader.string();
        else if (each.number === opsetField.version) version = integer(each.reader);
      });
      if (isDefaultDomain(domain)) opset = version;
    }
  });
  if (!graph || opset === 0) throw new VitrineError('bad-file', `${WHAT} holds no graph or names no opset`);
  const read = readGraph(graph);
  checkGraph(read);
  return { opset, ...read };
}

/** Appends, unless the list is longer than anything honest; the sum over the file is bounded by its bytes. */
function append<T>(list: T[], what: string, most: number, value: T): void {
  if (list.length >= most) throw new VitrineError('bad-file', `${WHAT} has more than ${most} ${what}`);
  list.push(value);
}

function readGraph(message: Uint8Array): Omit<OnnxModel, 'opset'> {
  const { graph: field } = fields;
  const constants = new Map<string, TensorData>();
  const [inputs, outputs, nodes]: [DeclaredValue[], DeclaredValue[], Node[]] = [[], [], []];
  eachField(message, WHAT, ({ number, reader }) => {
    if (number === field.node) append(nodes, 'nodes', MAX_ENTRIES, readNode(reader.bytes()));
    else if (number === field.input) append(inputs, 'inputs', MAX_ENTRIES, readValue(reader.bytes()));
    else if (number === field.output) append(outputs, 'outputs', MAX_ENTRIES, readValue(reader.bytes()));
    else if (number === field.initializer) {
      const { name, tensor } = readTensor(reader.bytes(), WHAT);
      if (constants.has(name)) throw new VitrineError('bad-file', `${WHAT} has two initialisers ${name}`);
      if (constants.size >= MAX_ENTRIES) {
        throw new VitrineError('bad-file', `${WHAT} has more than ${MAX_ENTRIES} initialisers`);
      }
      constants.set(name, tensor);
    }
  });
  return { inputs: inputs.filter(({ name }) => !constants.has(name)), outputs, nodes, constants };
}

function readNode(message: Uint8Array): Node {
  const { node: field } = fields;
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: [string, Attribute][] = [];
  let [op, domain] = ['', ''];
  eachField(message, WHAT, ({ number, reader }) => {
    if (number === field.input) append(inputs, 'inputs of a node', MAX_NAMES, reader.string());
    else if (number === field.output) append(outputs, 'outputs of a node', MAX_NAMES, reader.string());
    else if (number === field.opType) op = reader.string();
    else if (number === field.domain) domain = reader.string();
    else if (number === field.attribute) {
      append(attributes, 'attributes of a node', MAX_ATTRIBUTES, readAttribute(reader.bytes()));
    }
  });
  if (!isDefaultDomain(domain))
    throw new VitrineError('unsupported', `operator ${op} of the domain ${domain}`);
  return { op, inputs, outputs, attributes: Object.fromEntries(attributes) };
}

function readAttribute(message: Uint8Array): [name: string, attribute: Attribute] {
  const { attribute: field } = fields;
  const ints: number[] = [];
  const floats: number[] = [];
  let [name, text, type, int, float] = ['', '', 0, 0, 0];
  let tensor: TensorData | undefined;
  eachField(message, WHAT, (each) => {
    const { number, reader } = each;
    if (number === field.name) name = reader.string();
    else if (number === field.type) type = reader.int32();
    else if (number === field.int) int = integer(reader);
    else if (number === field.float) float = reader.float();
    else if (number === field.string) text = reader.string();
    else if (number === field.tensor) tensor = readTensor(reader.bytes(), WHAT).tensor;
    else if (number === field.ints) repeated(each, ints, integer, MAX_NUMBERS);
    else if (number === field.floats) repeated(each, floats, (from) => from.float(), MAX_NUMBERS);
  });
  const kinds = attributeTypes;
  if (type === kinds.int) return [name, { kind: 'int', value: int }];
  if (type === kinds.float) return [name, { kind: 'float', value: float }];
  if (type === kinds.string) return [name, { kind: 'string', value: text }];
  if (type === kinds.ints) return [name, { kind: 'ints', value: ints }];
  if (type === kinds.floats) return [name, { kind: 'floats', value: floats }];
  if (type === kinds.tensor && tensor) return [name, { kind: 'tensor', value: tensor }];
  throw new VitrineError('unsupported', `attribute ${name} is of ONNX attribute type ${type}`);
}

function readValue(message: Uint8Array): DeclaredValue {
  const { value: field, type: typeField, tensorType } = fields;
  let shape: DeclaredValue['shape'] = [];
  let [name, typeNumber] = ['', 0];
  eachField(message, WHAT, ({ number, reader }) => {
    if (number === field.name) name = reader.string();
    if (number !== field.type) return;
    const tensor = messagesIn(reader.bytes(), typeField.tensor).at(-1);
    if (!tensor) throw new VitrineError('unsupported', `value ${name} is not a tensor`);
    typeNumber = numberIn(tensor, tensorType.elementType);
    shape = messagesIn(tensor, tensorType.shape).flatMap(readShape);
  });
  return { name, type: typeOf(typeNumber, `value ${name}`), shape };
}

const readShape = (message: Uint8Array): (number | string)[] =>
  messagesIn(message, fields.shape.dimension).map((side) => {
    let read: number | string = '?';
    eachField(side, WHAT, ({ number, reader }) => {
      // Some exporters write 0 or -1 for a side that is open.
      if (number === fields.dimension.value) read = openSide(integer(reader));
      else if (number === fields.dimension.symbol) read = reader.string();
    });
    return read;
  });

const openSide = (side: number): number | string => (side === 0 || side === -1 ? '?' : side);

/** The sub-messages of that number. */
function messagesIn(message: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  eachField(message, WHAT, ({ number, reader }) => {
    if (number === wanted) append(found, 'axes of a value', MAX_AXES, reader.bytes());
  });
  return found;
}

function numberIn(message: Uint8Array, wanted: number): number {
  let found = 0;
  eachField(message, WHAT, ({ number, reader }) => {
    if (number === wanted) found = integer(reader);
  });
  return found;
}
