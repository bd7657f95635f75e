/**
 * Scenes with known identities: figures with a depth walk through a picture and hide each other. Each frame is
 * rendered as a picture of ids, nearest on top, and a detector is imitated on what is visible of each figure: the
 * less, the lower its score and the smaller its box; beside that it trembles, misses, invents and misnames.
 */
import type { CountingLine } from '#core/counting/line-counter.ts';
import type { FrameBox, Size } from '#core/geometry.ts';
import { randomFrom } from '#core/random.ts';
import type { Detection } from '#core/result.ts';
import type { IdentityBox } from '#eval/tracking.ts';

/** A figure's whole box at a time in seconds, or undefined while it is not in the scene. */
export type Walk = (seconds: number) => FrameBox | undefined;

/** How the imitated detector errs; parts of the figure's height, or of frames. */
export interface DetectorFaults {
  tremble: number;
  missed: number;
  invented: number;
  /** Of detections that have another class's name. */
  misnamed?: number;
}

export interface Scene {
  size: Size;
  /** When each frame was taken, in seconds. */
  times: readonly number[];
  /** The nearest last. */
  figures: readonly Walk[];
  /** By figure; 0 where none is said. */
  classes?: readonly number[];
  /** Stand before all figures and are no figures themselves. */
  pillars?: readonly FrameBox[];
  line: CountingLine;
  faults: DetectorFaults;
}

/** `seen`: which part of it, 0..1. */
export interface TrueBox extends IdentityBox {
  seen: number;
}

export interface SceneFrame {
  atMs: number;
  truth: TrueBox[];
  detections: Detection[];
}

/** Whole boxes of figures that stand on the ground: nearer ones are lower in the picture and larger. */
export function figure(x: number, foot: number, height: number, widthToHeight = 0.4): FrameBox {
  const width = height * widthToHeight;
  return { left: x - width / 2, top: foot - height, right: x + width / 2, bottom: foot };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const LEAST_SEEN = 0.25;
const CLASSES = 80;

export function* playScene(scene: Scene, seed: number): Generator<SceneFrame> {
  const { size, faults, classes = [], pillars = [] } = scene;
  const random = randomFrom(seed);
  for (const seconds of scene.times) {
    const boxes = scene.figures.map((walk) => clipped(walk(seconds), size));
    const ids = render([...boxes, ...pillars], size);
    const truth: TrueBox[] = [];
    const detections: Detection[] = [];
    boxes.forEach((box, id) => {
      if (!box) return;
      const seen = visible(ids, id, box, size);
      // What is hidden by more than three quarters is nobody's to find.
      if (!seen || seen.part < LEAST_SEEN) return;
      truth.push({ id, box, seen: seen.part });
      if (random() < faults.missed) return;
      const score = Math.min(0.97, 0.95 * seen.part + 0.04 * normal(random));
      const isMisnamed = random() < (faults.misnamed ?? 0);
      const classIndex = isMisnamed ? Math.floor(random() * CLASSES) : (classes[id] ?? 0);
      detections.push({ box: trembled(seen.box, faults.tremble, random), classIndex, score });
    });
    if (random() < faults.invented) {
      const foot = size.height * (0.4 + 0.6 * random());
      const box = figure(random() * size.width, foot, size.height * (0.15 + 0.15 * random()));
      detections.push({ box, classIndex: 0, score: 0.3 + 0.4 * random() });
    }
    yield { atMs: 1000 * seconds, truth, detections };
  }
}

/** Ids of the nearest figure at each pixel; -1 for the ground. */
function render(boxes: readonly (FrameBox | undefined)[], { width, height }: Size): Int16Array {
  const ids = new Int16Array(width * height).fill(-1);
  boxes.forEach((box, id) => {
    if (!box) return;
    for (let y = Math.floor(box.top); y < Math.ceil(box.bottom); y++) {
      ids.fill(id, y * width + Math.floor(box.left), y * width + Math.ceil(box.right));
    }
  });
  return ids;
}

function clipped(box: FrameBox | undefined, { width, height }: Size): FrameBox | undefined {
  if (!box) return undefined;
  const left = Math.max(0, box.left);
  const right = Math.min(width, box.right);
  const top = Math.max(0, box.top);
  const bottom = Math.min(height, box.bottom);
  return right - left >= 2 && bottom - top >= 2 ? { left, top, right, bottom } : undefined;
}

function visible(
  ids: Int16Array,
  id: number,
  box: FrameBox,
  { width }: Size,
): { box: FrameBox; part: number } | undefined {
  let count = 0;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let y = Math.floor(box.top); y < Math.ceil(box.bottom); y++) {
    for (let x = Math.floor(box.left); x < Math.ceil(box.right); x++) {
      if (ids[y * width + x] !== id) continue;
      count++;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  const whole = (box.right - box.left) * (box.bottom - box.top);
  return count > 0 ? { box: { left, top, right, bottom }, part: Math.min(1, count / whole) } : undefined;
}

function trembled(box: FrameBox, tremble: number, random: () => number): FrameBox {
  const deviation = tremble * (box.bottom - box.top);
  return {
    left: box.left + deviation * normal(random),
    top: box.top + deviation * normal(random),
    right: box.right + deviation * normal(random),
    bottom: box.bottom + deviation * normal(random),
  };
}
