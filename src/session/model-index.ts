import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { ModelIndex } from './model-catalog.api.ts';

/** Sides and tensors beyond these are no real-time model: a broken index must not make us allocate them. */
const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8192));
export const size = v.object({ width: side, height: side });
/** A list of candidates is longer than a picture is wide; what counts is how much a tensor holds. */
const MOST_ELEMENTS = 1 << 28;
const axis = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ELEMENTS));
const tensor = v.object({
  name: v.string(),
  shape: v.pipe(
    v.array(axis),
    v.maxLength(8),
    v.check((shape) => shape.reduce((product, length) => product * length, 1) <= MOST_ELEMENTS),
  ),
});
const MOST_BYTES = 1 << 30;
export const fileBytes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_BYTES));
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const fileSchema = v.object({
  model: v.string(),
  variant: v.string(),
  format: v.picklist(['onnx', 'tflite']),
  precision: v.picklist(['fp32', 'fp16']),
  size,
  file: v.pipe(v.string(), v.minLength(1)),
  bytes: fileBytes,
  sha256: hash,
  input: tensor,
  outputs: v.array(tensor),
  states: v.optional(v.array(v.object({ input: tensor, output: v.string() }))),
  trained: v.boolean(),
}) satisfies v.GenericSchema<unknown, ModelFile>;

const indexSchema = v.object({
  version: v.literal(1),
  files: v.array(fileSchema),
  probe: v.optional(
    v.object({
      file: v.string(),
      bytes: fileBytes,
      sha256: hash,
      macs: v.number(),
      input: tensor,
      outputs: v.array(tensor),
    }),
  ),
  canFetch: v.optional(v.boolean()),
}) satisfies v.GenericSchema<unknown, ModelIndex>;

/** A server that does not answer in this time is taken as gone (guessed). */
const LIMIT_MS = 20_000;

/** The files that can run, as the server lists them. Throws VitrineError('network' | 'bad-file'). */
export async function loadModelIndex(base = '/models/'): Promise<ModelIndex> {
  let answer: unknown;
  try {
    const response = await fetch(`${base}index.json`, {
      cache: 'no-cache',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    answer = await response.json();
  } catch (cause) {
    throw new VitrineError('network', 'The list of models could not be loaded.', {
      detail: String(cause),
      cause,
    });
  }
  const parsed = v.safeParse(indexSchema, answer);
  if (parsed.success) return parsed.output;
  throw new VitrineError('bad-file', `The list of models is not valid: ${parsed.issues[0].message}`);
}
