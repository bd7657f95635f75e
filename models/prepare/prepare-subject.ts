/** Makes a variant's files in public/models: finds its weights, exports every size and precision, keeps the record. */
import { join } from 'node:path';
import type { ModelFile } from '#core/io-spec.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { PromiseQueue } from '#core/promise-queue.ts';
import { withMetadata } from '#export/convert/tflite-metadata.ts';
import { exportModel, exportUntrained, type ExportedModel } from '#export/export-model.ts';
import { sha256Of, writeAtomically } from './files.ts';
import { checkSize, isUntrained, loadProgram, subjectName, type Subject } from './families.ts';
import { outputFolder } from './paths.ts';
import { artefactsOf, type Artefact } from './plan.ts';
import { madeEntry, recordMade } from './record.ts';
import type { Reporter } from './reporter.ts';
import { sourceFiles, type SourceOptions } from './sources.ts';

export interface PrepareContext {
  reporter: Reporter;
  signal: AbortSignal;
  sources: Pick<SourceOptions, 'mirror' | 'offline' | 'stallMs' | 'isReachable'>;
}

/** Exports wait for each other: they are pure computing, and each holds a network in memory. */
const exports = new PromiseQueue();

/** Makes what is missing or out of date of the subject; resolves to how many files that was. */
export async function prepareSubject(subject: Subject, context: PrepareContext): Promise<number> {
  const { reporter, signal } = context;
  const name = subjectName(subject);
  const stale = await staleArtefacts(subject);
  if (stale.length === 0) return 0;
  const files = isUntrained(subject)
    ? undefined
    : await sourceFiles(subject, {
        ...context.sources,
        signal,
        say: reporter.say,
        onProgress: (stage, loaded, total) => reporter.progress(name, stage, loaded, total),
      });
  let done = 0;
  const notes = new Set<string>();
  for (const artefact of stale) {
    signal.throwIfAborted();
    reporter.progress(name, 'export', done, stale.length);
    (await exports.add(() => make(artefact, files))).forEach((note) => notes.add(note));
    done++;
  }
  reporter.progress(name, 'export', done, stale.length);
  notes.forEach((note) => reporter.say(`  ${name}: ${note}`));
  return done;
}

/** The subject's files that are missing or out of date. */
export async function staleArtefacts(subject: Subject): Promise<Artefact[]> {
  const artefacts = await artefactsOf(subject);
  const made = await Promise.all(artefacts.map(({ file, key }) => madeEntry(file, key)));
  return artefacts.filter((_, i) => !made[i]);
}

/** Writes the file and its record; resolves to what a reader should know of the export. No files: untrained. */
async function make(
  artefact: Artefact,
  files: ReadonlyMap<string, Uint8Array> | undefined,
): Promise<string[]> {
  const { subject, format, precision, size, file, key } = artefact;
  const { checkpoint, config } = subject.variant;
  checkSize(subject, size);
  const request = { program: await loadProgram(subject), size, precision, config };
  const exported = files
    ? await exportModel({ ...request, files, format: checkpoint })
    : exportUntrained(request);
  const bytes = files && format === 'tflite' ? mediapipeFile(subject, files) : exported.bytes;
  await writeAtomically(join(outputFolder, file), bytes);
  await recordMade(key, entryOf(artefact, exported, bytes));
  return exported.notes;
}

function entryOf(artefact: Artefact, exported: ExportedModel, bytes: Uint8Array): ModelFile {
  const { subject, format, precision, size, file } = artefact;
  return {
    model: subject.manifest.id,
    variant: subject.variant.id,
    format,
    precision,
    size,
    file,
    bytes: bytes.length,
    sha256: sha256Of(bytes),
    // MediaPipe takes the frame itself and gives the same values, so its file is described as its ONNX twin is.
    input: exported.input,
    outputs: exported.outputs,
    states: exported.states,
    trained: !isUntrained(subject),
  };
}

/** The .tflite as published, with the normalisation that MediaPipe asks for; in its terms x = (u8 − mean) / std. */
function mediapipeFile({ manifest, variant }: Subject, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const [file] = files.values();
  if (!file || variant.checkpoint !== 'tflite') {
    throw new VitrineError('internal', `${manifest.id}: only a TFLite model is offered to MediaPipe`);
  }
  const { scale, mean, std } = variant.input ?? manifest.input;
  return withMetadata(file, manifest.title, {
    mean: mean.map((value) => value / scale),
    std: std.map((value) => value / scale),
  });
}
