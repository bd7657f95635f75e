/** Writes a Graph as an ONNX file (ModelProto). Field numbers are those of onnx.proto3, listed in onnx-fields.ts. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { OPSET, type Attribute, type Graph, type Node, type Value } from './graph.ts';
import { attributeTypes, fields, IR_VERSION, onnxTypes } from './onnx-fields.ts';
import { bytesOf, type TensorData } from './tensor-data.ts';

export function writeOnnx(graph: Graph): Uint8Array<ArrayBuffer> {
  const { model, opset } = fields;
  const writer = new BinaryWriter();
  integer(writer, model.irVersion, IR_VERSION);
  text(writer, model.producerName, 'vitrine');
  message(writer, model.graph, () => writeGraph(writer, graph));
  message(writer, model.opsetImport, () => integer(writer, opset.version, OPSET));
  return writer.finish();
}

function writeGraph(writer: BinaryWriter, graph: Graph): void {
  const { graph: field } = fields;
  graph.nodes.forEach((node, i) =>
    message(writer, field.node, () => writeNode(writer, node, `${node.op}_${i}`)),
  );
  text(writer, field.name, graph.name);
  for (const [name, data] of graph.constants) {
    message(writer, field.initializer, () => writeTensor(writer, data, name));
  }
  graph.inputs.forEach((value) => message(writer, field.input, () => writeValue(writer, value)));
  graph.outputs.forEach((value) => message(writer, field.output, () => writeValue(writer, value)));
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
      return message(writer, field.tensor, () => writeTensor(writer, attribute.value, ''));
  }
}

function writeTensor(writer: BinaryWriter, tensor: TensorData, name: string): void {
  const { tensor: field } = fields;
  tensor.shape.forEach((side) => integer(writer, field.dims, side));
  integer(writer, field.dataType, onnxTypes[tensor.type]);
  text(writer, field.name, name);
  writer.tag(field.rawData, WireType.LengthDelimited).bytes(bytesOf(tensor));
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
