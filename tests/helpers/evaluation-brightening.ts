/** A brightener on pictures from which light was taken: how near it comes to them as they were. */
import { place } from '#core/geometry.ts';
import { preprocess, type RgbaImage } from '#core/preprocess.ts';
import type { EvaluationModel } from './evaluation-model.ts';

/** Mean peak signal-to-noise ratio in dB, at the model's size: of the pictures as it finds them, and as it leaves them. */
export interface Brightening {
  before: number;
  after: number;
}

/** `stops`: photographic stops of light taken away before the model sees a picture, in linear light. */
export async function brighten(
  model: EvaluationModel,
  pictures: readonly RgbaImage[],
  stops: number,
): Promise<Brightening> {
  const ratios: Brightening[] = [];
  for (const picture of pictures) {
    const dark = darkened(picture, stops);
    const [wanted, found] = [planes(model, picture), planes(model, dark)];
    const { outputs } = await model.run(dark);
    const [left] = Object.values(outputs);
    ratios.push({ before: psnr(wanted, found), after: psnr(wanted, left!.data) });
  }
  return { before: mean(ratios.map(({ before }) => before)), after: mean(ratios.map(({ after }) => after)) };
}

/** RGB in 0..1, [3,H,W], at the model's size. */
function planes(model: EvaluationModel, picture: RgbaImage): Float32Array {
  const input = model.subject.variant.input ?? model.subject.manifest.input;
  return preprocess(picture, input, place(picture, model.size, input.fit));
}

/** Bytes stay bytes: what a camera has rounded away does not come back. */
function darkened({ data, ...size }: RgbaImage, stops: number): RgbaImage {
  const bytes = data.map((value, i) =>
    i % 4 === 3 ? value : Math.round(255 * ((value / 255) ** 2.2 * 2 ** -stops) ** (1 / 2.2)),
  );
  return { ...size, data: bytes };
}

function psnr(wanted: Float32Array, found: Float32Array): number {
  const squares = wanted.reduce(
    (sum, value, i) => sum + (Math.min(1, Math.max(0, found[i]!)) - value) ** 2,
    0,
  );
  return -10 * Math.log10(squares / wanted.length);
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
