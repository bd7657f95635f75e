/** An ONNX file of unknown origin: made anew as a static graph of ours where that can be, else kept as it is. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { InputSpec } from '#core/io-spec.ts';
import { isChannelCount, pictureOfShape } from '#core/picture-shape.ts';
import { finishExport, type ExportedModel } from '#export/export-model.ts';
import type { Graph } from '#export/graph.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { replayOnnx } from '#export/onnx-import/replay.ts';
import { readOnnx, type DeclaredValue, type OnnxModel } from '#export/onnx-reader.ts';
import { cast } from '#export/ops/elementwise.ts';
import { sizeOf } from '#export/tensor-data.ts';
import type { UserModel } from '#session/user-models/user-model.ts';
import { plainBoxOutputs, plainBoxes } from './plain-boxes.ts';
import type { BuildStep, DeclaredTensor, Inspected, Meaning, OnnxRequest } from './export.api.ts';
import { userModel } from './user-manifest.ts';

/** A user model and the bytes it runs. */
export interface Made {
  model: UserModel;
  bytes: Uint8Array<ArrayBuffer>;
}

export function inspectOnnx(bytes: Uint8Array): Inspected {
  const model = readOnnx(bytes);
  const { inputs, outputs, nodes } = model;
  return { kind: 'onnx', inputs, outputs, nodes: nodes.length, fixed: reasonToKeep(model) };
}

/** The outputs' static shapes at `size`; as declared where the graph cannot be made anew. */
export function outputsAt(bytes: Uint8Array, size: Size, layout: InputSpec['layout']): DeclaredTensor[] {
  const model = readOnnx(bytes);
  try {
    return rebuilt(model, shapeAt(pictureOf(model), size, layout), size).outputs.map((output) => ({
      ...output,
    }));
  } catch {
    return model.outputs.map((output) => ({ ...output }));
  }
}

export async function buildOnnx(
  request: OnnxRequest,
  bytes: Uint8Array<ArrayBuffer>,
  onStep: (step: BuildStep) => void,
): Promise<Made> {
  const { size, precision, input, meaning, task, file } = request;
  const source = readOnnx(bytes);
  const picture = pictureOf(source);
  onStep('build');
  const shape = shapeAt(picture, size, input.layout);
  const graph = tryRebuilding(source, shape, request);
  onStep('write');
  const model = graph ? finishExport(graph, precision, []) : asItIs(source, bytes, shape, request);
  const outputs = meaning.kind === 'boxes' ? plainBoxOutputs : [meaning.output];
  const wanted = new Set(outputs.map(({ name }) => name));
  const made = await userModel(
    request,
    { ...model, outputs: model.outputs.filter(({ name }) => wanted.has(name)) },
    {
      summary: `Described by you, from ${file.name}.`,
      task,
      kind: meaning.kind,
      input: { ...input, name: picture.name },
      outputs: [...outputs],
      labels: request.labels ?? [],
      sizeMultiple: 1,
      nms: meaning.kind === 'boxes' ? 'per-class' : undefined,
      params: [...source.constants.values()].reduce((sum, tensor) => sum + sizeOf(tensor.shape), 0),
      checkpoint: 'onnx',
    },
  );
  return { model: made, bytes: model.bytes };
}

/** The one input that a live model has. */
function pictureOf({ inputs }: OnnxModel): DeclaredValue {
  const [picture, ...others] = inputs;
  if (!picture)
    throw new VitrineError('bad-file', 'This ONNX file has no input that a picture could go into.');
  if (others.length > 0) {
    const names = inputs.map(({ name }) => name).join(', ');
    throw new VitrineError('unsupported', `A live model has one input, the picture; this file has ${names}.`);
  }
  return picture;
}

/** The input's static shape; what the file fixes must agree with it. */
export function shapeAt(picture: DeclaredValue, size: Size, layout: InputSpec['layout']): number[] {
  const declared = picture.shape;
  const channels = declared[layout === 'nchw' ? 1 : 3];
  const count = typeof channels === 'number' ? channels : 3;
  const shape = layout === 'nchw' ? [1, count, size.height, size.width] : [1, size.height, size.width, count];
  const agrees =
    declared.length === 4 && declared.every((side, i) => typeof side === 'string' || side === shape[i]);
  if (agrees && isChannelCount(count)) return shape;
  throw new VitrineError(
    'bad-shape',
    `The input ${picture.name} is [${declared.join(', ')}]; a picture would be [${shape.join(', ')}].`,
  );
}

/** Static, with float32 at both ends. Throws what the importer refuses. */
function rebuilt(model: OnnxModel, shape: readonly number[], size: Size, meaning?: Meaning): Graph {
  const picture = pictureOf(model);
  const graph = new GraphBuilder({ name: 'user-model' });
  const image = graph.input(picture.name, shape);
  const fed = picture.type === 'float32' ? image : cast(image, picture.type);
  const results = replayOnnx(graph, model, { [picture.name]: fed });
  const floats = Object.fromEntries(
    Object.entries(results).map(([name, result]) => [name, cast(result, 'float32')]),
  );
  const named = meaning?.kind === 'boxes' ? plainBoxes(floats, meaning.form, size) : floats;
  for (const [name, result] of Object.entries(named)) graph.output(name, result);
  return graph.finish();
}

/** Undefined for a graph that the importer has no counterpart for; other faults are faults of the file. */
function tryRebuilding(
  model: OnnxModel,
  shape: readonly number[],
  { size, meaning }: OnnxRequest,
): Graph | undefined {
  try {
    return rebuilt(model, shape, size, meaning);
  } catch (error) {
    if (error instanceof VitrineError && error.code === 'unsupported') return undefined;
    throw error;
  }
}

/** Why the graph can only run as it is; undefined where it can be made anew. */
function reasonToKeep(model: OnnxModel): string | undefined {
  const [picture] = model.inputs;
  if (!picture || model.inputs.length > 1) return undefined;
  const { layout, ...size } = pictureOfShape(picture.shape);
  try {
    rebuilt(model, shapeAt(picture, size, layout), size);
    return undefined;
  } catch (error) {
    return error instanceof VitrineError && error.code === 'unsupported' ? error.message : undefined;
  }
}

/** The file's own bytes, for graphs that only the runtime understands. */
function asItIs(
  { inputs, outputs }: OnnxModel,
  bytes: Uint8Array<ArrayBuffer>,
  shape: readonly number[],
  { precision, meaning }: OnnxRequest,
): Pick<ExportedModel, 'bytes' | 'input' | 'outputs'> {
  const [picture] = inputs;
  if (meaning.kind === 'boxes') {
    throw new VitrineError(
      'unsupported',
      'This graph only runs as it is, and its boxes would have to be rearranged.',
    );
  }
  if (precision === 'fp16') {
    throw new VitrineError('unsupported', 'This graph only runs as it is: choose 32 bit as its precision.');
  }
  for (const { name, type } of [...inputs, ...outputs]) {
    if (type === 'float32') continue;
    throw new VitrineError(
      'unsupported',
      `This graph only runs as it is, and ${name} is ${type}, not float32.`,
    );
  }
  const open = outputs.find(({ shape: sides }) => sides.some((side) => typeof side === 'string'));
  if (open) {
    throw new VitrineError(
      'unsupported',
      `This graph only runs as it is, and its output ${open.name} has open sides [${open.shape.join(', ')}].`,
    );
  }
  const specs = outputs.map(({ name, shape: sides }) => ({ name, shape: sides.map(Number) }));
  return { bytes, input: { name: picture?.name ?? '', shape }, outputs: specs };
}
