/** Writes a Graph as an ONNX file (ModelProto). Field numbers are those of onnx.proto3, listed in onnx-fields.ts. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { OPSET, type Attribute, type Graph, type Node, type Value } from './graph.ts';
import { attributeTypes, fields, IR_VERSION, onnxTypes } from './onnx-fields.ts';
import { bytesOf, type TensorData } from './tensor-data.ts';

/** A message in pieces: weights are most of a file, and are copied once, into the finished one. */
type Pieces = readonly Uint8Array[];

export function writeOnnx(graph: Graph): Uint8Array<ArrayBuffer> {
  const { model, opset } = fields;
  const head = written((writer) => {
    integer(writer, model.irVersion, IR_VERSION);
    text(writer, model.producerName, 'vitrine');
  });
  const tail = written((writer) =>
    message(writer, model.opsetImport, () => integer(writer, opset.version, OPSET)),
  );
  return joined([head, ...delimited(model.graph, graphPieces(graph)), tail]);
}

function graphPieces({ name, nodes, constants, inputs, outputs }: Graph): Pieces {
  const { graph: field } = fields;
  const program = written((writer) => {
    nodes.forEach((node, i) => message(writer, field.node, () => writeNode(writer, node, `${node.op}_${i}`)));
    text(writer, field.name, name);
  });
  const weights = [...constants].flatMap(([key, data]) =>
    delimited(field.initializer, tensorPieces(data, key)),
  );
  const edges = written((writer) => {
    inputs.forEach((value) => message(writer, field.input, () => writeValue(writer, value)));
    outputs.forEach((value) => message(writer, field.output, () => writeValue(writer, value)));
  });
  return [program, ...weights, edges];
}

function written(write: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
}

/** A message as a field of another. */
function delimited(field: number, pieces: Pieces): Pieces {
  const head = written((writer) => writer.tag(field, WireType.LengthDelimited).uint32(lengthOf(pieces)));
  return [head, ...pieces];
}

const lengthOf = (pieces: Pieces): number => pieces.reduce((sum, { length }) => sum + length, 0);

function joined(pieces: Pieces): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function writeNode(writer: BinaryWriter, node: Node, name: string): void {
  const { node: field } = fields;
  node.inputs.forEach((input) => text(writer, field.input, input));
  node.outputs.forEach((output) => text(writer, field.output, output));
  text(writer, field.name, name);
  text(writer, field.opType, node.op);
  for (const [key, attribute] of Object.entries(node.attributes)) {
    message(writer, field.attribute, () => writeAttribute(writer, key, attribute));
  }
}

function writeAttribute(writer: BinaryWriter, name: string, attribute: Attribute): void {
  const { attribute: field } = fields;
  text(writer, field.name, name);
  integer(writer, field.type, attributeTypes[attribute.kind]);
  switch (attribute.kind) {
    case 'int':
      return integer(writer, field.int, attribute.value);
    case 'float':
      writer.tag(field.float, WireType.Bit32).float(attribute.value);
      return;
    case 'string':
      return text(writer, field.string, attribute.value);
    case 'ints':
      return attribute.value.forEach((value) => integer(writer, field.ints, value));
    case 'floats':
      return attribute.value.forEach((value) => writer.tag(field.floats, WireType.Bit32).float(value));
    case 'tensor':
      return message(writer, field.tensor, () =>
        tensorPieces(attribute.value, '').forEach((piece) => writer.raw(piece)),
      );
  }
}

function tensorPieces(tensor: TensorData, name: string): Pieces {
  const { tensor: field } = fields;
  const head = written((writer) => {
    tensor.shape.forEach((side) => integer(writer, field.dims, side));
    integer(writer, field.dataType, onnxTypes[tensor.type]);
    text(writer, field.name, name);
  });
  return [head, ...delimited(field.rawData, [bytesOf(tensor)])];
}

function writeValue(writer: BinaryWriter, { name, type, shape }: Value): void {
  const { value, type: typeField, tensorType, shape: shapeField, dimension } = fields;
  text(writer, value.name, name);
  message(writer, value.type, () => {
    message(writer, typeField.tensor, () => {
      integer(writer, tensorType.elementType, onnxTypes[type]);
      message(writer, tensorType.shape, () => {
        for (const side of shape) {
          message(writer, shapeField.dimension, () => integer(writer, dimension.value, side));
        }
      });
    });
  });
}

function message(writer: BinaryWriter, field: number, write: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write();
  writer.join();
}

function integer(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}
