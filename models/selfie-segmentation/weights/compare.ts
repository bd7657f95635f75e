/**
 * The app's hand-made filter and the mask as it is, on pictures that render.ts wrote:
 *   npx tsx models/selfie-segmentation/weights/compare.ts <folder>
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  matteGrid,
  MatteRefiner,
  refineDefaults,
  refineGrid,
  REFINED_LEVELS,
  shrinkMatte,
} from '#core/matte-refine.ts';
import { sampleFrame } from '#core/frame-grid.ts';
import { AlphaLines } from '#core/grid-lines.ts';
import { wholeWindow } from '#core/map-window.ts';
import type { AlphaField } from '#core/matte-layers.ts';
import type { Picture } from '#core/picture.ts';
import { dtSsd } from '#eval/flicker.ts';
import { mattingScore } from '#eval/matting.ts';

const SIZE = { width: 512, height: 288 };
const HALF = { width: SIZE.width / 2, height: SIZE.height / 2 };
const CELLS = SIZE.width * SIZE.height;

const [folder = ''] = process.argv.slice(2);
const read = (name: string) => readFileSync(join(folder, `${name}.u8`));
const [pictures, alphas, masks] = [read('pictures'), read('alpha'), read('masks')];
const frames = alphas.length / CELLS;
const refiner = new MatteRefiner();
const window = wholeWindow(HALF);

const ways: Record<string, (picture: Picture, mask: Float32Array) => AlphaField> = {
  'mask as it is'(_, mask) {
    const grid = matteGrid(window, 1);
    const coefficients = new Float32Array(grid.width * grid.height * 4);
    shrinkMatte(mask, window, grid, coefficients);
    return { coefficients, grid, levels: { low: 0.02, high: 0.98 } };
  },
  'guided filter'(picture, mask) {
    const grid = refineGrid(window);
    const guide = new Float32Array(grid.width * grid.height * 4);
    const coefficients = new Float32Array(guide.length);
    sampleFrame(picture, grid, guide);
    shrinkMatte(mask, window, grid, guide);
    refiner.coefficients(guide, grid, refineDefaults, coefficients);
    return { coefficients, grid, levels: REFINED_LEVELS };
  },
};

for (const [name, way] of Object.entries(ways)) {
  let [sad, mse, flicker] = [0, 0, 0];
  let before: { truth: Float32Array; found: Float32Array } | undefined;
  for (let i = 0; i < frames; i++) {
    const truth = Float32Array.from(alphas.subarray(i * CELLS, (i + 1) * CELLS), (value) => value / 255);
    const mask = Float32Array.from(
      masks.subarray((i * CELLS) / 4, ((i + 1) * CELLS) / 4),
      (value) => value / 255,
    );
    const found = opacityOf(way, pictureAt(i), mask);
    const score = mattingScore(truth, found);
    [sad, mse] = [sad + score.sad / frames, mse + score.mse / frames];
    if (i % 2 === 1) {
      const pairs = [
        { before: before!.truth, after: truth },
        { before: before!.found, after: found },
      ] as const;
      flicker += (2 * dtSsd(...pairs)) / frames;
    }
    before = { truth, found };
  }
  console.log(
    `${name}: SAD ${sad.toFixed(4)}, MSE ${mse.toFixed(3)}, dtSSD ${flicker.toFixed(4)} on ${frames} frames`,
  );
}

function opacityOf(way: (typeof ways)[string], picture: Picture, mask: Float32Array): Float32Array {
  const lines = new AlphaLines(way(picture, mask), picture);
  const found = new Float32Array(CELLS);
  for (let y = 0; y < SIZE.height; y++) {
    for (const { start, end, kind } of lines.spans(y)) {
      const row = found.subarray(y * SIZE.width + start, y * SIZE.width + end);
      if (kind === 'mixed') row.set(lines.opacity.subarray(start, end));
      else row.fill(kind === 'solid' ? 1 : 0);
    }
  }
  return found;
}

function pictureAt(i: number): Picture {
  const data = new Uint8ClampedArray(CELLS * 4).fill(255);
  for (let p = 0; p < CELLS; p++) {
    for (let c = 0; c < 3; c++) data[p * 4 + c] = pictures[(i * CELLS + p) * 3 + c]!;
  }
  return { ...SIZE, data };
}
