/** A picture, its truth and what a model says of it, side by side. */
import { densityFloor, heatPalette, measureMap, paintDensity } from '#core/density.ts';
import { place } from '#core/geometry.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import { withSpreadColours } from '#core/label-sets/spread-colours.ts';
import type { ClassMatch } from './match-classes.ts';
import { IGNORED, type Truth } from './labelled-data.ts';
import type { Prediction } from './prediction.ts';

export function worstPicture(
  picture: RgbaImage,
  truth: Truth,
  prediction: Prediction,
  classes: readonly string[],
  match: ClassMatch,
): RgbaImage {
  const colours = withSpreadColours(classes).map(({ colour }) => colour);
  return sideBySide([
    picture,
    paintTruth(picture, truth, colours),
    paintFound(picture, prediction, colours, match),
  ]);
}

type Colour = readonly [number, number, number];
const BLACK: Colour = [0, 0, 0];
const MARK: Colour = [255, 220, 0];
/** Boxes below are drawn by no one. */
const SHOWN_SCORE = 0.3;

function paintTruth(picture: RgbaImage, truth: Truth, colours: readonly Colour[]): RgbaImage {
  switch (truth.kind) {
    case 'label-map':
      return painted(picture, (i) =>
        truth.labels[i] === IGNORED ? BLACK : (colours[truth.labels[i] ?? 0] ?? BLACK),
      );
    case 'alpha-matte':
      return grey(picture, truth.alpha);
    case 'boxes': {
      const copy = copyOf(picture);
      for (const {
        bbox: [x, y, w, h],
        category,
      } of truth.boxes)
        outline(copy, x, y, x + w, y + h, colours[category] ?? MARK);
      return copy;
    }
    case 'density-map': {
      const copy = copyOf(picture);
      for (const { x, y } of truth.points) outline(copy, x - 1, y - 1, x + 1, y + 1, MARK);
      return copy;
    }
  }
}

function paintFound(
  picture: RgbaImage,
  found: Prediction,
  colours: readonly Colour[],
  { classOf }: ClassMatch,
): RgbaImage {
  const colourOf = (label = 0) => colours[classOf[label] ?? -1] ?? BLACK;
  switch (found.kind) {
    case 'label-map':
      return painted(picture, (i) => colourOf(found.labels[i]));
    case 'alpha-matte':
      return grey(picture, found.alpha);
    case 'boxes': {
      const copy = copyOf(picture);
      for (const { box, classIndex, score } of found.detections) {
        if (score >= SHOWN_SCORE)
          outline(copy, box.left, box.top, box.right, box.bottom, colourOf(classIndex));
      }
      return copy;
    }
    case 'density-map': {
      const copy = copyOf(picture);
      const { width, height } = found.map;
      const data = Float32Array.from(found.map.data);
      const { scale } = measureMap(data, 0, 0, densityFloor(place(picture, picture, 'stretch'), found.map));
      const window = { left: 0, top: 0, width, height, spanX: width, spanY: height, startX: 0, startY: 0 };
      paintDensity(copy, data, width, window, scale, heatPalette(0.8));
      return copy;
    }
  }
}

const copyOf = ({ data, width, height }: RgbaImage) => ({
  width,
  height,
  data: Uint8ClampedArray.from(data),
});

function painted(picture: RgbaImage, colourAt: (pixel: number) => Colour): RgbaImage {
  const copy = copyOf(picture);
  for (let i = 0; i < copy.width * copy.height; i++) copy.data.set([...colourAt(i), 255], i * 4);
  return copy;
}

const grey = (picture: RgbaImage, alpha: Float32Array) =>
  painted(picture, (i) => {
    const value = Math.round((alpha[i] ?? 0) * 255);
    return [value, value, value];
  });

/** Two pixels wide, clipped to the picture. */
function outline(
  picture: RgbaImage,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: Colour,
): void {
  const { width, height, data } = picture;
  const [x0, y0, x1, y1] = [left, top, right, bottom].map(Math.round) as [number, number, number, number];
  for (let y = Math.max(y0, 0); y <= Math.min(y1, height - 1); y++) {
    for (let x = Math.max(x0, 0); x <= Math.min(x1, width - 1); x++) {
      const isEdge = x - x0 < 2 || x1 - x < 2 || y - y0 < 2 || y1 - y < 2;
      if (isEdge) data.set([...colour, 255], (y * width + x) * 4);
    }
  }
}

function sideBySide(pictures: readonly RgbaImage[]): RgbaImage {
  const [first] = pictures;
  const { width = 0, height = 0 } = first ?? {};
  const row = width * pictures.length * 4;
  const data = new Uint8ClampedArray(row * height);
  pictures.forEach((picture, i) => {
    for (let y = 0; y < height; y++) {
      data.set(picture.data.subarray(y * width * 4, (y + 1) * width * 4), y * row + i * width * 4);
    }
  });
  return { width: width * pictures.length, height, data };
}
