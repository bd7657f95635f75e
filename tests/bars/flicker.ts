/**
 * bar:flicker: what smoothing over time is for, and what it must not do. On a still picture with a camera's noise the
 * share of pixels that change label from frame to frame falls by at least 60 % against no smoothing, and an edge that
 * moves 8 pixels a frame lags at most one frame. With the default weight; the CPU's code, whose twins on the GPU
 * tests/browser holds to it. Trained models on a clip's picture, and a drawn edge of known place.
 */
import sharp from 'sharp';
import { place, type Size } from '#core/geometry.ts';
import { argmaxUpsample, type Logits } from '#core/label-decode.ts';
import { defaultLook } from '#core/look.ts';
import { mapWindow } from '#core/map-window.ts';
import { activateAlpha, type AlphaSpec } from '#core/matte.ts';
import { preprocess, type RgbaImage } from '#core/preprocess.ts';
import { randomFrom } from '#core/random.ts';
import { smoothLogitsInto } from '#core/temporal.ts';
import { addToConfusion, emptyConfusion, meanIou } from '#eval/segmentation.ts';
import type { OutputSpec } from '#core/io-spec.ts';
import { allSubjects, select } from '#models/prepare/families.ts';
import { openOnnx } from '#tests/helpers/ort-node.ts';
import { picturesOf } from './clip.ts';
import { drawnLags } from './flicker/drawn.ts';
import { realModel } from './real-model.ts';

const LEAST_FALL = 0.6;
const MOST_LAG = 1;
const STEP_PX = 8;
/** Of 255: a web camera's in daylight, in a lit room, in the evening (guessed). */
const NOISES = [2, 5, 10];
const FRAMES = 20;
/** The average needs as long to be one. */
const SETTLE = 6;
const { smoothing } = defaultLook;

/** From one frame's tensor to labels, averaged with the frames before. */
interface Labeller {
  readonly classes: number;
  next(tensor: Float32Array): { labels: Uint16Array; changed: number };
}

const random = randomFrom(11);
/** Near enough to normal: the sum of twelve. */
const noise = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);

let [leastFall, mostLag] = [1, 0];
console.log(
  `weight of the past ${smoothing}; noise of ${NOISES.join(', ')} of 255; ${FRAMES} frames, ${SETTLE} to settle`,
);
for (const [id, size, what] of [
  ['cgnet', { width: 192, height: 144 }, 'street'],
  ['selfie-segmentation/square', { width: 256, height: 256 }, 'portrait'],
] as const) {
  const { fall, lag } = await measureModel(id, size, what);
  leastFall = Math.min(leastFall, fall);
  mostLag = Math.max(mostLag, lag);
}
const drawn = drawnEdge();
console.log(`  drawn edge: ${drawn.toFixed(2)} frames behind at most`);
mostLag = Math.max(mostLag, drawn);
for (const { name, lag } of drawnLags(smoothing)) {
  if (lag > 0) console.log(`  ${name}: ${lag} frames behind at worst`);
  mostLag = Math.max(mostLag, lag);
}
const isMet = leastFall >= LEAST_FALL && mostLag <= MOST_LAG;
const figure =
  `label changes fall by ${(100 * leastFall).toFixed(1)} % at least (${100 * LEAST_FALL}), ` +
  `an edge of ${STEP_PX} px a frame lags ${mostLag.toFixed(2)} frames at most (${MOST_LAG})`;
console.log(`${isMet ? 'met' : 'MISSED'}: ${figure}`);
if (!isMet) process.exitCode = 1;

async function measureModel(id: string, size: Size, what: 'street' | 'portrait') {
  const { file, bytes } = await realModel(id, size);
  const manifest = select(await allSubjects(), [id])[0]?.manifest;
  const [spec] = manifest?.outputs ?? [];
  if (!manifest || !spec) throw new Error(`${id} has no manifest`);
  const model = await openOnnx(bytes);
  const { pictures, isShared } = await picturesOf(what);
  // Wider than the frame, for it to be moved across.
  const picture = await pixelsOf(pictures[0]!, { width: size.width * 2, height: size.height });
  const run = async (image: RgbaImage) => {
    const data = preprocess(image, manifest.input, place(size, size, 'stretch'));
    const outputs = await model.run({ [file.input.name]: { shape: file.input.shape, data } });
    return outputs[spec.name]!;
  };
  const shape = (await run(cut(picture, 0, size))).shape;
  let fall = 1;
  for (const deviation of NOISES) {
    const still = { plain: labeller(spec, size, shape, 0), calm: labeller(spec, size, shape, smoothing) };
    let [plain, calm] = [0, 0];
    for (let frame = 0; frame < FRAMES; frame++) {
      const { data } = await run(noisy(cut(picture, size.width / 2, size), deviation));
      const [a, b] = [still.plain.next(data), still.calm.next(data)];
      if (frame >= SETTLE) [plain, calm] = [plain + a.changed, calm + b.changed];
    }
    const percent = (changed: number) =>
      ((100 * changed) / (size.width * size.height * (FRAMES - SETTLE))).toFixed(3);
    console.log(
      `  ${file.model} ${size.width}x${size.height} on ${isShared ? `the shared clip ${what}` : 'a drawing'}, noise of ${deviation}: ` +
        `${percent(plain)} % change label without smoothing, ${percent(calm)} % with it (${(100 * (1 - calm / plain)).toFixed(1)} % less)`,
    );
    fall = Math.min(fall, 1 - calm / plain);
  }
  const moved = { plain: labeller(spec, size, shape, 0), calm: labeller(spec, size, shape, smoothing) };
  const past: Uint16Array[] = [];
  const lags: number[] = [];
  for (let frame = 0; frame < FRAMES; frame++) {
    const { data } = await run(cut(picture, frame * STEP_PX, size));
    past.unshift(moved.plain.next(data).labels.slice());
    const shown = moved.calm.next(data).labels;
    if (frame >= SETTLE) lags.push(likest(moved.calm.classes, shown, past.slice(0, 5)));
  }
  await model.release();
  const lag = Math.max(...lags);
  console.log(`    moved ${STEP_PX} px a frame it is most like the answer of ${lag} frames ago at worst`);
  return { fall, lag };
}

