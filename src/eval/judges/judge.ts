/** A judge holds predictions of one kind against the truth: an outcome for each picture, and figures of all of them. */
import type { RgbaImage } from '#core/preprocess.ts';
import type * as v from 'valibot';
import type { ClassMatch } from '../match-classes.ts';
import type { Prediction } from '../prediction.ts';
import type { Truth } from '../labelled-data.ts';

export interface Judged<K extends Truth['kind']> {
  picture: RgbaImage;
  truth: Extract<Truth, { kind: K }>;
  prediction: Extract<Prediction, { kind: K }>;
}

/** One number of a report. */
export interface Figure {
  /** The field's own name. */
  name: string;
  /** Undefined where there was nothing to measure. */
  value: number | undefined;
  /** Empty for shares in 0..1. */
  unit: string;
  better: 'higher' | 'lower';
}

export interface Context {
  /** Names of the data's classes. */
  classes: readonly string[];
  match: ClassMatch;
}

/** `Outcome` is data: it is kept in a file of JSON lines, so that an evaluation can go on where it stopped. */
export interface Judge<K extends Truth['kind'] = Truth['kind'], Outcome = unknown> {
  schema: v.GenericSchema<unknown, Outcome>;
  /** `before`: the frame before in the same sequence. */
  judge(now: Judged<K>, before: Judged<K> | undefined, context: Context): Outcome;
  figures(outcomes: readonly Outcome[], context: Context): Figure[];
  /** Of each class, where there are classes. */
  perClass?(outcomes: readonly Outcome[], context: Context): Figure[];
  /** How bad one picture is: the higher, the worse. What the number is stands in `badness`. */
  badnessOf(outcome: Outcome, context: Context): number;
  badness: string;
}

/** Undefined for no values: JSON has no NaN. */
export function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

export const numberOrNothing = (value: number): number | undefined =>
  Number.isFinite(value) ? value : undefined;
