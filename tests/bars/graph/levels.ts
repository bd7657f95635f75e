/** Whether a file gives the same results however much onnxruntime rewrites it. */
import type { InputSpec, TensorSpec, TensorView } from '#core/io-spec.ts';
import type { ExportedModel } from '#export/export-model.ts';
import { sizeOf } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

export interface LevelsDifference {
  /** Largest difference ÷ largest value of the output. */
  relative: number;
  /** Which part of the values differ by more than `tolerance` of the largest. */
  share: number;
  /** False where every output is one value throughout, or any holds what is no number: then nothing was shown. */
  isTelling: boolean;
}

/** Runs the model as written and as optimised, on the same made-up picture, prepared as `spec` says. */
export async function differenceOfLevels(
  { bytes, input, states = [] }: ExportedModel,
  tolerance: number,
  spec: InputSpec | undefined,
): Promise<LevelsDifference> {
  const feeds = Object.fromEntries<TensorView>([
    [input.name, pictureFor(input, spec)],
    ...states.map(({ input: state }) => zerosFor(state)),
  ]);
  const plain = await runOnnx(bytes, feeds, { optimise: false });
  const optimised = await runOnnx(bytes, feeds, { optimise: true });
  let [relative, beyond, all] = [0, 0, 0];
  let [isFinite, isVaried] = [true, false];
  for (const [name, { data }] of Object.entries(plain)) {
    const other = optimised[name]?.data;
    if (other?.length !== data.length) return { relative: Infinity, share: 1, isTelling: true };
    const [least, most] = extremes(data);
    const range = Math.max(Math.abs(least), Math.abs(most));
    isFinite &&= Number.isFinite(range);
    isVaried ||= least < most;
    all += data.length;
    data.forEach((value, i) => {
      const difference = Math.abs(value - other[i]!) / (range || 1);
      relative = Math.max(relative, difference);
      if (difference > tolerance) beyond += 1;
    });
  }
  return { relative, share: beyond / all, isTelling: isFinite && isVaried };
}

/** NaN is neither less nor more than anything: of such data nothing is told. */
const extremes = (data: Float32Array): [least: number, most: number] =>
  data.some(Number.isNaN)
    ? [NaN, NaN]
    : data.reduce(
        ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
        [Infinity, -Infinity],
      );

/** Smooth as pictures are, different in every channel, and of the values that the model is made for (else 0..1). */
function pictureFor({ shape }: TensorSpec, spec: InputSpec | undefined): TensorView {
  const data = new Float32Array(sizeOf(shape));
  const isPlanar = spec?.layout !== 'nhwc';
  const area = isPlanar ? (shape[2] ?? 1) * (shape[3] ?? 1) : 1;
  const channels = (isPlanar ? shape[1] : shape[3]) ?? 1;
  for (let i = 0; i < data.length; i++) {
    const byte = 127.5 + 127.5 * Math.sin(i * 0.037) * Math.cos(i * 0.0011);
    const channel = Math.floor(i / area) % channels;
    data[i] = spec ? (byte * spec.scale - spec.mean[channel]!) / spec.std[channel]! : byte / 255;
  }
  return { shape, data };
}

const zerosFor = ({ name, shape }: TensorSpec): [string, TensorView] => [
  name,
  { shape, data: new Float32Array(sizeOf(shape)) },
];
