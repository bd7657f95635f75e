/**
 * Reads a TensorFlow.js graph model: nodes as data and weights as tensors. Format: tfjs-converter's model.json
 * (modelTopology is a TensorFlow GraphDef as JSON, weightsManifest lists tensors in the order of the binary shards).
 */
import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { float32, sizeOf, type TensorData } from '#export/tensor-data.ts';
import { CopyBudget } from './copy-budget.ts';
import { widenHalves } from './widen-halves.ts';

const side = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Edges of the graph; large networks have thousands. */
const MAX_NODES = 50_000;
const MAX_INPUTS = 4096;

const quantizationSchema = v.object({
  dtype: v.picklist(['float16', 'uint8', 'uint16']),
  scale: v.optional(v.number()),
  min: v.optional(v.number()),
});

const weightSchema = v.object({
  name: v.string(),
  shape: v.pipe(v.array(side), v.maxLength(8)),
  dtype: v.picklist(['float32', 'int32', 'bool']),
  quantization: v.optional(quantizationSchema),
});

/** GraphDef's AttrValue. 64-bit integers are strings and byte strings base64, as protobuf's JSON mapping has them. */
const attributeSchema = v.object({
  s: v.optional(v.string()),
  i: v.optional(v.union([v.string(), v.number()])),
  b: v.optional(v.boolean()),
  list: v.optional(
    v.object({
      s: v.optional(v.array(v.string())),
      i: v.optional(v.array(v.union([v.string(), v.number()]))),
    }),
  ),
  shape: v.optional(
    v.object({ dim: v.optional(v.array(v.object({ size: v.union([v.string(), v.number()]) })), []) }),
  ),
});

const modelSchema = v.object({
  format: v.literal('graph-model'),
  modelTopology: v.object({
    node: v.pipe(
      v.array(
        v.object({
          name: v.string(),
          op: v.string(),
          input: v.optional(v.pipe(v.array(v.string()), v.maxLength(MAX_INPUTS)), []),
          attr: v.optional(v.record(v.string(), attributeSchema), {}),
        }),
      ),
      v.maxLength(MAX_NODES),
    ),
  }),
  weightsManifest: v.array(v.object({ paths: v.array(v.string()), weights: v.array(weightSchema) })),
});

export type Attribute = v.InferOutput<typeof attributeSchema>;
type Quantization = v.InferOutput<typeof quantizationSchema>;
type WeightSpec = v.InferOutput<typeof weightSchema>;

export interface TfjsNode {
  name: string;
  op: string;
  inputs: string[];
  attributes: Readonly<Record<string, Attribute>>;
}

export interface TfjsModel {
  /** Each after those it reads. */
  nodes: TfjsNode[];
  weights: ReadonlyMap<string, TensorData<'float32' | 'int32'>>;
  /** For what is made of the weights from here on. */
  budget: CopyBudget;
}

/** Of model.json; those of large networks have 1 to 2 MB. What JSON describes takes many times its bytes. */
const MAX_JSON_LENGTH = 8_000_000;

/** `json`: the text of model.json; `shards`: the binary files it names, in order. */
export function readTfjs(json: string, shards: readonly Uint8Array[]): TfjsModel {
  if (json.length > MAX_JSON_LENGTH) {
    throw new VitrineError('bad-file', `TFJS model: model.json has ${json.length} letters`);
  }
  const parsed = v.safeParse(modelSchema, parseJson(json));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new VitrineError('bad-file', `TFJS model: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
  }
  const { modelTopology, weightsManifest } = parsed.output;
  const specs = weightsManifest.flatMap((group) => group.weights);
  const nodes = modelTopology.node.map(({ name, op, input, attr }) => ({
    name,
    op,
    // `name:0` is the first output and the same as `name`; `^name` only orders and carries nothing.
    inputs: input.filter((each) => !each.startsWith('^')).map((each) => each.replace(/:0$/, '')),
    attributes: attr,
  }));
  const bytes = concatenate(shards);
  return {
    nodes: inOrder(nodes),
    weights: readWeights(specs, bytes),
    budget: new CopyBudget('TFJS model', bytes.length),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new VitrineError('bad-file', 'TFJS model: model.json is not JSON', { cause });
  }
}

type Weights = Map<string, TensorData<'float32' | 'int32'>>;

function readWeights(specs: readonly WeightSpec[], bytes: Uint8Array): Weights {
  const weights: Weights = new Map();
  let at = 0;
  for (const spec of specs) {
    if (weights.has(spec.name))
      throw new VitrineError('bad-file', `TFJS weights: ${spec.name} is described twice`);
    const length = sizeOf(spec.shape) * ELEMENT_BYTES[spec.quantization?.dtype ?? spec.dtype];
    if (at + length > bytes.length) {
      throw new VitrineError(
        'bad-file',
        `TFJS weights: ${spec.name} needs ${length} bytes at ${at}, the shards have ${bytes.length}`,
      );
    }
    weights.set(spec.name, decode(spec, bytes.slice(at, at + length).buffer));
    at += length;
  }
  if (at !== bytes.length) {
    throw new VitrineError('bad-file', `TFJS weights: ${at} bytes are described, ${bytes.length} are there`);
  }
  return weights;
}

const ELEMENT_BYTES = { float32: 4, int32: 4, bool: 1, float16: 2, uint16: 2, uint8: 1 } as const;

function decode(
  { shape, dtype, quantization }: WeightSpec,
  buffer: ArrayBuffer,
): TensorData<'float32' | 'int32'> {
  if (quantization) return float32(shape, dequantise(quantization, buffer));
  if (dtype === 'float32') return float32(shape, new Float32Array(buffer));
  const data = dtype === 'int32' ? new Int32Array(buffer) : Int32Array.from(new Uint8Array(buffer));
  return { type: 'int32', shape, data };
}

/** Affine for integers: value = stored · scale + min. */
function dequantise({ dtype, scale = 1, min = 0 }: Quantization, buffer: ArrayBuffer): Float32Array {
  if (dtype === 'float16') return widenHalves(buffer);
  const stored = dtype === 'uint8' ? new Uint8Array(buffer) : new Uint16Array(buffer);
  return Float32Array.from(stored, (value) => value * scale + min);
}

function concatenate(shards: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(shards.reduce((length, shard) => length + shard.length, 0));
  let at = 0;
  for (const shard of shards) {
    whole.set(shard, at);
    at += shard.length;
  }
  return whole;
}

/** The nodes, each after those it reads: GraphDef promises no order. Depth first, without recursion. */
function inOrder(nodes: readonly TfjsNode[]): TfjsNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  if (byName.size !== nodes.length) throw new VitrineError('bad-file', 'TFJS model: two nodes have one name');
  const state = new Map<string, 'open' | 'done'>();
  const ordered: TfjsNode[] = [];
  const stack = nodes.toReversed();
  for (let node = stack.at(-1); node; node = stack.at(-1)) {
    const missing = node.inputs
      .map((input) => byName.get(input.replace(/:\d+$/, '')))
      .filter((each) => each !== undefined)
      .filter((each) => state.get(each.name) !== 'done');
    if (state.get(node.name) === 'done' || missing.length === 0) {
      stack.pop();
      if (state.get(node.name) !== 'done') ordered.push(node);
      state.set(node.name, 'done');
    } else {
      if (state.get(node.name) === 'open') {
        throw new VitrineError('bad-file', `TFJS model: ${node.name} depends on itself`);
      }
      state.set(node.name, 'open');
      stack.push(...missing);
    }
  }
  return ordered;
}
