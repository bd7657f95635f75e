/** Exports a checkpoint that somebody brings: any of the family's, published or trained by themselves. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import { formatOf } from '#export/checkpoints/format-of.ts';
import { readCheckpoint } from '#export/checkpoints/read-checkpoint.ts';
import type { Checkpoint } from '#export/checkpoints/stored-tensor.ts';
import { buildFromCheckpoint, exportModel, finishExport, type ExportedModel } from '#export/export-model.ts';
import type { ParameterProgram, ProgramConfig } from '#export/network-program.ts';
import { checkpointFit } from '#export/checkpoint-fit.ts';
import { allSubjects, checkSize, loadProgram, select, subjectName, type Subject } from './families.ts';

export interface CheckpointRequest {
  /** `model`, whose variant is then found by the checkpoint's keys, or `model/variant`. */
  id: string;
  /** By base name; one, but for formats that spread over several (TFJS). */
  files: ReadonlyMap<string, Uint8Array>;
  size: Size;
  precision: 'fp32' | 'fp16';
  /** Over the variant's own configuration: class count, width ... */
  config?: ProgramConfig;
  /** The dict inside a PyTorch file that holds several. */
  entry?: string;
}

export interface CheckpointExport extends ExportedModel {
  subject: Subject;
  /** As prepared files are called. */
  file: string;
}

export async function exportCheckpoint(request: CheckpointRequest): Promise<CheckpointExport> {
  const { id, files, size, precision, entry } = request;
  const candidates = select(await allSubjects(), [id]).map((subject) => configured(subject, request.config));
  const [first] = candidates;
  if (!first) throw new VitrineError('model-missing', `no model is called ${id}`);
  checkSize(first, size);
  const program = await loadProgram(first);
  const named = (subject: Subject) => ({
    subject,
    file: `${subjectName(subject).replace('/', '-')}-${size.width}x${size.height}-${precision}.onnx`,
  });
  if (program.from === 'graph') {
    const { checkpoint: format, config } = first.variant;
    return { ...named(first), ...(await exportModel({ program, files, format, size, precision, config })) };
  }
  const checkpoint = await parametersIn(files, entry);
  const subject = candidates.length > 1 ? whoseKeysFit(program, checkpoint, candidates, size) : first;
  const { graph, notes } = buildFromCheckpoint(program, checkpoint, {
    size,
    config: subject.variant.config ?? {},
  });
  return { ...named(subject), ...finishExport(graph, precision, notes) };
}

function configured(subject: Subject, config: ProgramConfig = {}): Subject {
  const { manifest, variant } = subject;
  return { manifest, variant: { ...variant, config: { ...variant.config, ...config } } };
}

async function parametersIn(files: CheckpointRequest['files'], entry?: string): Promise<Checkpoint> {
  const [[name, bytes] = [], ...others] = files;
  if (!bytes || others.length > 0) {
    throw new VitrineError('bad-file', `one checkpoint file is wanted, got ${files.size}`);
  }
  const format = formatOf(bytes);
  if (format === undefined || format === 'tfjs' || format === 'tflite') {
    const found = format ?? 'something else';
    throw new VitrineError(
      'bad-file',
      `${name} is ${found}; this model reads PyTorch, safetensors, HDF5 and ONNX checkpoints`,
    );
  }
  return readCheckpoint(format, bytes, entry);
}

/** Of several variants the one that the checkpoint is of; where none is, the next best, whose export will say why. */
function whoseKeysFit(
  program: ParameterProgram,
  checkpoint: Checkpoint,
  candidates: readonly Subject[],
  size: Size,
): Subject {
  const scores = candidates.map(
    ({ variant: { config = {} } }) => checkpointFit(program, { size, config }, checkpoint).score,
  );
  return candidates[scores.indexOf(Math.max(...scores))]!;
}
