/** Every network of models/ at a small size, in both precisions, made in memory for `bar:graph`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { InputSpec } from '#core/io-spec.ts';
import type { Graph } from '#export/graph.ts';
import { buildFromCheckpoint, finishExport, type ExportedModel } from '#export/export-model.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import type { NetworkProgram, ProgramConfig } from '#export/network-program.ts';
import { UntrainedParameters } from '#export/untrained-parameters.ts';
import { allSubjects, loadProgram, subjectName, type Subject } from '#models/prepare/families.ts';
import { sourceFiles } from '#models/prepare/sources.ts';
import { filledCheckpoint } from '#tests/golden/fill.ts';
import { readGolden, readKeys } from '#tests/golden/golden-file.ts';
import { familyOf, goldenFamily } from '#tests/golden/programs.ts';
import { shared } from '#tests/helpers/shared-data.ts';

/** Tried in this order: some networks have windows that do not fit into a small picture. */
const SIDES_PX = [64, 128, 256, 512];

export interface GraphUnderTest {
  name: string;
  size: Size;
  fp32: ExportedModel;
  fp16: ExportedModel;
  /** How pictures are prepared for it, where a manifest says so. */
  input?: InputSpec;
  /** Operators that the manifest says run on the CPU. */
  cpuOperators: readonly string[];
}

/** Those with `part` in their name, each configuration of a network once. `onMissing` hears what cannot be made. */
export async function* graphsUnderTest(
  part: string,
  onMissing: (line: string) => void,
): AsyncGenerator<GraphUnderTest> {
  const seen = new Set<string>();
  const families = new Set<string>();
  for (const subject of await allSubjects()) {
    const { manifest, variant } = subject;
    const { cpuOperators = [] } = manifest;
    const name = subjectName(subject);
    families.add(manifest.id);
    if (!name.includes(part)) continue;
    try {
      const program = await loadProgram(subject);
      // A graph that comes as a file is the file's; one that is written down differs by its settings alone.
      const settings = program.from === 'graph' ? variant.id : JSON.stringify(variant.config);
      const structure = `${manifest.id} ${settings}`;
      if (seen.has(structure)) continue;
      seen.add(structure);
      const build = await builderOf(subject, program);
      const input = variant.input ?? manifest.input;
      yield { name, input, cpuOperators, ...(await smallest(build, manifest.sizeMultiple)) };
    } catch (error) {
      onMissing(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  yield* goldenGraphs(part, families);
}

/** Families that are written down and held against their originals, but not offered in the picker (yet). */
async function* goldenGraphs(part: string, known: ReadonlySet<string>): AsyncGenerator<GraphUnderTest> {
  const folder = shared('goldens');
  const seen = new Set<string>();
  for (const file of folder === undefined ? [] : readdirSync(folder)) {
    const model = file.split('@')[0]!;
    const family = file.includes('@') && !model.includes('.g') ? familyOf(model) : undefined;
    if (family === undefined || known.has(family) || seen.has(model) || !model.includes(part)) continue;
    seen.add(model);
    const golden = readGolden(join(folder!, file));
    const keys = readKeys(join(folder!, file), golden);
    if (!keys) continue;
    const { program, configure } = goldenFamily(golden);
    const checkpoint = filledCheckpoint(golden, keys);
    const config = configure(golden);
    const build = (size: Size) =>
      Promise.resolve(buildFromCheckpoint(program, checkpoint, { size, config }).graph);
    yield { name: model, cpuOperators: [], ...(await smallest(build, 1)) };
  }
}

type Build = (size: Size) => Promise<Graph>;

async function builderOf(subject: Subject, program: NetworkProgram): Promise<Build> {
  const { variant } = subject;
  const config: ProgramConfig = variant.config ?? {};
  if (program.from === 'parameters') return (size) => Promise.resolve(untrained(program, size, config));
  // These have their graph in the published file: without it there is nothing to look at.
  const files = await sourceFiles(subject, {
    mirror: process.env['VITRINE_MIRROR'] ?? shared('mirror'),
    offline: true,
    signal: new AbortController().signal,
    say: () => undefined,
    onProgress: () => undefined,
  });
  return async (size) => program.convert(files, { size, config });
}

/** Weights do not matter to a graph's form; filler makes it the same with and without a mirror. */
function untrained(
  program: NetworkProgram & { from: 'parameters' },
  size: Size,
  config: ProgramConfig,
): Graph {
  const graph = new GraphBuilder({ parameters: new UntrainedParameters(program.untrained) });
  program.build(graph, { size, config });
  return graph.finish();
}

async function smallest(
  build: Build,
  multiple: number,
): Promise<Pick<GraphUnderTest, 'size' | 'fp32' | 'fp16'>> {
  for (const wanted of SIDES_PX) {
    const side = Math.ceil(wanted / multiple) * multiple;
    const size = { width: side, height: side };
    try {
      const graph = await build(size);
      return { size, fp32: finishExport(graph, 'fp32', []), fp16: finishExport(graph, 'fp16', []) };
    } catch (error) {
      const isTooSmall = error instanceof VitrineError && error.code === 'bad-shape';
      if (!isTooSmall || wanted === SIDES_PX.at(-1)) throw error;
    }
  }
  throw new Error('no size was tried');
}
