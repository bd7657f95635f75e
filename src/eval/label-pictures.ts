/** Label maps out of pictures. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import { IGNORED } from './labelled-data.ts';

/** Class numbers of a grey picture. A value that is neither a class nor `ignored` is an error: the wrong file. */
export function readLabels(
  picture: RgbaImage,
  path: string,
  { classes, ignored }: { classes: number; ignored: readonly number[] },
): Uint16Array {
  return read(picture, (at) => {
    const value = picture.data[at] ?? 0;
    if (value < classes) return value;
    if (ignored.includes(value)) return IGNORED;
    throw new VitrineError(
      'bad-file',
      `${path} has the value ${value}: classes are 0 to ${classes - 1}, ignored are ${ignored.join(' and ')}`,
    );
  });
}

/** By a table from the picture's value to the class; values that it lacks are ignored. */
export function readMappedLabels(picture: RgbaImage, classOf: ReadonlyMap<number, number>): Uint16Array {
  const table = Uint16Array.from({ length: 256 }, (_, value) => classOf.get(value) ?? IGNORED);
  return read(picture, (at) => table[picture.data[at] ?? 0] ?? IGNORED);
}

/** By the classes' colours; other colours are ignored. */
export function readColouredLabels(picture: RgbaImage, labels: readonly ClassLabel[]): Uint16Array {
  const key = (red = 0, green = 0, blue = 0) => (red << 16) | (green << 8) | blue;
  const classOf = new Map(labels.map(({ colour }, i) => [key(...colour), i]));
  const { data } = picture;
  return read(picture, (at) => classOf.get(key(data[at], data[at + 1], data[at + 2])) ?? IGNORED);
}

function read({ width, height }: RgbaImage, labelAt: (at: number) => number): Uint16Array {
  const labels = new Uint16Array(width * height);
  for (let i = 0; i < labels.length; i++) labels[i] = labelAt(i * 4);
  return labels;
}

/** Opacity 0..1 of a grey picture. */
export function alphaOf({ data, width, height }: RgbaImage): Float32Array {
  const alpha = new Float32Array(width * height);
  for (let i = 0; i < alpha.length; i++) alpha[i] = (data[i * 4] ?? 0) / 255;
  return alpha;
}
