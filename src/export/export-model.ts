/** From a network program and its checkpoint to an ONNX file of one size and precision. Knows no model's name. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { StateSpec, TensorSpec } from '#core/io-spec.ts';
import { readCheckpoint, type CheckpointFormat } from './checkpoints/read-checkpoint.ts';
import type { Checkpoint } from './checkpoints/stored-tensor.ts';
import type { Graph, Value } from './graph.ts';
import { GraphBuilder } from './graph-builder.ts';

import type { NetworkProgram, ParameterProgram, ProgramConfig, ProgramOptions } from './network-program.ts';
import { writeOnnx } from './onnx-writer.ts';
import { clipAsMinMax } from './passes/clip-as-min-max.ts';
import { dropDeadChannels } from './passes/drop-dead-channels.ts';
import { dropLostWeights } from './passes/drop-lost-weights.ts';
import { foldBatchNorms } from './passes/fold-batch-norms.ts';
import { toHalfPrecision } from './passes/half-precision.ts';
import { mergeTransposes } from './passes/merge-transposes.ts';
import { partActivations } from './passes/part-activations.ts';
import { padTripleInputs } from './passes/pad-triple-inputs.ts';
import { splitUnevenGroups } from './passes/split-uneven-groups.ts';
import { StrictParameters } from './strict-parameters.ts';
import { UntrainedParameters } from './untrained-parameters.ts';

export interface ExportRequest {
  program: NetworkProgram;
  /** The checkpoint's files by base name; a program that asks for parameters takes exactly one. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Of a program that asks for parameters; the others read their files themselves. */
  format: CheckpointFormat | 'tfjs' | 'tflite';
  /** The dict inside a PyTorch file that holds several. */
  entry?: string;
  size: Size;
  precision: 'fp32' | 'fp16';
  config?: ProgramConfig;
}

export interface ExportedModel {
  bytes: Uint8Array<ArrayBuffer>;
  input: TensorSpec;
  /** Without those that are states. */
  outputs: TensorSpec[];
  /** Of recurrent networks. */
  states?: StateSpec[];
  /** What a reader should know: weights zeroed or clamped, prefixes skipped. */
  notes: string[];
}

export async function exportModel(request: ExportRequest): Promise<ExportedModel> {
  const { program, files, size, precision, config = {} } = request;
  if (program.from === 'graph') {
    return finishExport(await program.convert(files, { size, config }), precision, []);
  }
  const checkpoint = await readCheckpoint(parameterFormat(request), onlyFile(files), request.entry);
  const { graph, notes } = buildFromCheckpoint(program, checkpoint, { size, config });
  return finishExport(graph, precision, notes);
}

/** The same with filler for weights: right in shape and cost, of no use but for measuring speed. */
export function exportUntrained(
  request: Pick<ExportRequest, 'program' | 'size' | 'precision' | 'config'>,
): ExportedModel {
  const { program, size, precision, config = {} } = request;
  if (program.from !== 'parameters') {
    throw new VitrineError('internal', 'only a network that asks for its parameters can do without weights');
  }
  const builder = new GraphBuilder({ parameters: new UntrainedParameters(program.untrained) });
  program.build(builder, { size, config });
  return finishExport(builder.finish(), precision, []);
}

/** The graph of a program whose parameters are `checkpoint`, taken strictly. */
export function buildFromCheckpoint(
  program: ParameterProgram,
  checkpoint: Checkpoint,
  options: ProgramOptions,
): { graph: Graph; notes: string[] } {
  const parameters = new StrictParameters(checkpoint);
  const builder = new GraphBuilder({ parameters });
  program.build(builder, options);
  parameters.check((key) => program.isUnused?.(key, options.config) ?? false);
  return { graph: builder.finish(), notes: parameters.notes };
}

/** The file of a finished graph, in the given precision. */
export function finishExport(
  graph: Graph,
  precision: 'fp32' | 'fp16',
  notes: readonly string[],
): ExportedModel {
  const [input, ...others] = graph.inputs;
  if (!input) throw new VitrineError('internal', 'a model has an input, this graph has none');
  const light = dropDeadChannels(dropLostWeights(foldBatchNorms(graph)));
  const folded = mergeTransposes(partActivations(padTripleInputs(splitUnevenGroups(light))));
  const half = precision === 'fp16' ? toHalfPrecision(clipAsMinMax(folded)) : undefined;
  const clamped = [...(half?.clamped ?? [])].map(
    ([name, count]) => `${count} values of ${name} were clamped to the range of float16`,
  );
  return {
    bytes: writeOnnx(half?.graph ?? folded),
    input: specOf(input),
    outputs: graph.outputs.filter(({ becomes }) => becomes === undefined).map(specOf),
    states: others.length > 0 ? others.map((value) => stateOf(value, graph)) : undefined,
    notes: [...notes, ...clamped],
  };
}

/** Every input but the picture is fed by an output: whoever runs the model has nothing else to give. */
function stateOf(input: Value, graph: Graph): StateSpec {
  const output = graph.outputs.find(({ becomes }) => becomes === input.name);
  if (output) return { input: specOf(input), output: output.name };
  throw new VitrineError(
    'unsupported',
    `A live model is fed the picture only; this one also wants ${input.name}.`,
  );
}

function specOf({ name, shape, type }: Value): TensorSpec {
  if (type === 'float32') return { name, shape };
  throw new VitrineError('internal', `inputs and outputs are float32, ${name} is ${type}`);
}

function parameterFormat({ format }: ExportRequest): CheckpointFormat {
  if (format !== 'tfjs' && format !== 'tflite') return format;
  throw new VitrineError('internal', `a program that asks for parameters does not read ${format}`);
}

function onlyFile(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const [bytes, ...others] = files.values();
  if (bytes && others.length === 0) return bytes;
  throw new VitrineError('internal', `one checkpoint file is wanted, got ${files.size}`);
}
