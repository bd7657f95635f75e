/** What is evaluated on: pictures and what is true of them, wherever they come from. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { RgbaImage } from '#core/preprocess.ts';
import type { ResultKind } from '#core/result.ts';
import type { LabelledBox } from './detection.ts';

/** In a true label map: of no class, or of one that is not evaluated. */
export const IGNORED = 0xffff;

/** Result kinds that have measures here. */
export type JudgedKind = Extract<ResultKind, 'label-map' | 'alpha-matte' | 'boxes' | 'density-map'>;

const judgedKinds: readonly string[] = [
  'label-map',
  'alpha-matte',
  'boxes',
  'density-map',
] satisfies JudgedKind[];

export const isJudged = (kind: ResultKind): kind is JudgedKind => judgedKinds.includes(kind);

/** Maps are row by row and as large as the picture. Class numbers count the data set's `classes`. */
export type Truth =
  | { kind: 'label-map'; labels: Uint16Array }
  /** Opacity of the foreground, 0..1. */
  | { kind: 'alpha-matte'; alpha: Float32Array }
  /** Edges in the picture's pixels. */
  | { kind: 'boxes'; boxes: Omit<LabelledBox, 'image'>[] }
  /** People's heads in the picture's pixels. */
  | { kind: 'density-map'; points: { x: number; y: number }[] };

export interface Sample {
  /** Unique in the data set; the picture's path where there is one. */
  name: string;
  /** Frames of one sequence, in the order of time; flicker is measured between neighbours. */
  sequence?: string;
  load(): Promise<{ picture: RgbaImage; truth: Truth }>;
}

export interface LabelledData {
  kind: JudgedKind;
  /** The layout's name, or that of the pack. */
  layout: string;
  /** English names; empty for kinds without classes. */
  classes: readonly string[];
  /** Sorted by name. */
  samples: readonly Sample[];
  /** What a reader of the figures must know: parts that are left out, conversions. */
  notes: readonly string[];
}

/** A folder that somebody labelled, on a disk or dropped on the page. Its content is not to be trusted. */
export interface LabelledFolder {
  /** Paths below the folder with `/` between names, sorted. */
  files: readonly string[];
  /** Rejects with VitrineError('bad-file') for what is too large. */
  read(path: string): Promise<Uint8Array>;
  /** The file as sRGB bytes; grey pictures have their value in every channel. */
  picture(path: string): Promise<RgbaImage>;
}

/** A way in which data sets are laid out: a file of src/eval/layouts, found by its name. */
export interface Layout {
  /** The data set that is known for it, and the files that make it, for people. */
  description: string;
  /** True when the folder's names are of this layout. */
  isLaidOut(files: readonly string[]): boolean;
  /** Throws VitrineError('bad-file') that says what is missing. */
  open(folder: LabelledFolder): Promise<LabelledData>;
}

/** Throws unless the truth is as large as the picture that it is about. */
export function requireSameSize(what: string, picture: RgbaImage, truth: RgbaImage): void {
  if (picture.width === truth.width && picture.height === truth.height) return;
  throw new VitrineError(
    'bad-file',
    `${what} is ${truth.width} × ${truth.height}, its picture ${picture.width} × ${picture.height}: both must be of one size`,
  );
}
