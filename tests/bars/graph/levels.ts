/** Whether a file gives the same results however much onnxruntime rewrites it. */
import type { TensorSpec, TensorView } from '#core/io-spec.ts';
import type { ExportedModel } from '#export/export-model.ts';
import { sizeOf } from '#export/tensor-data.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

export interface LevelsDifference {
  /** Largest difference ÷ largest value of the output. */
  relative: number;
  /** Which part of the values differ by more than `tolerance` of the largest. */
  share: number;
  /** False where an output is one value throughout, or none that can be compared: then nothing was shown. */
  isTelling: boolean;
}

/** Runs the model as written and as optimised, on the same made-up picture. */
export async function differenceOfLevels(
  { bytes, input, states }: ExportedModel,
  tolerance: number,
): Promise<LevelsDifference> {
  const feeds = Object.fromEntries<TensorView>([[input.name, pictureFor(input)], ...states.map(zerosFor)]);
  const plain = await runOnnx(bytes, feeds, { optimise: false });
  const optimised = await runOnnx(bytes, feeds, { optimise: true });
  let [relative, beyond, all] = [0, 0, 0];
  let isTelling = true;
  for (const [name, { data }] of Object.entries(plain)) {
    const other = optimised[name]?.data;
    if (other?.length !== data.length) return { relative: Infinity, share: 1, isTelling };
    const [least, most] = extremes(data);
    const range = Math.max(Math.abs(least), Math.abs(most));
    isTelling &&= least < most && Number.isFinite(range);
    all += data.length;
    data.forEach((value, i) => {
      const difference = Math.abs(value - other[i]!) / range;
      relative = Math.max(relative, difference);
      if (difference > tolerance) beyond += 1;
    });
  }
  return { relative, share: beyond / all, isTelling };
}

/** NaN is neither less nor more than anything: of such data nothing is told. */
const extremes = (data: Float32Array): [least: number, most: number] =>
  data.some(Number.isNaN)
    ? [NaN, NaN]
    : data.reduce(
        ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
        [Infinity, -Infinity],
      );

/** Values of both signs up to 1, smooth as pictures are, different in every channel. */
function pictureFor({ shape }: TensorSpec): TensorView {
  const wave = (i: number): number => Math.sin(i * 0.037) * Math.cos(i * 0.0011);
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => wave(i)) };
}

const zerosFor = ({ name, shape }: TensorSpec): [string, TensorView] => [
  name,
  { shape, data: new Float32Array(sizeOf(shape)) },
];
