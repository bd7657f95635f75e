/** A model that a person brought: "just another model", whose manifest is data in their browser instead of a folder. */
import * as v from 'valibot';
import type { InputSpec, ModelFile, OutputSpec } from '#core/io-spec.ts';
import type { ClassLabel } from '#core/labels.ts';
import { resultKinds, tasks } from '#core/result.ts';
import type { ModelManifest, ModelVariant } from '#models/manifest.ts';
import { fileBytes, fileSchema, hash, size } from '../model-index.ts';
import { USER_VARIANT } from './user-model-id.ts';

export interface UserModel {
  version: 1;
  /** ISO 8601. */
  savedAt: string;
  manifest: ModelManifest;
  file: ModelFile;
}

const text = v.pipe(v.string(), v.maxLength(500));
const name = v.pipe(text, v.minLength(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e12));
/** A share of a whole. */
const part = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const byte = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));
const finite = v.pipe(v.number(), v.finite());
const layout = v.picklist(['nchw', 'nhwc']);
/** More classes than ImageNet-21k has are no classes. */
const MOST_CLASSES = 30_000;
const channels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CLASSES));

/** One value per channel of the input. */
const perChannel = v.pipe(v.array(finite), v.minLength(1), v.maxLength(3));

export const inputSchema = v.pipe(
  v.object({
    name,
    layout,
    channels: v.picklist(['rgb', 'bgr', 'gray']),
    scale: v.pipe(
      finite,
      v.check((value) => value !== 0, 'a scale of 0 leaves nothing of the picture'),
    ),
    mean: perChannel,
    std: v.pipe(
      perChannel,
      v.check((values) => !values.includes(0), 'a deviation of 0 cannot be divided by'),
    ),
    fit: v.picklist(['stretch', 'letterbox', 'letterbox-corner']),
    pad: v.pipe(finite, v.minValue(0), v.maxValue(255)),
  }),
  v.check(({ channels, mean, std }) => {
    const wanted = channels === 'gray' ? 1 : 3;
    return mean.length === wanted && std.length === wanted;
  }, 'mean and deviation need one value for each colour channel'),
) satisfies v.GenericSchema<unknown, InputSpec>;

export const outputSchema = v.union([
  v.object({ meaning: v.literal('class-logits'), name, layout, classes: channels }),
  v.pipe(
    v.object({
      meaning: v.literal('alpha'),
      name,
      layout,
      channels,
      channel: v.pipe(v.number(), v.integer(), v.minValue(0)),
      activation: v.picklist(['none', 'sigmoid', 'softmax']),
    }),
    v.check(({ channel, channels }) => channel < channels, 'the channel must be one that the output has'),
  ),
  v.object({ meaning: v.literal('density'), name, layout }),
  v.object({
    meaning: v.literal('class-scores'),
    name,
    classes: channels,
    activation: v.picklist(['none', 'softmax']),
  }),
  v.object({ meaning: v.literal('picture'), name, layout }),
  v.object({
    meaning: v.literal('text-logits'),
    name,
    alphabet: v.pipe(v.string(), v.minLength(1), v.maxLength(10_000)),
    band: v.object({ top: part, bottom: part }),
  }),
  v.object({ meaning: v.literal('detector'), name, transfer: v.literal('dense') }),
  v.object({
    meaning: v.literal('detector'),
    name,
    transfer: v.literal('sparse'),
    cap: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  }),
]) satisfies v.GenericSchema<unknown, OutputSpec>;

const label = v.object({ name: text, colour: v.tuple([byte, byte, byte]) }) satisfies v.GenericSchema<
  unknown,
  ClassLabel
>;

const variantSchema = v.object({
  id: v.literal(USER_VARIANT),
  title: name,
  trainedOn: text,
  source: v.object({ from: v.literal('user'), sha256: hash, bytes: fileBytes }),
  checkpoint: v.picklist(['pytorch', 'hdf5', 'safetensors', 'onnx']),
  sizes: v.pipe(v.array(size), v.minLength(1)),
  params: count,
  licence: v.object({ code: text, weights: text, data: text }),
  published: v.pipe(v.array(v.never()), v.maxLength(0)),
}) satisfies v.GenericSchema<unknown, ModelVariant>;

export const manifestSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^user-[a-z0-9-]{1,58}$/)),
  title: name,
  summary: text,
  task: v.picklist(tasks),
  kind: v.picklist(resultKinds),
  variants: v.pipe(v.array(variantSchema), v.length(1)),
  input: inputSchema,
  outputs: v.pipe(v.array(outputSchema), v.minLength(1), v.maxLength(16)),
  labels: v.pipe(v.array(label), v.maxLength(MOST_CLASSES)),
  sizeMultiple: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024)),
  nms: v.optional(v.picklist(['per-class', 'none'])),
  decoder: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/))),
  paper: v.object({ title: text, url: text }),
  embedded: v.literal(false),
}) satisfies v.GenericSchema<unknown, ModelManifest>;

/** What lies in the browser's storage is read as strictly as what comes over the network. */
export const userModelSchema = v.object({
  version: v.literal(1),
  savedAt: v.pipe(v.string(), v.isoTimestamp()),
  manifest: manifestSchema,
  file: fileSchema,
}) satisfies v.GenericSchema<unknown, UserModel>;
