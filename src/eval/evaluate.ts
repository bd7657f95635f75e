/** The walk over labelled pictures, alike in Node and in the page: the next one is read while the network runs. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { place, type Size } from '#core/geometry.ts';
import type { TensorView } from '#core/io-spec.ts';
import { preprocess, type RgbaImage } from '#core/preprocess.ts';
import type { Context, Judged } from './judges/judge.ts';
import { judgeOf } from './judges/judges.ts';
import type { LabelledData, Sample, Truth } from './labelled-data.ts';
import { readPrediction, type NetworkSpec, type Prediction } from './prediction.ts';

/** A network that can be run; `isCut`: the picture has nothing to do with the one before. */
export interface Network {
  spec: NetworkSpec;
  size: Size;
  run(input: TensorView, isCut: boolean): Promise<Readonly<Record<string, TensorView>>>;
}

/** The network for a picture: the same for all, or one of the picture's own size. */
export type NetworkFor = (picture: Size) => Promise<Network>;

export interface SampleOutcome {
  sample: string;
  /** By the kind's judge. */
  outcome: unknown;
  /** Of the network alone, in milliseconds, and of everything: reading where it had to be waited for, judging. */
  inferenceMs: number;
  totalMs: number;
}

/** Samples that must be judged one after the other: a sequence, or a single picture. */
export function groupsOf(samples: readonly Sample[]): Sample[][] {
  const groups = new Map<string, Sample[]>();
  samples.forEach((sample, i) => {
    const key = sample.sequence === undefined ? `#${i}` : `s${sample.sequence}`;
    const group = groups.get(key);
    if (group) group.push(sample);
    else groups.set(key, [sample]);
  });
  return [...groups.values()];
}

export interface Walk {
  data: LabelledData;
  /** In this order; groups whole. */
  samples: readonly Sample[];
  networkFor: NetworkFor;
  context: Context;
  /** A clock in milliseconds. */
  now: () => number;
  signal?: AbortSignal;
}

export async function* evaluateSamples(walk: Walk): AsyncGenerator<SampleOutcome> {
  const { data, samples, networkFor, context, now: clock, signal } = walk;
  const judge = judgeOf(data.kind);
  let before: Judged<Truth['kind']> | undefined;
  let sequence: string | undefined;
  let next = samples[0] && load(samples[0]);
  for (const [i, sample] of samples.entries()) {
    signal?.throwIfAborted();
    const startMs = clock();
    const { picture, truth } = await next!;
    const following = samples[i + 1];
    next = following && load(following);
    const isCut = sample.sequence === undefined || sample.sequence !== sequence;
    const network = await networkFor(picture);
    const { prediction, inferenceMs } = await predict(network, picture, isCut, clock);
    if (prediction.kind !== truth.kind) {
      throw new VitrineError(
        'unsupported',
        `The model gives a ${prediction.kind}, the data have a ${truth.kind}.`,
      );
    }
    const now = { picture, truth, prediction } as Judged<Truth['kind']>;
    const outcome = judge.judge(now, isCut ? undefined : before, context);
    before = now;
    sequence = sample.sequence;
    yield { sample: sample.name, outcome, inferenceMs, totalMs: clock() - startMs };
  }
}

export async function predict(
  network: Network,
  picture: RgbaImage,
  isCut: boolean,
  clock: () => number = () => 0,
): Promise<{ prediction: Prediction; inferenceMs: number }> {
  const { spec, size } = network;
  const placement = place(picture, size, spec.input.fit);
  const data = preprocess(picture, spec.input, placement);
  const channels = data.length / (size.width * size.height);
  const shape =
    spec.input.layout === 'nchw'
      ? [1, channels, size.height, size.width]
      : [1, size.height, size.width, channels];
  const startMs = clock();
  const outputs = await network.run({ shape, data }, isCut);
  const inferenceMs = clock() - startMs;
  return { prediction: readPrediction(spec, placement, outputs), inferenceMs };
}

function load(sample: Sample): ReturnType<Sample['load']> {
  const loading = sample.load();
  // Awaited later; until then a rejection is nobody's.
  loading.catch(() => undefined);
  return loading;
}
