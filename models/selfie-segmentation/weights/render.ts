/**
 * Renders the pictures that the refinement learns from and is tested on, with the segmenter's own masks of them:
 *   npx tsx models/selfie-segmentation/weights/render.ts <folder> <training or test> <scenes>
 * writes pictures.u8 [N,H,W,3], alpha.u8 [N,H,W] and masks.u8 [N,H/2,W/2], two frames of each scene after one another.
 * Photographs without people (../shared/data/coco128) are the backgrounds and the cloth's pattern; test scenes have others.
 */
import { createWriteStream, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { randomFrom } from '#core/random.ts';
import { EvaluationModel } from '#tests/helpers/evaluation-model.ts';
import { shared } from '#tests/helpers/shared-data.ts';
import { paintPortrait, type Draw } from './figure.ts';

const SIZE = { width: 512, height: 288 };
const HALF = { width: SIZE.width / 2, height: SIZE.height / 2 };
/** Where the segmenter finds less than this share of the figure, or this much else, there is no edge to refine. */
const LEAST_FOUND = 0.7;
const MOST_ELSE = 0.3;

const [folder = '', part = '', count = ''] = process.argv.slice(2);
const root = shared('data')!;
const photographs = readdirSync(join(root, 'coco128/images'))
  .filter((name) => {
    const labels = join(root, 'coco128/labels', name.replace(/\.\w+$/, '.txt'));
    return !/^0 /m.test(readFileSync(labels, 'utf8'));
  })
  .filter((_, i) => (i % 3 === 2) === (part === 'test'))
  .map((name) => join(root, 'coco128/images', name));
const random = randomFrom(part === 'test' ? 7_000_001 : 1);
const draw: Draw = (low = 0, high = 1) => low + random() * (high - low);
const model = await EvaluationModel.open('selfie-segmentation/landscape', HALF);
mkdirSync(folder, { recursive: true });
const out = Object.fromEntries(
  ['pictures', 'alpha', 'masks'].map((name) => [name, createWriteStream(join(folder, `${name}.u8`))]),
);
let [kept, tried] = [0, 0];
while (kept < Number(count)) {
  tried++;
  const [behind, pattern] = [await photograph(), await photograph()];
  const seed = Math.floor(random() * 2 ** 31);
  // Cloth and skin as rich as what is behind, and walls as plain as drawn skin: neither may tell who is who.
  const patterned = draw() < 0.8 ? draw(0, 1.2) : 0;
  if (draw() < 0.35) flatten(behind, draw(0.6, 1));
  const [dx, dy, noise] = [draw(-4, 4), draw(-2, 2), draw(0, 7)];
  const frames = [];
  for (const at of [0, 1]) {
    const own = randomFrom(seed);
    const canvas = paintPortrait(SIZE, (low = 0, high = 1) => low + own() * (high - low), {
      x: dx * at,
      y: dy * at,
    });
    const figure = canvas.picture().data;
    const rgb = new Uint8Array(SIZE.width * SIZE.height * 3);
    for (let i = 0; i < canvas.alpha.length; i++) {
      const alpha = canvas.alpha[i]!;
      for (let c = 0; c < 3; c++) {
        const shade = 1 + patterned * (pattern[i * 3 + c]! / 128 - 1);
        const value = figure[i * 4 + c]! * shade + (1 - alpha) * behind[i * 3 + c]! + noiseOf() * noise;
        rgb[i * 3 + c] = Math.min(255, Math.max(0, Math.round(value)));
      }
    }
    frames.push({ rgb, alpha: canvas.alpha, mask: await maskOf(rgb) });
  }
  if (!frames.every(({ alpha, mask }) => isSeen(alpha, mask))) continue;
  for (const { rgb, alpha, mask } of frames) {
    out['pictures']!.write(rgb);
    out['alpha']!.write(Uint8Array.from(alpha, (value) => Math.round(value * 255)));
    out['masks']!.write(Uint8Array.from(mask, (value) => Math.round(value * 255)));
  }
  if (++kept % 50 === 0) console.log(`${kept} of ${tried} scenes`);
}
await model.close();
console.log(`${kept} scenes kept of ${tried}; the segmenter did not see the others`);

function noiseOf(): number {
  return random() + random() + random() - 1.5;
}

async function photograph(): Promise<Buffer> {
  const path = photographs[Math.floor(random() * photographs.length)]!;
  const { width = 0, height = 0 } = await sharp(path).metadata();
  const share = draw(0.4, 1);
  const [w, h] = [Math.round(width * share), Math.round(height * share)];
  const picture = sharp(path)
    .extract({
      left: Math.floor(draw(0, width - w)),
      top: Math.floor(draw(0, height - h)),
      width: w,
      height: h,
    })
    .resize(SIZE.width, SIZE.height, { fit: 'cover' })
    .toColourspace('srgb')
    .removeAlpha();
  // As much out of focus as a background may be.
  return (draw() < 0.4 ? picture.blur(draw(0.5, 6)) : picture).raw().toBuffer();
}

/** Of the picture at half its size, each cell the mean of four pixels. */
async function maskOf(rgb: Uint8Array): Promise<Float32Array> {
  const data = new Uint8Array(HALF.width * HALF.height * 4);
  for (let y = 0; y < HALF.height; y++) {
    for (let x = 0; x < HALF.width; x++) {
      for (let c = 0; c < 3; c++) {
        const at = (y * 2 * SIZE.width + x * 2) * 3 + c;
        const sum = rgb[at]! + rgb[at + 3]! + rgb[at + SIZE.width * 3]! + rgb[at + SIZE.width * 3 + 3]!;
        data[(y * HALF.width + x) * 4 + c] = Math.round(sum / 4);
      }
    }
  }
  const { outputs } = await model.run({ ...HALF, data });
  return outputs['alpha']!.data;
}

function isSeen(alpha: Float32Array, mask: Float32Array): boolean {
  let [found, there, off] = [0, 0, 0];
  for (let i = 0; i < mask.length; i++) {
    const [x, y] = [i % HALF.width, Math.floor(i / HALF.width)];
    const truth = alpha[y * 2 * SIZE.width + x * 2]!;
    there += truth;
    found += Math.min(truth, mask[i]!);
    off += Math.max(0, mask[i]! - truth);
  }
  return found >= LEAST_FOUND * there && off <= MOST_ELSE * there;
}

/** Towards a wall of one colour, lighter at one side. */
function flatten(picture: Buffer, share: number): void {
  const wall = [draw(40, 240), draw(40, 240), draw(40, 240)];
  const slope = draw(-0.3, 0.3);
  for (let i = 0; i < picture.length; i++) {
    const light = 1 + slope * (((Math.floor(i / 3) % SIZE.width) / SIZE.width) * 2 - 1);
    picture[i] = Math.min(255, picture[i]! * (1 - share) + wall[i % 3]! * light * share);
  }
}
