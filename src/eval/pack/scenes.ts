/** The pack's scenes. `at` is the moment in a sequence, in frames: things move, the camera stands still. */
import { Canvas } from './canvas.ts';
import { anyone, headOf, paintFigure } from './figure.ts';
import { randomFrom } from '#core/random.ts';
import { capsule, ellipse, rectangle, type Colour } from './shapes.ts';

export const SIZE = { width: 480, height: 360 } as const;
const { width: W, height: H } = SIZE;

/** Of the street; names as in CamVid. */
export const STREET_CLASSES = ['sky', 'building', 'tree', 'road', 'pavement', 'car', 'pedestrian'] as const;
const classOf = (name: (typeof STREET_CLASSES)[number]) => STREET_CLASSES.indexOf(name);

export interface Street {
  canvas: Canvas;
  /** Class of each object, by its number less one. */
  objects: number[];
}

export function street(seed: number, at: number): Street {
  const random = randomFrom(seed);
  const canvas = new Canvas(SIZE);
  const horizon = H * (0.42 + random() * 0.1);
  const objects: number[] = [];
  const begin = (name: 'car' | 'pedestrian') => {
    objects.push(classOf(name));
    return { label: classOf(name), object: objects.length };
  };
  canvas.paint(rectangle(0, 0, W, H), [176, 204, 232], { label: classOf('sky') });
  for (let x = -20; x < W;) {
    const width = 50 + random() * 90;
    const shade = 90 + random() * 90;
    const roof = horizon - 60 - random() * 100;
    canvas.paint(rectangle(x, roof, x + width, horizon + 4), [shade, shade * 0.9, shade * 0.8], {
      label: classOf('building'),
    });
    for (let u = x + 8; u < x + width - 10; u += 18) {
      for (let v = roof + 10; v < horizon - 12; v += 22) {
        canvas.paint(rectangle(u, v, u + 9, v + 12), [60, 70, 90], { label: classOf('building') });
      }
    }
    x += width + random() * 30;
  }
  canvas.paint(rectangle(0, horizon, W, H), [150, 146, 140], { label: classOf('pavement') });
  canvas.paint(rectangle(0, horizon + 26, W, H - 30), [86, 86, 90], { label: classOf('road') });
  for (let x = 20; x < W; x += 70) {
    canvas.paint(rectangle(x, H - 110, x + 34, H - 105), [222, 222, 214], { label: classOf('road') });
  }
  for (let i = 0; i < 2; i++) {
    const x = W * (0.15 + 0.6 * i + random() * 0.2);
    canvas.paint(capsule(x, horizon + 12, x, horizon - 40, 7), [92, 70, 50], { label: classOf('tree') });
    for (let k = 0; k < 6; k++) {
      const green: Colour = [50 + random() * 30, 100 + random() * 40, 50];
      canvas.paint(ellipse(x + (random() - 0.5) * 44, horizon - 50 - random() * 34, 22, 18), green, {
        label: classOf('tree'),
      });
    }
  }
  for (let i = 0; i < 2; i++) {
    const y = horizon + 70 + i * 55;
    const s = 0.8 + i * 0.35;
    const x = W * random() * 0.7 + (i === 0 ? 4 : -5) * at;
    const paint: Colour = [60 + random() * 180, 40 + random() * 120, 60 + random() * 150];
    const as = begin('car');
    canvas.paint(rectangle(x, y - 26 * s, x + 110 * s, y - 6 * s), paint, as);
    canvas.paint(capsule(x + 32 * s, y - 34 * s, x + 78 * s, y - 34 * s, 22 * s), paint, as);
    canvas.paint(rectangle(x + 34 * s, y - 42 * s, x + 76 * s, y - 28 * s), [170, 196, 214], as);
    for (const wheel of [24, 86])
      canvas.paint(ellipse(x + wheel * s, y - 6 * s, 11 * s, 11 * s), [28, 28, 30], as);
  }
  for (let i = 0; i < 3; i++) {
    const place = {
      x: W * random() + (i - 1) * 3 * at,
      y: horizon + 24 + random() * 120,
      height: 70 + random() * 50,
    };
    paintFigure(canvas, anyone(random, place), begin('pedestrian'));
  }
  return { canvas, objects };
}

/** A person before a background; hair as thin as a fifth of a pixel. */
export function portrait(seed: number, at: number): Canvas {
  const random = randomFrom(seed);
  const canvas = new Canvas(SIZE);
  canvas.paint(rectangle(0, 0, W, H), [90 + random() * 90, 100 + random() * 80, 110 + random() * 80]);
  for (let i = 0; i < 8; i++) {
    const shade: Colour = [random() * 220, random() * 200, random() * 220];
    const [x, y] = [random() * W, random() * H];
    canvas.paint(rectangle(x, y, x + 30 + random() * 90, y + 20 + random() * 90), shade);
  }
  const figure = anyone(random, { x: 0, y: 0, height: 0 });
  const [x, y] = [W * (0.4 + random() * 0.2) + 2.5 * at, H * 0.42];
  const as = { isForeground: true };
  const hair: Colour = [40 + random() * 60, 30 + random() * 40, 25];
  canvas.paint(ellipse(x, y - 8, 66, 80), hair, as);
  for (let i = 0; i < 90; i++) {
    const angle = Math.PI * (0.95 + 1.1 * random());
    const [u, v] = [x + Math.cos(angle) * 60, y - 8 + Math.sin(angle) * 74];
    const reach = 14 + random() * 20;
    const bend = (random() - 0.5) * 14;
    canvas.paint(
      capsule(u, v, u + Math.cos(angle) * reach + bend, v + Math.sin(angle) * reach, 0.2 + random() * 1.2),
      hair,
      as,
    );
  }
  canvas.paint(capsule(x, y + 40, x, y + 110, 50), figure.skin, as);
  canvas.paint(ellipse(x, y + 190, 150, 90), figure.top, as);
  canvas.paint(ellipse(x, y + 4, 52, 68), figure.skin, as);
  for (const side of [-1, 1]) canvas.paint(ellipse(x + side * 20, y - 6, 7, 4), [40, 36, 40], as);
  canvas.paint(capsule(x - 14, y + 38, x + 14, y + 38, 6), [150, 70, 70], as);
  return canvas;
}

export interface Crowd {
  canvas: Canvas;
  points: { x: number; y: number }[];
}

/** People from far to near; the near hide the far, but every head stays in sight of whoever counts. */
export function crowd(seed: number): Crowd {
  const random = randomFrom(seed);
  const canvas = new Canvas(SIZE);
  canvas.paint(rectangle(0, 0, W, H * 0.3), [188, 206, 224]);
  canvas.paint(rectangle(0, H * 0.3, W, H), [132, 128, 120]);
  const count = 20 + Math.floor(random() * 100);
  const people = Array.from({ length: count }, () => {
    const depth = random() ** 0.6;
    return anyone(random, {
      x: 6 + random() * (W - 12),
      y: H * (0.42 + 0.55 * depth),
      height: 26 + 60 * depth,
    });
  }).sort((a, b) => a.y - b.y);
  for (const person of people) paintFigure(canvas, person, {});
  return { canvas, points: people.map(headOf) };
}
