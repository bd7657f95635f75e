/** Scenes of our own with the results that a perfect model would give of them: what overlays are drawn over here. */
import type { ComposerModel } from '#compose/composer.ts';
import { coco80 } from '#core/label-sets/coco-80.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import type { Detection, ResultKind } from '#core/result.ts';
import { crowd, portrait, SIZE, street, STREET_CLASSES } from '#eval/pack/scenes.ts';

/** Scenes are drawn larger: shrunk, their grain is fine enough for small PNGs. */
const SHRINK = 3;
export const FRAME = { width: SIZE.width / SHRINK, height: SIZE.height / SHRINK };
/** Any: other seeds are other pictures. */
const SEED = 7;

export interface Rendered {
  kind: ResultKind;
  frame: RgbaImage;
  model: ComposerModel;
  /** Of the one output, `y`. */
  output: Float32Array;
}

const none = { labels: [], nms: 'none' as const };

/** Each class as the network's cells of 4 x 4 pixels would have it, sure of itself. */
export function labelled(): Rendered {
  const { canvas } = street(SEED, 0);
  const [columns, rows] = [FRAME.width / 4, FRAME.height / 4];
  const classes = STREET_CLASSES.length;
  const output = new Float32Array(classes * rows * columns).fill(-4);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const at = (y * 4 + 2) * SHRINK * SIZE.width + (x * 4 + 2) * SHRINK;
      output[((canvas.labels[at] ?? 0) * rows + y) * columns + x] = 4;
    }
  }
  return {
    kind: 'label-map',
    frame: shrink(canvas.picture()),
    model: {
      ...none,
      labels: STREET_CLASSES.map((name, i) => ({ name, colour: coco80[i]!.colour })),
      outputs: [{ meaning: 'class-logits', name: 'y', layout: 'nchw', classes }],
      shapes: new Map([['y', [1, classes, rows, columns]]]),
    },
    output,
  };
}

export function matted(): Rendered {
  const canvas = portrait(SEED, 0);
  const { width, height } = FRAME;
  const output = Float32Array.from({ length: width * height }, (_, i) => {
    let sum = 0;
    forEachWithin(i, (at) => (sum += canvas.alpha[at] ?? 0));
    return sum / SHRINK ** 2;
  });
  return {
    kind: 'alpha-matte',
    frame: shrink(canvas.picture()),
    model: {
      ...none,
      outputs: [{ meaning: 'alpha', name: 'y', layout: 'nchw', channels: 1, channel: 0, activation: 'none' }],
      shapes: new Map([['y', [1, 1, height, width]]]),
    },
    output,
  };
}

/** A head is spread over its cell and the four beside it. */
export function counted(): Rendered {
  const { canvas, points } = crowd(SEED);
  const cell = 4 * SHRINK;
  const [columns, rows] = [SIZE.width / cell, SIZE.height / cell];
  const output = new Float32Array(rows * columns);
  const add = (x: number, y: number, value: number) => {
    if (x >= 0 && y >= 0 && x < columns && y < rows) output[y * columns + x]! += value;
  };
  for (const point of points) {
    const [x, y] = [Math.floor(point.x / cell), Math.floor(point.y / cell)];
    add(x, y, 0.4);
    for (const [u, v] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const)
      add(x + u, y + v, 0.15);
  }
  return {
    kind: 'density-map',
    frame: shrink(canvas.picture()),
    model: {
      ...none,
      outputs: [{ meaning: 'density', name: 'y', layout: 'nchw' }],
      shapes: new Map([['y', [1, 1, rows, columns]]]),
    },
    output,
  };
}

/** The street's cars and people around what is to be seen of them, numbered. */
export function found(): { frame: RgbaImage; detections: Detection[] } {
  const { canvas, objects } = street(SEED, 0);
  const detections = objects.map((category, index): Detection => {
    const box = { left: FRAME.width, top: FRAME.height, right: 0, bottom: 0 };
    canvas.objects.forEach((object, i) => {
      if (object !== index + 1) return;
      const [x, y] = [(i % SIZE.width) / SHRINK, Math.floor(i / SIZE.width) / SHRINK];
      box.left = Math.min(box.left, x);
      box.top = Math.min(box.top, y);
      box.right = Math.max(box.right, x);
      box.bottom = Math.max(box.bottom, y);
    });
    return { box, classIndex: category, score: 0.9, trackId: index + 1 };
  });
  return { frame: shrink(canvas.picture()), detections };
}

/** Means of SHRINK x SHRINK pixels: whole numbers, the same on every machine. */
function shrink(image: RgbaImage): RgbaImage {
  const { width, height } = FRAME;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      let sum = 0;
      forEachWithin(i, (at) => (sum += image.data[at * 4 + c] ?? 0));
      data[i * 4 + c] = Math.round(sum / SHRINK ** 2);
    }
  }
  return { width, height, data };
}

/** The pixels of the scene within pixel `i` of the frame. */
function forEachWithin(i: number, visit: (at: number) => void): void {
  const [x, y] = [(i % FRAME.width) * SHRINK, Math.floor(i / FRAME.width) * SHRINK];
  for (let v = 0; v < SHRINK; v++) for (let u = 0; u < SHRINK; u++) visit((y + v) * SIZE.width + x + u);
}
