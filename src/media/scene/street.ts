/** The built-in scene: a street with houses, sky, driving cars and walking people, all drawn here. */
import { drawBackdrop } from './backdrop.ts';
import { drawCar, type CarPaint } from './car.ts';
import { drawPerson, type Clothes } from './person.ts';
import { inMetres, project, type Canvas, type View } from './view.ts';

const PAINTS: readonly CarPaint[] = [
  { body: '#c8322b', shade: '#7c1a17' },
  { body: '#e8e9ea', shade: '#9b9ea2' },
  { body: '#2f5f9e', shade: '#1a365c' },
  { body: '#33363b', shade: '#17181b' },
];

const CLOTHES: readonly Clothes[] = [
  {
    skin: '#e2b08c',
    hair: '#3a2618',
    top: '#b9362f',
    sleeve: '#8d2722',
    trousers: '#2d3a55',
    shoes: '#23211f',
  },
  {
    skin: '#8d5a3b',
    hair: '#15110f',
    top: '#e6c552',
    sleeve: '#c2a33a',
    trousers: '#3c3f45',
    shoes: '#e8e5df',
  },
  {
    skin: '#f0c9a8',
    hair: '#a5742f',
    top: '#2f7f74',
    sleeve: '#226058',
    trousers: '#6d6252',
    shoes: '#2b2622',
  },
  {
    skin: '#c98f68',
    hair: '#241a14',
    top: '#5b4a8c',
    sleeve: '#44376b',
    trousers: '#1f2733',
    shoes: '#7a4a2b',
  },
];

/** A walker's step is about 0.75 m, so the phase advances π for each. */
const STRIDE_PER_M = Math.PI / 0.75;
const NEAREST = 2.6;

interface Thing {
  z: number;
  draw: () => void;
}

let backdrop: OffscreenCanvas | undefined;

/** Paints the moment `timeS` over the whole canvas. */
export function drawStreet(canvas: Canvas, timeS: number): void {
  const { width, height } = canvas.canvas;
  const view = { width, height };
  canvas.drawImage(backdropOf(view), 0, 0);
  drawClouds(canvas, view, timeS);
  const things = [
    ...cars(canvas, view, timeS),
    ...walkers(canvas, view, timeS),
    crosser(canvas, view, timeS),
  ];
  things.sort((a, b) => b.z - a.z);
  for (const { z, draw } of things) if (z > NEAREST) draw();
}

function backdropOf(view: View): OffscreenCanvas {
  if (backdrop?.width === view.width && backdrop.height === view.height) return backdrop;
  backdrop = new OffscreenCanvas(view.width, view.height);
  const canvas = backdrop.getContext('2d', { alpha: false });
  if (canvas) drawBackdrop(canvas, view);
  return backdrop;
}

/** Two cars go away on the right, two come on the left, each over and over. */
function cars(canvas: Canvas, view: View, timeS: number): Thing[] {
  return PAINTS.map((paint, i) => {
    const isComing = i % 2 === 0;
    const way = wrap(timeS * 5.5 + i * 17, 70);
    const z = isComing ? 72 - way : 3 + way;
    const x = isComing ? -2.1 : 2.1;
    return { z, draw: () => inMetres(canvas, view, x, z, () => drawCar(canvas, paint, isComing)) };
  });
}

function walkers(canvas: Canvas, view: View, timeS: number): Thing[] {
  return [0, 1, 2, 3, 4, 5].map((i) => {
    const isComing = i % 2 === 0;
    const walked = timeS * (1.1 + i * 0.06) + i * 6.3;
    const way = wrap(walked, 32);
    const z = isComing ? 35 - way : 3.2 + way;
    const x = (i % 4 < 2 ? 1 : -1) * (5.1 + (i % 3) * 0.55);
    const clothes = CLOTHES[i % CLOTHES.length];
    const draw = () =>
      inMetres(canvas, view, x, z, () => {
        if (clothes) drawPerson(canvas, clothes, walked * STRIDE_PER_M, isComing ? 'front' : 'back');
      });
    return { z, draw };
  });
}

/** Somebody close by who crosses the road to and fro. */
function crosser(canvas: Canvas, view: View, timeS: number): Thing {
  const span = 7;
  const walked = timeS * 1.05;
  const way = wrap(walked, 2 * span);
  const isReturning = way > span;
  const x = (isReturning ? 2 * span - way : way) - span / 2;
  const [clothes] = CLOTHES;
  const draw = () =>
    inMetres(canvas, view, x, 4.4, () => {
      canvas.scale(isReturning ? -1 : 1, 1);
      if (clothes) drawPerson(canvas, clothes, walked * STRIDE_PER_M, 'side');
    });
  return { z: 4.4, draw };
}

/** Between the roofs only, so that no cloud passes in front of a house. */
function drawClouds(canvas: Canvas, view: View, timeS: number): void {
  const [middle, horizon] = project(view, 0, 0, 1e6);
  const [high, low] = [view.width * 0.17, view.width * 0.06];
  canvas.save();
  canvas.beginPath();
  canvas.moveTo(middle - high, 0);
  canvas.lineTo(middle + high * 0.8, 0);
  canvas.lineTo(middle + low, horizon * 0.75);
  canvas.lineTo(middle - low, horizon * 0.75);
  canvas.clip();
  canvas.fillStyle = 'rgba(255, 255, 255, 0.55)';
  for (let i = 0; i < 3; i++) {
    const x = middle - 2 * high + wrap(timeS * 4 + i * high * 1.3, 4 * high);
    const y = horizon * (0.1 + i * 0.12);
    for (let puff = 0; puff < 4; puff++) {
      canvas.beginPath();
      canvas.ellipse(x + puff * 26, y + (puff % 2) * 5, 34, 13, 0, 0, Math.PI * 2);
      canvas.fill();
    }
  }
  canvas.restore();
}

function wrap(value: number, period: number): number {
  return ((value % period) + period) % period;
}
