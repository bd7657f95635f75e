/** A model of this repository in Node: exported as for the page, run by onnxruntime-web's WASM on one thread. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import type { BoxDecoder } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { StateSpec, TensorView } from '#core/io-spec.ts';
import { exportModel } from '#export/export-model.ts';
import { checkSize, loadProgram, type Subject } from '#models/prepare/families.ts';
import { familiesFolder } from '#models/prepare/paths.ts';
import { sourceFiles } from '#models/prepare/sources.ts';
import type { Network, NetworkFor } from '../evaluate.ts';
import type { NetworkSpec } from '../prediction.ts';
import type { WantedSize } from './arguments.ts';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** Sessions of pictures' own sizes that are kept: each holds the network's buffers. */
const MOST_OPEN = 3;

export async function specOf({ manifest, variant }: Subject): Promise<NetworkSpec> {
  const labels = variant.labels ?? (await manifest.loadLabels?.()) ?? manifest.labels;
  return {
    input: variant.input ?? manifest.input,
    outputs: variant.outputs ?? manifest.outputs,
    labels: labels.map(({ name }) => name),
    nms: manifest.nms ?? 'none',
    ...(manifest.kind === 'boxes' ? { decode: await loadDecoder(manifest.id) } : {}),
  };
}

async function loadDecoder(family: string): Promise<BoxDecoder> {
  const url = pathToFileURL(join(familiesFolder, family, 'decode.ts'));
  return ((await import(url.href)) as { decode: BoxDecoder }).decode;
}

/** Networks by the picture's size, opened when first needed. */
export async function networksOf(
  subject: Subject,
  wanted: WantedSize,
  precision: 'fp32' | 'fp16',
): Promise<NetworkFor> {
  const spec = await specOf(subject);
  const files = await sourceFiles(subject, {
    mirror: process.env['VITRINE_MIRROR'],
    signal: new AbortController().signal,
    onProgress: () => undefined,
    say: console.error,
  }).catch(sayWhatHelps);
  const open = new Map<string, { network: Network; session: ort.InferenceSession }>();
  return async (picture) => {
    const size = wanted === 'own' ? ownSize(picture, subject) : (wanted ?? firstSize(subject));
    const key = `${size.width}x${size.height}`;
    const known = open.get(key);
    if (known) return known.network;
    const [oldest] = open;
    if (open.size >= MOST_OPEN && oldest) {
      open.delete(oldest[0]);
      await oldest[1].session.release();
    }
    checkSize(subject, size);
    const program = await loadProgram(subject);
    const { checkpoint: format, config } = subject.variant;
    const { bytes, states } = await exportModel({ program, files, format, size, precision, config });
    const session = await ort.InferenceSession.create(bytes);
    const network = { spec, size, run: runnerOf(session, spec.input.name, states ?? []) };
    open.set(key, { network, session });
    return network;
  };
}

function sayWhatHelps(thrown: unknown): never {
  if (!(thrown instanceof VitrineError) || thrown.code !== 'network') throw thrown;
  const advice = 'connect once, or set VITRINE_MIRROR to a folder that has the weights by their SHA-256';
  throw new VitrineError('network', `${thrown.message}; ${advice}`, { cause: thrown });
}

/** The size that is taken where none is asked for. */
export const firstSize = ({ variant }: Subject): Size => variant.sizes[0]!;

/** Sides cut down to what the network takes, as the originals of counting networks crop their pictures. */
function ownSize({ width, height }: Size, { manifest: { sizeMultiple: step } }: Subject): Size {
  const cut = (side: number) => Math.max(step, Math.floor(side / step) * step);
  return { width: cut(width), height: cut(height) };
}

function runnerOf(
  session: ort.InferenceSession,
  input: string,
  states: readonly StateSpec[],
): Network['run'] {
  let remembered: Record<string, ort.Tensor> = {};
  return async ({ shape, data }, isCut) => {
    if (isCut || Object.keys(remembered).length === 0) {
      remembered = Object.fromEntries(states.map(({ input: { name, shape } }) => [name, zeros(shape)]));
    }
    const feeds = { [input]: new ort.Tensor('float32', data, [...shape]), ...remembered };
    const results = await session.run(feeds);
    remembered = Object.fromEntries(states.map(({ input: { name }, output }) => [name, results[output]!]));
    return Object.fromEntries(
      Object.entries(results).map(([name, { dims, data }]): [string, TensorView] => {
        if (!(data instanceof Float32Array))
          throw new VitrineError('bad-shape', `output ${name} is not float32`);
        return [name, { shape: dims, data }];
      }),
    );
  };
}

const zeros = (shape: readonly number[]) =>
  new ort.Tensor('float32', new Float32Array(shape.reduce((product, side) => product * side, 1)), [...shape]);
