/** A checkpoint of a family that models/ knows: guessed by its keys, built as `npm run models` would build it. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { OutputSpec } from '#core/io-spec.ts';
import type { ClassLabel } from '#core/labels.ts';
import { readCheckpoint, type CheckpointFormat } from '#export/checkpoints/read-checkpoint.ts';
import type { Checkpoint } from '#export/checkpoints/stored-tensor.ts';
import { buildFromCheckpoint, finishExport } from '#export/export-model.ts';
import type { ParameterProgram } from '#export/network-program.ts';
import { sizeOf } from '#export/tensor-data.ts';
import type { ModelManifest, ModelVariant } from '#models/manifest.ts';
import { loadProgram } from '#models/programs.ts';
import { loadLabelsOf, manifests } from '#models/registry.ts';
import type { BuildStep, CheckpointRequest, Inspected } from './export.api.ts';
import { guessFamily, type Candidate } from './guess-family.ts';
import type { Made } from './from-onnx.ts';
import { numberedLabels, userModel } from './user-manifest.ts';

export async function inspectCheckpoint(format: CheckpointFormat, bytes: Uint8Array): Promise<Inspected> {
  const [checkpoint, candidates] = await Promise.all([readCheckpoint(format, bytes), allCandidates()]);
  const guesses = guessFamily(candidates, checkpoint);
  return { kind: 'checkpoint', tensors: checkpoint.size, elements: elementsOf(checkpoint), guesses };
}

export async function buildCheckpoint(
  request: CheckpointRequest,
  format: CheckpointFormat,
  bytes: Uint8Array,
  onStep: (step: BuildStep) => void,
): Promise<Made> {
  const { family, size, precision, classes } = request;
  const { manifest, variant, program } = await candidateOf(request);
  const checkpoint = await readCheckpoint(format, bytes);
  onStep('build');
  const config = { ...variant.config, ...(classes === undefined ? {} : { classes }) };
  const { graph, notes } = buildFromCheckpoint(program, checkpoint, { size, config });
  onStep('write');
  const model = finishExport(graph, precision, notes);
  const { task, kind, sizeMultiple, nms } = manifest;
  const made = await userModel(request, model, {
    summary: `${manifest.title}, built here from ${request.file.name}.`,
    task,
    kind,
    input: variant.input ?? manifest.input,
    outputs: (variant.outputs ?? manifest.outputs).map((output) => withClasses(output, classes)),
    labels: request.labels ?? (await labelsFor(manifest, variant, classes)),
    sizeMultiple,
    nms,
    decoder: kind === 'boxes' ? family : undefined,
    params: elementsOf(checkpoint),
    checkpoint: format,
  });
  return { model: made, bytes: model.bytes };
}

/** The family's own where they are as many as the classes; a head of another size was trained on other data. */
async function labelsFor(
  manifest: ModelManifest,
  variant: ModelVariant,
  classes: number | undefined,
): Promise<readonly ClassLabel[]> {
  const own = await loadLabelsOf(manifest, variant);
  return classes === undefined || own.length === classes ? own : numberedLabels(classes);
}

const withClasses = (output: OutputSpec, classes: number | undefined): OutputSpec =>
  classes !== undefined && (output.meaning === 'class-logits' || output.meaning === 'class-scores')
    ? { ...output, classes }
    : output;

const elementsOf = (checkpoint: Checkpoint): number =>
  [...checkpoint.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** Every variant whose network asks for parameters; the others come as graphs and have no checkpoint of their own. */
async function allCandidates(): Promise<Candidate[]> {
  const found = await Promise.all(manifests.map(candidatesOf));
  return found.flat();
}

async function candidatesOf(manifest: ModelManifest): Promise<Candidate[]> {
  const program = await parameterProgram(manifest);
  return program ? manifest.variants.map((variant) => ({ manifest, variant, program })) : [];
}

async function candidateOf({ family, variant: id }: CheckpointRequest): Promise<Candidate> {
  const manifest = manifests.find((each) => each.id === family);
  const variant: ModelVariant | undefined = manifest?.variants.find((each) => each.id === id);
  const program = manifest && (await parameterProgram(manifest));
  if (manifest && variant && program) return { manifest, variant, program };
  throw new VitrineError('internal', `no network ${family}/${id} takes a checkpoint`);
}

async function parameterProgram({ id }: ModelManifest): Promise<ParameterProgram | undefined> {
  const program = await loadProgram(id);
  return program.from === 'parameters' ? program : undefined;
}
