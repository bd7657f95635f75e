import { sampleFrame, type FrameGrid } from './frame-grid.ts';
import { AlphaLines, ColourLines, FourthLines, type SpanKind } from './grid-lines.ts';
import type { AlphaField, MatteLayer } from './matte-layers.ts';
import type { Picture } from './picture.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** What is put behind the person; `tint` lays a colour over the person instead. Colours are sRGB, 0..255. */
export type Backdrop =
  | { kind: 'tint'; colour: Rgb; opacity: number }
  | { kind: 'colour'; colour: Rgb }
  | { kind: 'layer'; layer: MatteLayer }
  /** Of the frame's size. What changes comes as another object: its colours are kept. */
  | { kind: 'image'; image: Picture }
  /** The matte itself, white on black. */
  | { kind: 'matte' };

/** Those that a person is put before. */
type Behind = Extract<Backdrop, { kind: 'colour' | 'layer' | 'image' }>;

/** The pure colours at the matte's edge, to take the background's out of half-transparent pixels. */
export interface EdgeColours {
  person: MatteLayer;
  background: MatteLayer;
}

/** Light of the backdrop that falls onto the person along the edge. */
export interface LightWrap {
  /** Of the background: its blurred opacity is the part of the light that gets to a place. */
  layer: MatteLayer;
  /** Factor for that opacity. */
  strength: number;
}

/** Less light than this changes no byte. */
const LEAST_LIGHT = 1 / 512;

/**
 * Puts the person before the backdrop, in place. With `edge`, a half-transparent pixel's own colour is estimated as
 * P + alpha · (I − alpha · P − (1 − alpha) · B) from the local pure colours P and B:
 * M. Forte, F. Pitié, "Approximate Fast Foreground Colour Estimation" (2021). CPU twin of `draw-matte`.
 */
export function compositeMatte(
  picture: Picture,
  alpha: AlphaField,
  backdrop: Backdrop,
  edge: EdgeColours | undefined,
  light?: LightWrap,
): void {
  const matte = new AlphaLines(alpha, picture);
  const { width } = picture;
  const words = new Uint32Array(picture.data.buffer, picture.data.byteOffset, width * picture.height);
  const painter = painterOf(picture, matte.opacity, backdrop, edge, light);
  for (let y = 0; y < picture.height; y++) {
    const row: Row = {
      y,
      bytes: picture.data.subarray(y * width * 4, (y + 1) * width * 4),
      words: words.subarray(y * width, (y + 1) * width),
    };
    for (const { start, end, kind } of matte.spans(y)) painter[kind]?.(row, start, end);
  }
}

/** A row of the picture, as bytes R G B A and as one word a pixel. */
interface Row {
  y: number;
  bytes: Uint8ClampedArray | Float32Array;
  words: Uint32Array;
}

type Paint = (row: Row, start: number, end: number) => void;

/** What to do with each kind of span; nothing where it stays as it is. */
type Painter = Partial<Record<SpanKind, Paint>>;

function painterOf(
  picture: Picture,
  opacity: Float32Array,
  backdrop: Backdrop,
  edge: EdgeColours | undefined,
  light: LightWrap | undefined,
): Painter {
  switch (backdrop.kind) {
    case 'tint':
      return tintPainter(opacity, backdrop.colour, backdrop.opacity);
    case 'matte':
      return mattePainter(opacity);
    default:
      return overPainter(picture, opacity, backdrop, edge, light);
  }
}

function tintPainter(opacity: Float32Array, colour: Rgb, strength: number): Painter {
  const tint = packed(colour);
  const [reds, greens, blues] = [0, 8, 16].map((shift) =>
    tintedBytes((tint >>> shift) & 255, strength, shift),
  );
  return {
    solid: ({ words }, start, end) => {
      for (let x = start; x < end; x++) {
        const word = words[x]!;
        words[x] = reds![word & 255]! | greens![(word >>> 8) & 255]! | blues![(word >>> 16) & 255]!;
      }
    },
    mixed: ({ words }, start, end) => {
      for (let x = start; x < end; x++) {
        const alpha = opacity[x]!;
        if (alpha > 0) words[x] = mixed(words[x]!, tint, inParts(strength * alpha));
      }
    },
  };
}

