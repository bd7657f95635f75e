/**
 * Scenes with known identities: figures with a depth walk through a picture and hide each other. Each frame is
 * rendered as a picture of ids, nearest on top, and a detector is imitated on what is visible of each figure: the
 * less, the lower its score and the smaller its box; beside that it trembles, misses and invents.
 */
import type { FrameBox } from '#core/geometry.ts';
import { randomFrom } from '#core/random.ts';
import type { Detection } from '#core/result.ts';
import type { IdentityBox } from '#eval/tracking.ts';

export const FRAME = { width: 640, height: 360 };
export const MS_PER_FRAME = 1000 / 30;

/** A figure's whole box at a frame, or undefined while it is not in the scene. */
type Walk = (frame: number) => FrameBox | undefined;

export interface Scene {
  name: string;
  frames: number;
  /** The nearest last. */
  figures: readonly Walk[];
  /** Stand before all figures and are no figures themselves. */
  pillars?: readonly FrameBox[];
}

export interface SceneFrame {
  truth: IdentityBox[];
  detections: Detection[];
}

/** Whole boxes of figures that stand on the ground: nearer ones are lower in the picture and larger. */
export function figure(x: number, foot: number, height: number): FrameBox {
  const width = height * 0.4;
  return { left: x - width / 2, top: foot - height, right: x + width / 2, bottom: foot };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const LEAST_SEEN = 0.25;

/** How the imitated detector errs; parts of the figure's height, or of frames. */
export interface DetectorFaults {
  tremble: number;
  missed: number;
  invented: number;
}

export function* playScene(scene: Scene, seed: number, faults: DetectorFaults): Generator<SceneFrame> {
  const random = randomFrom(seed);
  for (let frame = 0; frame < scene.frames; frame++) {
    const boxes = scene.figures.map((walk) => clipped(walk(frame)));
    const ids = render([...boxes, ...(scene.pillars ?? [])]);
    const truth: IdentityBox[] = [];
    const detections: Detection[] = [];
    boxes.forEach((box, id) => {
      if (!box) return;
      const seen = visible(ids, id, box);
      // What is hidden by more than three quarters is nobody's to find.
      if (!seen || seen.part < LEAST_SEEN) return;
      truth.push({ id, box });
      if (random() < faults.missed) return;
      const score = Math.min(0.97, 0.95 * seen.part + 0.04 * normal(random));
      detections.push({ box: trembled(seen.box, faults.tremble, random), classIndex: 0, score });
    });
    if (random() < faults.invented) {
      const box = figure(random() * FRAME.width, 150 + random() * 200, 60 + random() * 60);
      detections.push({ box, classIndex: 0, score: 0.3 + 0.4 * random() });
    }
    yield { truth, detections };
  }
}

/** Ids of the nearest figure at each pixel; -1 for the ground. */
function render(boxes: readonly (FrameBox | undefined)[]): Int16Array {
  const ids = new Int16Array(FRAME.width * FRAME.height).fill(-1);
  boxes.forEach((box, id) => {
    if (!box) return;
    for (let y = Math.floor(box.top); y < Math.ceil(box.bottom); y++) {
      ids.fill(id, y * FRAME.width + Math.floor(box.left), y * FRAME.width + Math.ceil(box.right));
    }
  });
  return ids;
}

function clipped(box: FrameBox | undefined): FrameBox | undefined {
  if (!box) return undefined;
  const left = Math.max(0, box.left);
  const right = Math.min(FRAME.width, box.right);
  const top = Math.max(0, box.top);
  const bottom = Math.min(FRAME.height, box.bottom);
  return right - left >= 2 && bottom - top >= 2 ? { left, top, right, bottom } : undefined;
}

function visible(ids: Int16Array, id: number, box: FrameBox): { box: FrameBox; part: number } | undefined {
  let count = 0;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let y = Math.floor(box.top); y < Math.ceil(box.bottom); y++) {
    for (let x = Math.floor(box.left); x < Math.ceil(box.right); x++) {
      if (ids[y * FRAME.width + x] !== id) continue;
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
