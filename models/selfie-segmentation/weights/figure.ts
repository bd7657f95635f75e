/** Portraits to learn from, more various than the pack's: figures of all places and sizes before photographs. */
import { Canvas } from '#eval/pack/canvas.ts';
import { capsule, ellipse, type Colour } from '#eval/pack/shapes.ts';
import type { Size } from '#core/geometry.ts';

/** In 0..1, then anything from `low` to `high`. */
export type Draw = (low?: number, high?: number) => number;

export interface Drift {
  x: number;
  y: number;
}

const SKINS: readonly Colour[] = [
  [240, 205, 180],
  [224, 182, 152],
  [186, 132, 98],
  [120, 80, 58],
  [84, 56, 44],
];

const HAIRS: readonly Colour[] = [
  [30, 26, 24],
  [70, 46, 30],
  [122, 84, 52],
  [204, 170, 110],
  [150, 146, 142],
  [140, 60, 36],
];

/** A person from the chest up, on nothing: colours times opacity, and the opacity. `drift`: moved by so many pixels. */
export function paintPortrait(size: Size, draw: Draw, drift: Drift): Canvas {
  const canvas = new Canvas(size);
  const as = { isForeground: true };
  const pick = <T>(from: readonly T[]) => from[Math.floor(draw() * from.length)]!;
  const scale = draw(0.55, 1.35) * (size.height / 360);
  const [x, y] = [size.width * draw(0.25, 0.75) + drift.x, size.height * draw(0.3, 0.5) + drift.y];
  const at = (u: number, v: number) => [x + u * scale, y + v * scale] as const;
  const oval = (u: number, v: number, rx: number, ry: number, colour: Colour) =>
    canvas.paint(ellipse(...at(u, v), rx * scale, ry * scale), colour, as);
  const bar = (u0: number, v0: number, u1: number, v1: number, width: number, colour: Colour) =>
    canvas.paint(capsule(...at(u0, v0), ...at(u1, v1), width * scale), colour, as);
  const skin = pick(SKINS);
  const hair = pick(HAIRS).map((value) => value * draw(0.8, 1.2)) as unknown as Colour;
  const cloth: Colour = [draw(15, 240), draw(15, 240), draw(15, 240)];
  const [wide, tall] = [draw(46, 58), draw(60, 74)];
  const isLong = draw() < 0.4;
  const volume = draw(6, 24);
  oval(0, -8, wide + volume, tall + volume * 0.8, hair);
  if (isLong) oval(0, 50, wide + volume + draw(-4, 14), draw(60, 110), hair);
  const strands = Math.floor(draw(0, 150));
  for (let i = 0; i < strands; i++) {
    const angle = Math.PI * (isLong ? draw(0.7, 2.3) : draw(0.95, 2.05));
    const [u, v] = [Math.cos(angle) * (wide + volume - 5), -8 + Math.sin(angle) * (tall + volume - 6)];
    const reach = draw(6, 40);
    const [du, dv] = [Math.cos(angle) * reach + draw(-8, 8), Math.sin(angle) * reach + draw(-4, 16)];
    bar(u, v, u + du, v + dv, draw(0.2, 1.8), hair);
  }
  bar(0, 40, 0, 110, draw(42, 60), skin);
  const shoulders = draw(120, 170);
  oval(0, 110 + draw(70, 95), shoulders, 95, cloth);
  oval(0, 300, shoulders * 0.95, 200, cloth);
  if (draw() < 0.25) {
    const side = draw() < 0.5 ? -1 : 1;
    const [u, v] = [side * draw(110, 180), draw(-40, 120)];
    bar(side * shoulders * 0.8, 190, u, v, 44, cloth);
    oval(u, v - 20, 22, 28, skin);
    for (let finger = -2; finger <= 2; finger++) bar(u, v - 24, u + finger * 11, v - 64, 9, skin);
  }
  oval(0, 4, wide, tall, skin);
  for (const side of [-1, 1]) {
    if (!isLong) oval(side * wide, 4, 8, 14, skin);
    oval(side * 20, -6, 8, 5, [236, 232, 230]);
    oval(side * 20, -6, 4, 4, [40, 36, 40]);
    bar(side * 12, -20, side * 30, -22, 4, hair);
  }
  bar(0, 2, 3, 18, 6, skin.map((value) => value * 0.85) as unknown as Colour);
  bar(-14, 38, 14, 38, 6, [150, 70, 70]);
  return canvas;
}
