/**
 * Drawn shapes of known place that move, soft as networks make them and noisy: how many frames the smoothed answer is
 * behind. Edges in all directions, a curved one, a thin structure, a cut to another scene; class scores and mattes.
 */
import { place, type Size } from '#core/geometry.ts';
import { argmaxUpsample } from '#core/label-decode.ts';
import { wholeWindow } from '#core/map-window.ts';
import { activateAlpha, type AlphaSpec } from '#core/matte.ts';
import { randomFrom } from '#core/random.ts';
import { smoothLogitsInto } from '#core/temporal.ts';

/** Odd sides, and a grid that does not divide them. */
const SIZE: Size = { width: 251, height: 189 };
const GRID: Size = { width: 63, height: 47 };
const FRAMES = 16;
const SETTLE = 4;
/** Scores rise by so much for each pixel from the border, to at most `SURE`. */
const SLOPE = 0.25;
const SURE = 4;
const NOISE = 0.3;

/** Signed distance from the border in pixels at a frame: positive within the second class. */
type Shape = (x: number, y: number, frame: number) => number;

const half = { x: SIZE.width / 2, y: SIZE.height / 2 };
const edge =
  (degrees: number, pxPerFrame: number): Shape =>
  (x, y, frame) => {
    const angle = (degrees / 180) * Math.PI;
    const way = (x - half.x) * Math.cos(angle) + (y - half.y) * Math.sin(angle);
    return pxPerFrame * (frame - FRAMES / 2) - way;
  };

const shapes: Record<string, Shape> = {
  ...Object.fromEntries(
    [0, 45, 90, 135, 180, 225, 270, 315].map((degrees) => [`edge to ${degrees}°`, edge(degrees, 8)]),
  ),
  'edge of 16 px a frame': edge(30, 16),
  'circle that moves': (x, y, frame) => 40 - Math.hypot(x - 40 - 8 * frame, y - half.y),
  'circle that grows': (x, y, frame) => 8 * frame - Math.hypot(x - half.x, y - half.y),
  'bar of 12 px': (x, _, frame) => 6 - Math.abs(x - 40 - 8 * frame),
  'cut to another scene': (x, y, frame) =>
    frame < FRAMES / 2 ? 45 - Math.hypot(x - 80, y - 90) : Math.hypot(x - 170, y - 100) - 60,
};

const ALPHA: AlphaSpec = {
  name: 'alpha',
  meaning: 'alpha',
  layout: 'nchw',
  channels: 1,
  channel: 0,
  activation: 'sigmoid',
};

/** By shape and kind of result: how many frames the answer is behind at worst. */
export function drawnLags(weight: number): { name: string; lag: number }[] {
  return Object.entries(shapes).flatMap(([name, shape]) => [
    { name: `${name}, classes`, lag: lagOf(shape, classAnswers(weight), SIZE) },
    { name: `${name}, matte`, lag: lagOf(shape, matteAnswers(weight), GRID) },
  ]);
}

type Answers = (scores: Float32Array) => ArrayLike<number>;

function classAnswers(weight: number): Answers {
  const grid = { ...GRID, classes: 2, layout: 'nchw' } as const;
  const state = new Float32Array(GRID.width * GRID.height * 2);
  const labels = new Uint16Array(SIZE.width * SIZE.height);
  let isFirst = true;
  return (scores) => {
    const data = Float32Array.from(state, (_, i) => (i < scores.length ? 0 : scores[i - scores.length]!));
    smoothLogitsInto(state, { ...grid, data }, isFirst ? 0 : weight);
    isFirst = false;
    argmaxUpsample({ ...grid, data: state }, place(SIZE, SIZE, 'stretch'), labels, new Uint32Array(2));
    return labels;
  };
}

function matteAnswers(weight: number): Answers {
  const matte = new Float32Array(GRID.width * GRID.height);
  let isFirst = true;
  return (scores) => {
    activateAlpha(scores, ALPHA, { ...GRID, window: wholeWindow(GRID) }, matte, isFirst ? 0 : weight);
    isFirst = false;
    return Uint8Array.from(matte, (alpha) => Number(alpha >= 0.5));
  };
}

/** Of the true pictures, the newest first, the one that the answer is most like; the worst frame counts. */
function lagOf(shape: Shape, answer: Answers, size: Size): number {
  const random = randomFrom(17);
  const within = (grid: Size, frame: number) =>
    Float32Array.from({ length: grid.width * grid.height }, (_, i) => {
      const x = ((i % grid.width) + 0.5) * (SIZE.width / grid.width);
      return shape(x, (Math.floor(i / grid.width) + 0.5) * (SIZE.height / grid.height), frame);
    });
  let worst = 0;
  for (let frame = 0; frame < FRAMES; frame++) {
    const noisy = within(GRID, frame).map(
      (px) => Math.max(-SURE, Math.min(SURE, 2 * SLOPE * px)) + NOISE * 3 * (random() + random() - 1),
    );
    const given = answer(noisy);
    if (frame < SETTLE) continue;
    const wrong = [0, 1, 2, 3].map((ago) =>
      within(size, frame - ago).reduce((sum, px, i) => sum + Number(Number(px > 0) !== given[i]), 0),
    );
    // What is hardly shown at all is behind by more than could be told.
    const isShown = Math.min(...wrong) < 0.5 * within(size, frame).filter((px) => px > 0).length;
    worst = Math.max(worst, isShown ? wrong.indexOf(Math.min(...wrong)) : wrong.length);
  }
  return worst;
}
