/** Our own pictures: rendered in memory, labelled exactly, the same everywhere. Small, and no measure of the real world. */
import type { JudgedKind, LabelledData, Sample, Truth } from '../labelled-data.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import { crowd, portrait, street, STREET_CLASSES, type Street } from './scenes.ts';

/** Scenes of the pack, and frames of each where things move. Other seeds give other figures: they are part of the pack. */
const SCENES = 6;
const FRAMES = 3;
const FIRST_SEED = 20_091;

type Drawing = { picture: RgbaImage; truth: Truth };

const draw: Record<JudgedKind, (seed: number, at: number) => Drawing> = {
  'label-map'(seed, at) {
    const { canvas } = street(seed, at);
    return { picture: canvas.picture(), truth: { kind: 'label-map', labels: canvas.labels } };
  },
  'alpha-matte'(seed, at) {
    const canvas = portrait(seed, at);
    return { picture: canvas.picture(), truth: { kind: 'alpha-matte', alpha: canvas.alpha } };
  },
  boxes(seed, at) {
    const scene = street(seed, at);
    return { picture: scene.canvas.picture(), truth: { kind: 'boxes', boxes: boxesOf(scene) } };
  },
  'density-map'(seed) {
    const { canvas, points } = crowd(seed);
    return { picture: canvas.picture(), truth: { kind: 'density-map', points } };
  },
};

export function openPack(kind: JudgedKind): LabelledData {
  const frames = kind === 'density-map' ? 1 : FRAMES;
  const samples = Array.from({ length: SCENES * frames }, (_, i): Sample => {
    const [scene, at] = [Math.floor(i / frames), i % frames];
    const name = `scene-${scene + 1}${frames > 1 ? `-frame-${at + 1}` : ''}`;
    const load = () => Promise.resolve(draw[kind](FIRST_SEED + scene, at));
    return { name, load, ...(frames > 1 ? { sequence: `scene-${scene + 1}` } : {}) };
  });
  const isStreet = kind === 'label-map' || kind === 'boxes';
  return {
    kind,
    layout: 'pack',
    classes: isStreet ? STREET_CLASSES : [],
    samples,
    notes: ['rendered pictures: they compare models and versions, and say nothing of photographs'],
  };
}

/** Around what is to be seen of each object; one that is hidden has none. */
function boxesOf({ canvas, objects }: Street): Extract<Truth, { kind: 'boxes' }>['boxes'] {
  const { width } = canvas.size;
  return objects.flatMap((category, index) => {
    let [left, top, right, bottom, area] = [Infinity, Infinity, 0, 0, 0];
    canvas.objects.forEach((object, i) => {
      if (object !== index + 1) return;
      const [x, y] = [i % width, Math.floor(i / width)];
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x + 1),
        Math.max(bottom, y + 1),
      ];
      area++;
    });
    return area === 0 ? [] : [{ category, bbox: [left, top, right - left, bottom - top] as const, area }];
  });
}
