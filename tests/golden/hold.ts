/** Exports a network with a golden's parameters, runs it and says how far each output is off. */
import { buildFromCheckpoint, finishExport } from '#export/export-model.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';
import type { ParameterProgram, ProgramOptions } from '#models/network-program.ts';
import { filledCheckpoint, filledParameter, goldenInput } from './fill.ts';
import { readGolden, readKeys, type Golden, type GoldenKeys } from './golden-file.ts';
import { goldenFamily } from './programs.ts';
import { runFrames } from './run-frames.ts';

/** Largest sample error that is sound for most, in standard deviations of the output (goldens/README.md). */
export const TOLERANCE_STD = 1e-3;
/** Of files in half precision, in ranges of the output. */
export const HALF_TOLERANCE_RANGE = 2e-2;

type Precision = 'fp32' | 'fp16';

export interface Held {
  name: string;
  shape: readonly number[];
  expectedShape: readonly number[];
  /** Largest sample error ÷ the golden's standard deviation (fp32) or range (fp16). */
  error: number;
}

export interface Verdict {
  model: string;
  size: { width: number; height: number };
  outputs: Held[];
  tolerance: number;
  fileBytes: number;
  /** Ours and the original's; undefined when the golden comes without the list of its keys. */
  counts: { params: [number, number]; keys: [number, number] } | undefined;
  /** What the golden's own checks of its input and fill find wrong with ours. */
  fillProblems: string[];
}

export async function holdAgainst(path: string, precision: Precision = 'fp32'): Promise<Verdict> {
  const golden = readGolden(path);
  const { program, configure, toleranceStd } = goldenFamily(golden);
  const config = configure(golden);
  const { h: height, w: width } = golden.input;
  const size = { width, height };
  const listed = readKeys(path, golden);
  const keys = listed ?? askedKeys(program, { size, config });
  // Strict: the network takes every key of the original's with its shape, and no other.
  const checkpoint = filledCheckpoint(golden, keys);
  const { graph } = buildFromCheckpoint(program, checkpoint, { size, config });
  const model = finishExport(graph, precision, []);
  const { bytes, data } = goldenInput(golden);
  const results = await runFrames(model, golden);
  const outputs = golden.outputs.map((output): Held => {
    const found = results[output.name];
    if (!found)
      throw new Error(`the export has no output ${output.name}, only ${Object.keys(results).join(', ')}`);
    return held(output, found, precision);
  });
  outputs.push(...heldParts(golden, Object.values(results)[0]!, precision));
  return {
    model: golden.model,
    size,
    outputs,
    tolerance: precision === 'fp16' ? HALF_TOLERANCE_RANGE : (toleranceStd?.(golden) ?? TOLERANCE_STD),
    fileBytes: model.bytes.length,
    counts: listed && {
      params: [countParameters(golden, keys), golden.num_params],
      keys: [keys.length, golden.num_keys],
    },
    fillProblems: checkFill(golden, keys, bytes, data),
  };
}

type Stored = Golden['outputs'][number];
type Found = { shape: readonly number[]; data: Float32Array };

function held({ name, shape, std, min, max, samples }: Stored, found: Found, precision: Precision): Held {
  const errors = samples.map(({ index, value }) => Math.abs(found.data[index]! - value));
  const unit = precision === 'fp16' ? max - min : std;
  return { name, shape: found.shape, expectedShape: shape, error: Math.max(...errors) / unit };
}

/** Parts of one output are scaled differently, such as boxes and scores; they lie one after the other on axis 1. */
function heldParts({ parts = {} }: Golden, { data }: Found, precision: Precision): Held[] {
  let start = 0;
  return Object.values(parts).map((part) => {
    const found = data.subarray(start, (start += sizeOf(part.shape)));
    return held(part, { shape: part.shape, data: found }, precision);
  });
}

export const passes = (verdict: Verdict): boolean =>
  verdict.outputs.every(
    ({ error, shape, expectedShape }) => error <= verdict.tolerance && shape.join() === expectedShape.join(),
  ) &&
  Object.values(verdict.counts ?? {}).every(([found, expected]) => found === expected) &&
  verdict.fillProblems.length === 0;

/** The keys that a program asks for, with their shapes. */
function askedKeys(program: ParameterProgram, options: ProgramOptions): GoldenKeys {
  const keys: GoldenKeys = [];
  const take = (key: string, shape: readonly number[]) => {
    keys.push({ key, shape: [...shape], dtype: 'float32' });
    return float32(shape, new Float32Array(sizeOf(shape)));
  };
  program.build(new GraphBuilder({ parameters: { take } }), options);
  return keys;
}

const isStatistic = (key: string): boolean => /\.(running_mean|running_var|num_batches_tracked)$/.test(key);

/** A tensor that stands under two names is one parameter. */
function countParameters(golden: Golden, keys: GoldenKeys): number {
  const { filledAs, isBuffer } = goldenFamily(golden);
  const isOwn = (key: string): boolean =>
    !isStatistic(key) && !isBuffer?.(key) && (filledAs?.(golden, key) ?? key) === key;
  return keys.filter(({ key }) => isOwn(key)).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

function checkFill(golden: Golden, keys: GoldenKeys, bytes: Uint8Array, data: Float32Array): string[] {
  const { u8_first8: firstBytes, x_first4: firstValues } = golden.input.check;
  const { filledAs } = goldenFamily(golden);
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
  const problems: string[] = [];
  if (!firstBytes.every((byte, i) => bytes[i] === byte)) problems.push('image bytes');
  if (!firstValues.every((value, i) => near(data[i]!, value))) problems.push('input values');
  for (const [key, expected] of Object.entries(golden.fill_check)) {
    if (golden.untouched.includes(key)) continue;
    const shape = keys.find((each) => each.key === key)?.shape ?? [];
    const filled = filledParameter(filledAs?.(golden, key) ?? key, shape, golden.gain);
    if (!expected.every((value, i) => near(filled[i]!, value))) problems.push(`fill of ${key}`);
  }
  return problems;
}
