/** Every network of models/ at a small size, made in memory for `bar:agreement`. */
import { basename } from 'node:path';
import type { InputSpec, ModelFile } from '#core/io-spec.ts';
import { toErrorData } from '#core/errors/vitrine-error.ts';
import { buildFromCheckpoint, exportModel, finishExport, type ExportedModel } from '#export/export-model.ts';
import { imagenetInput } from '#models/imagenet-input.ts';
import { allSubjects, loadProgram, subjectName, type Subject } from '../../models/prepare/families.ts';
import { sourceFiles } from '../../models/prepare/sources.ts';
import { filledCheckpoint } from '#tests/golden/fill.ts';
import { goldenFiles, readGolden, readKeys } from '#tests/golden/golden-file.ts';
import { familyOf, goldenFamily } from '#tests/golden/programs.ts';
import { shared } from '#tests/helpers/shared-data.ts';
import type { TinyModel } from '#tests/helpers/tiny-model.ts';

/** Software adapters take seconds a run: the smallest side that keeps every network's deepest layers above a pixel. */
const SIDE_PX = 64;

export interface Network {
  name: string;
  fp32: TinyModel;
  fp16: TinyModel;
  input: InputSpec;
}

/**
 * All with `part` in their name that can be made here, one after the other: some hold 100 MB. `onMissing` hears what
 * cannot be made, with the reason. Programs without published weights come with the goldens' filler: only those whose
 * name matches `filler`, since a software adapter takes minutes for the heavy ones.
 */
export async function* smallNetworks(
  part: string,
  filler: RegExp,
  onMissing: (line: string) => void,
): AsyncGenerator<Network> {
  const families = new Set<string>();
  for (const subject of await allSubjects()) {
    // As heavy as they are many: they come below, with the goldens' filler, where asked for.
    if (subject.variant.source.from === 'untrained') continue;
    families.add(subject.manifest.id);
    const name = subjectName(subject);
    if (!name.includes(part)) continue;
    const made = await tryToMake(name, () => published(subject), onMissing);
    if (made) yield made;
  }
  const known = new Set<string>();
  for (const path of goldenFiles()) {
    const model = basename(path).split('@')[0]!;
    // `.g1` is the same network with other filler.
    const family = model.includes('.g') ? undefined : familyOf(model);
    if (family === undefined || families.has(family) || known.has(model)) continue;
    if (!model.includes(part) || !filler.test(model)) continue;
    known.add(model);
    const made = await tryToMake(model, () => filled(path), onMissing);
    if (made) yield made;
  }
}

async function tryToMake(
  name: string,
  make: () => Network | Promise<Network>,
  onMissing: (line: string) => void,
): Promise<Network | undefined> {
  try {
    return await make();
  } catch (error) {
    onMissing(`${name}: ${toErrorData(error).message}`);
    return undefined;
  }
}

async function published(subject: Subject): Promise<Network> {
  const { manifest, variant } = subject;
  const files = await sourceFiles(subject, {
    mirror: process.env['VITRINE_MIRROR'] ?? shared('mirror'),
    // What lies neither in a package nor in the mirror nor among earlier downloads is not fetched for a bar.
    isReachable: () => Promise.resolve(false),
    signal: new AbortController().signal,
    say: () => undefined,
    onProgress: () => undefined,
  });
  const program = await loadProgram(subject);
  const side = Math.ceil(SIDE_PX / manifest.sizeMultiple) * manifest.sizeMultiple;
  const size = { width: side, height: side };
  const request = { program, files, format: variant.checkpoint, size, config: variant.config };
  return {
    name: subjectName(subject),
    fp32: asModel(subjectName(subject), 'fp32', side, await exportModel({ ...request, precision: 'fp32' })),
    fp16: asModel(subjectName(subject), 'fp16', side, await exportModel({ ...request, precision: 'fp16' })),
    input: variant.input ?? manifest.input,
  };
}

function filled(path: string): Network {
  const golden = readGolden(path);
  const keys = readKeys(path, golden);
  if (!keys) throw new Error(`${path} comes without its keys`);
  const { program, configure, minSidePx = SIDE_PX } = goldenFamily(golden);
  const config = configure(golden);
  const side = Math.max(SIDE_PX, minSidePx);
  const size = { width: side, height: side };
  const build = () => buildFromCheckpoint(program, filledCheckpoint(golden, keys), { size, config }).graph;
  const name = `${golden.model} (filler weights)`;
  return {
    name: golden.model,
    fp32: asModel(name, 'fp32', side, finishExport(build(), 'fp32', [])),
    fp16: asModel(name, 'fp16', side, finishExport(build(), 'fp16', [])),
    input: imagenetInput,
  };
}

function asModel(
  name: string,
  precision: ModelFile['precision'],
  side: number,
  { bytes, input, states, outputs }: ExportedModel,
): TinyModel {
  const file: ModelFile = {
    model: name,
    variant: `${side}`,
    format: 'onnx',
    precision,
    size: { width: side, height: side },
    file: `${name.replace(/[^\w.-]+/g, '-')}-${side}-${precision}.onnx`,
    bytes: bytes.length,
    sha256: '',
    input,
    outputs,
    states,
    trained: false,
  };
  return { file, bytes };
}