function labeller(spec: OutputSpec, size: Size, shape: readonly number[], weight: number): Labeller {
  if (spec.meaning === 'class-logits') return segmenter(spec, size, shape, weight);
  if (spec.meaning === 'alpha') return matter(spec, size, shape, weight);
  throw new Error(`${spec.name} is neither classes nor a matte`);
}

function gridOf(layout: 'nchw' | 'nhwc', [, a = 1, b = 1, c = 1]: readonly number[]): Size {
  return layout === 'nchw' ? { height: b, width: c } : { height: a, width: b };
}

function segmenter(
  spec: Extract<OutputSpec, { meaning: 'class-logits' }>,
  size: Size,
  shape: readonly number[],
  weight: number,
): Labeller {
  const { classes, layout } = spec;
  const grid: Omit<Logits, 'data'> = { ...gridOf(layout, shape), classes, layout };
  const state = new Float32Array(grid.width * grid.height * classes);
  const labels = new Uint16Array(size.width * size.height);
  const counts = new Uint32Array(classes);
  let isFirst = true;
  return {
    classes,
    next(data) {
      smoothLogitsInto(state, { ...grid, data }, isFirst ? 0 : weight);
      isFirst = false;
      const placement = place(size, size, 'stretch');
      return { changed: argmaxUpsample({ ...grid, data: state }, placement, labels, counts), labels };
    },
  };
}

/** A matte's two sides of a half are its labels. */
function matter(spec: AlphaSpec, size: Size, shape: readonly number[], weight: number): Labeller {
  const grid = gridOf(spec.layout, shape);
  const window = mapWindow(place(size, size, 'stretch'), grid);
  const matte = new Float32Array(window.width * window.height);
  let isFirst = true;
  return {
    classes: 2,
    next(data) {
      const changed = activateAlpha(data, spec, { ...grid, window }, matte, isFirst ? 0 : weight);
      isFirst = false;
      return { changed, labels: Uint16Array.from(matte, (alpha) => Number(alpha >= 0.5)) };
    },
  };
}

/** Which of the unsmoothed answers, the newest first, the smoothed one is most like: how many frames it lags. */
function likest(classes: number, shown: Uint16Array, past: readonly Uint16Array[]): number {
  const alike = past.map((labels) => {
    const confusion = emptyConfusion(classes);
    addToConfusion(confusion, labels, shown);
    return meanIou(confusion);
  });
  return alike.indexOf(Math.max(...alike));
}

/** Frames that a drawn border between two classes, soft as networks make them and noisy, is behind at most. */
function drawnEdge(): number {
  const size = { width: 512, height: 64 };
  const grid = { width: 128, height: 16, classes: 2, layout: 'nchw' } as const;
  const state = new Float32Array(grid.width * grid.height * 2);
  const labels = new Uint16Array(size.width * size.height);
  const counts = new Uint32Array(2);
  let worst = 0;
  for (let frame = 0; frame * STEP_PX < size.width - 64; frame++) {
    const edge = 32 + frame * STEP_PX;
    const data = new Float32Array(state.length);
    for (let i = 0; i < grid.width * grid.height; i++) {
      const x = ((i % grid.width) + 0.5) * (size.width / grid.width);
      // Sure (4) within 8 pixels of the border.
      const sure = Math.max(-4, Math.min(4, (edge - x) / 2));
      data[i] = sure + random() - 0.5;
      data[i + grid.width * grid.height] = -sure + random() - 0.5;
    }
    smoothLogitsInto(state, { ...grid, data }, frame === 0 ? 0 : smoothing);
    argmaxUpsample({ ...grid, data: state }, place(size, size, 'stretch'), labels, counts);
    const found = counts[0]! / size.height;
    worst = Math.max(worst, (edge - found) / STEP_PX);
  }
  return worst;
}

async function pixelsOf(picture: Buffer, { width, height }: Size): Promise<RgbaImage> {
  const { data } = await sharp(picture)
    .resize(width, height, { fit: 'cover' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, data: new Uint8Array(data) };
}

/** The part of the picture that begins at `left`. */
function cut(picture: RgbaImage, left: number, { width, height }: Size): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const start = (y * picture.width + left) * 4;
    data.set(picture.data.subarray(start, start + width * 4), y * width * 4);
  }
  return { width, height, data };
}

function noisy(image: RgbaImage, deviation: number): RgbaImage {
  const data = Uint8ClampedArray.from(image.data, (value, i) =>
    i % 4 === 3 ? value : value + deviation * noise(),
  );
  return { ...image, data };
}
