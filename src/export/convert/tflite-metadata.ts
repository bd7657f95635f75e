/**
 * Adds to a TFLite model the metadata without which MediaPipe's tasks refuse it ("requires specifying
 * NormalizationOptions metadata"). FlatBuffer offsets point forward, so the old file stays behind the new part, byte
 * for byte, and a new root table in front of it points at what the old root pointed at, and at the metadata.
 * Field numbers: tensorflow/lite/schema/schema.fbs; metadata_schema.fbs of tflite-support (identifier M001).
 */
import { Builder, type Offset } from 'flatbuffers';
import { FlatTable } from './flat-table.ts';
import { TFLITE_IDENTIFIER } from './tflite-reader.ts';

/** x = (u8 − mean) / std, channel by channel or once for all. */
export interface Normalisation {
  mean: readonly number[];
  std: readonly number[];
}

const METADATA_NAME = 'TFLITE_METADATA';
/** `force_align` of Buffer.data. */
const BUFFER_ALIGNMENT = 16;

/** Fields of the tables, by their name in the schemas. */
const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatures: 7,
  count: 8,
};
const METADATA = { name: 0, buffer: 1, count: 2 };
const BUFFER = { data: 0, count: 3 };
const MODEL_METADATA = { name: 0, subgraphs: 3, minParserVersion: 7, count: 8 };
const SUBGRAPH_METADATA = { inputs: 2, outputs: 3, count: 12 };
const TENSOR_METADATA = { name: 0, content: 3, processUnits: 4, count: 7 };
const CONTENT = { propertiesType: 0, properties: 1, count: 3 };
const IMAGE_PROPERTIES = { type: 2, colourSpace: 0, count: 2 };
const PROCESS_UNIT = { optionsType: 0, options: 1, count: 2 };
const NORMALISATION = { type: 1, mean: 0, std: 1, count: 2 };
const RGB = 1;

/** The model with metadata that says how its one image input is normalised; unchanged when it has metadata already. */
export function withMetadata(file: Uint8Array, name: string, normalisation: Normalisation): Uint8Array {
  const root = FlatTable.root(file, TFLITE_IDENTIFIER);
  const entries = root.tables(MODEL.metadata);
  if (entries.some((entry) => entry.string(METADATA.name) === METADATA_NAME)) return file;

  const builder = new Builder(file.length + 4096);
  builder.prep(BUFFER_ALIGNMENT, file.length);
  const old = builder.createByteVector(file);
  // The builder counts from the end of the file; the vector's length stands before its bytes.
  const offsetOf = (position: number): Offset => old - 4 - position;

  const metadata = modelMetadata(name, normalisation);
  builder.prep(BUFFER_ALIGNMENT, metadata.length);
  const data = builder.createByteVector(metadata);
  const buffer = table(builder, BUFFER.count, [[BUFFER.data, data]]);
  const oldBuffers = root.positions(MODEL.buffers);
  const buffers = offsets(builder, [...oldBuffers.map(offsetOf), buffer]);

  const entryName = builder.createString(METADATA_NAME);
  builder.startObject(METADATA.count);
  builder.addFieldOffset(METADATA.name, entryName, 0);
  builder.addFieldInt32(METADATA.buffer, oldBuffers.length, 0);
  const entry = builder.endObject();
  const allEntries = offsets(builder, [...root.positions(MODEL.metadata).map(offsetOf), entry]);

  builder.startObject(MODEL.count);
  builder.addFieldInt32(MODEL.version, root.uint32(MODEL.version), 0);
  for (const field of [
    MODEL.operatorCodes,
    MODEL.subgraphs,
    MODEL.description,
    MODEL.metadataBuffer,
    MODEL.signatures,
  ]) {
    const target = root.target(field);
    if (target !== undefined) builder.addFieldOffset(field, offsetOf(target), 0);
  }
  builder.addFieldOffset(MODEL.buffers, buffers, 0);
  builder.addFieldOffset(MODEL.metadata, allEntries, 0);
  builder.finish(builder.endObject(), TFLITE_IDENTIFIER);
  return builder.asUint8Array();
}

function modelMetadata(name: string, { mean, std }: Normalisation): Uint8Array {
  const builder = new Builder(1024);
  const options = table(builder, NORMALISATION.count, [
    [NORMALISATION.mean, floats(builder, mean)],
    [NORMALISATION.std, floats(builder, std)],
  ]);
  const unit = union(builder, PROCESS_UNIT.count, PROCESS_UNIT.optionsType, NORMALISATION.type, options);
  builder.startObject(IMAGE_PROPERTIES.count);
  builder.addFieldInt8(IMAGE_PROPERTIES.colourSpace, RGB, 0);
  const image = builder.endObject();
  const content = union(builder, CONTENT.count, CONTENT.propertiesType, IMAGE_PROPERTIES.type, image);
  const units = offsets(builder, [unit]);
  const input = table(builder, TENSOR_METADATA.count, [
    [TENSOR_METADATA.name, builder.createString('image')],
    [TENSOR_METADATA.content, content],
    [TENSOR_METADATA.processUnits, units],
  ]);
  const output = table(builder, TENSOR_METADATA.count, [
    [TENSOR_METADATA.name, builder.createString('mask')],
  ]);
  const subgraph = table(builder, SUBGRAPH_METADATA.count, [
    [SUBGRAPH_METADATA.inputs, offsets(builder, [input])],
    [SUBGRAPH_METADATA.outputs, offsets(builder, [output])],
  ]);
  const root = table(builder, MODEL_METADATA.count, [
    [MODEL_METADATA.name, builder.createString(name)],
    [MODEL_METADATA.subgraphs, offsets(builder, [subgraph])],
    [MODEL_METADATA.minParserVersion, builder.createString('1.0.0')],
  ]);
  builder.finish(root, 'M001');
  return builder.asUint8Array();
}

function table(builder: Builder, fieldCount: number, fields: readonly (readonly [number, Offset])[]): Offset {
  builder.startObject(fieldCount);
  for (const [field, offset] of fields) builder.addFieldOffset(field, offset, 0);
  return builder.endObject();
}

/** A table of which field `type` says what the next field points at. */
function union(builder: Builder, fieldCount: number, type: number, kind: number, value: Offset): Offset {
  builder.startObject(fieldCount);
  builder.addFieldInt8(type, kind, 0);
  builder.addFieldOffset(type + 1, value, 0);
  return builder.endObject();
}

function offsets(builder: Builder, targets: readonly Offset[]): Offset {
  builder.startVector(4, targets.length, 4);
  targets.toReversed().forEach((target) => builder.addOffset(target));
  return builder.endVector();
}

function floats(builder: Builder, values: readonly number[]): Offset {
  builder.startVector(4, values.length, 4);
  values.toReversed().forEach((value) => builder.addFloat32(value));
  return builder.endVector();
}