/** What each byte of a channel becomes under the tint, at its place in an opaque pixel. */
function tintedBytes(tint: number, strength: number, shift: number): Int32Array {
  const part = inParts(strength);
  return Int32Array.from({ length: 256 }, (_, byte) => {
    const byteThen = mixed(byte, tint, part) & 255;
    return 0xff000000 | (byteThen << shift);
  });
}

function mattePainter(opacity: Float32Array): Painter {
  return {
    clear: ({ words }, start, end) => words.fill(0xff000000, start, end),
    solid: ({ words }, start, end) => words.fill(0xffffffff, start, end),
    mixed: ({ bytes }, start, end) => {
      for (let x = start, at = start * 4; x < end; x++, at += 4) {
        const value = opacity[x]! * 255;
        bytes[at] = value;
        bytes[at + 1] = value;
        bytes[at + 2] = value;
      }
    },
  };
}

function overPainter(
  picture: Picture,
  opacity: Float32Array,
  backdrop: Behind,
  edge: EdgeColours | undefined,
  light: LightWrap | undefined,
): Painter {
  const behind = backdropWriter(picture, backdrop);
  const scratchWords = new Uint32Array(picture.width);
  const purify = edge && purifier(picture, opacity, edge);
  const wrap = light && wrapper(picture, backdrop, light);
  const recolour = wrap && purify ? oneAfterTheOther(purify, wrap, picture.width) : (wrap ?? purify);
  return {
    ...(wrap ? { solid: wrap } : {}),
    clear: ({ y, words }, start, end) => behind(y, start, end, words),
    mixed: (row, start, end) => {
      recolour?.(row, start, end);
      behind(row.y, start, end, scratchWords);
      const { words } = row;
      for (let x = start; x < end; x++) {
        const alpha = opacity[x]!;
        if (alpha === 1) continue;
        words[x] = alpha === 0 ? scratchWords[x]! : mixed(scratchWords[x]!, words[x]!, inParts(alpha));
      }
    },
  };
}

/** An opaque R G B A pixel as one little-endian word. */
function packed([red, green, blue]: Rgb): number {
  // Signed, as V8 keeps whole numbers of 32 bits; unsigned ones above 2^31 would be fractions to it.
  return 0xff000000 | (blue << 16) | (green << 8) | red;
}

/** A share 0..1 in 65536ths: whole numbers are several times quicker here, and this fine they round as fractions do. */
function inParts(share: number): number {
  return (share * 65536 + 0.5) | 0;
}

/** From pixel `a` to pixel `b` by `part` 65536ths, channel by channel, opaque. */
function mixed(a: number, b: number, part: number): number {
  const red = a & 255;
  const green = (a >>> 8) & 255;
  const blue = (a >>> 16) & 255;
  const r = red + ((((b & 255) - red) * part + 0x8000) >> 16);
  const g = green + (((((b >>> 8) & 255) - green) * part + 0x8000) >> 16);
  const u = blue + (((((b >>> 16) & 255) - blue) * part + 0x8000) >> 16);
  return 0xff000000 | (u << 16) | (g << 8) | r;
}

/** Writes the backdrop's pixels `start` to `end` of row `y` into `out`, a row of words. */
type BackdropWriter = (y: number, start: number, end: number, out: Uint32Array) => void;

function backdropWriter(picture: Picture, backdrop: Behind): BackdropWriter {
  if (backdrop.kind === 'colour') {
    const word = packed(backdrop.colour);
    return (_, start, end, out) => out.fill(word, start, end);
  }
  if (backdrop.kind === 'image') {
    const { data, width, height } = backdrop.image;
    const words = new Uint32Array(data.buffer, data.byteOffset, width * height);
    return (y, start, end, out) => out.set(words.subarray(y * width + start, y * width + end), start);
  }
  const lines = new ColourLines(backdrop.layer.colours, backdrop.layer.grid, picture);
  let row = -1;
  return (y, start, end, out) => {
    if (y !== row) lines.toRow(y);
    row = y;
    lines.write(start, end, out);
  };
}

/** Replaces the colours of half-transparent pixels by the person's own. */
function purifier(picture: Picture, opacity: Float32Array, edge: EdgeColours): Paint {
  const persons = new ColourLines(edge.person.colours, edge.person.grid, picture);
  const backgrounds = new ColourLines(edge.background.colours, edge.background.grid, picture);
  const person = new Float32Array(3);
  const background = new Float32Array(3);
  let row = -1;
  return ({ y, bytes }, start, end) => {
    if (y !== row) {
      persons.toRow(y);
      backgrounds.toRow(y);
      row = y;
    }
    for (let x = start, at = start * 4; x < end; x++, at += 4) {
      const alpha = opacity[x]!;
      if (alpha === 0 || alpha === 1) continue;
      persons.read(x, person);
      backgrounds.read(x, background);
      for (let c = 0; c < 3; c++) {
        const rest = bytes[at + c]! - alpha * person[c]! - (1 - alpha) * background[c]!;
        bytes[at + c] = person[c]! + alpha * rest;
      }
    }
  };
}

/** Screens the backdrop's light onto the person's colours: as light does, it adds to what is dark and leaves white white. */
function wrapper(picture: Picture, backdrop: Behind, { layer, strength }: LightWrap): Paint {
  const parts = new FourthLines(layer.colours, layer.grid, picture);
  const lights = lightsOf(picture, backdrop, layer);
  const light = Float32Array.from(backdrop.kind === 'colour' ? backdrop.colour : [0, 0, 0]);
  let row = -1;
  return ({ y, bytes }, start, end) => {
    if (y !== row) {
      parts.toRow(y);
      lights?.toRow(y);
      row = y;
    }
    for (let x = start, at = start * 4; x < end; x++, at += 4) {
      const part = parts.read(x) * strength;
      if (part < LEAST_LIGHT) continue;
      lights?.read(x, light);
      for (let c = 0; c < 3; c++) {
        const own = Math.min(Math.max(bytes[at + c]!, 0), 255);
        bytes[at + c] = own + ((part * light[c]!) / 255) * (255 - own);
      }
    }
  };
}

/** Both on fractions of bytes, rounded once: twice would tell from the GPU's picture. */
function oneAfterTheOther(first: Paint, second: Paint, width: number): Paint {
  const values = new Float32Array(width * 4);
  return (row, start, end) => {
    const [from, to] = [start * 4, end * 4];
    values.set(row.bytes.subarray(from, to), from);
    first({ ...row, bytes: values }, start, end);
    second({ ...row, bytes: values }, start, end);
    row.bytes.set(values.subarray(from, to), from);
  };
}

/** A picture's light comes from its coarse colours: its own details on the person would look like holes. */
function lightsOf(picture: Picture, backdrop: Behind, { grid }: MatteLayer): ColourLines | undefined {
  if (backdrop.kind === 'colour') return undefined;
  if (backdrop.kind === 'layer') return new ColourLines(backdrop.layer.colours, backdrop.layer.grid, picture);
  return new ColourLines(coarseColours(backdrop.image, grid), grid, picture);
}

/** The coarse colours of backdrops, for as long as their pictures are there: most stand still over many frames. */
const coarse = new WeakMap<Picture, { of: string; colours: Float32Array }>();

function coarseColours(image: Picture, grid: FrameGrid): Float32Array {
  const of = JSON.stringify(grid);
  const kept = coarse.get(image);
  if (kept?.of === of) return kept.colours;
  const colours = new Float32Array(grid.width * grid.height * 4);
  sampleFrame(image, grid, colours);
  coarse.set(image, { of, colours });
  return colours;
}
