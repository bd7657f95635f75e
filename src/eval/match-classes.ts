/** The same things have other names in other data sets. */
import { VitrineError } from '#core/errors/vitrine-error.ts';

/** Names of one thing, the first stands for all. From the data sets' own definitions. */
const synonyms = [
  ['pavement', 'sidewalk'],
  ['tree', 'vegetation'],
  ['person', 'pedestrian'],
  ['traffic sign', 'sign symbol', 'sign'],
  ['motorcycle', 'motorbike'],
  ['airplane', 'aeroplane'],
  ['couch', 'sofa'],
  ['tv', 'tv monitor', 'tvmonitor'],
  ['potted plant', 'pottedplant'],
  ['dining table', 'diningtable'],
];
const first = new Map(synonyms.flatMap((names) => names.map((name) => [name, names[0]] as const)));
/** One name for all names of a thing. */
export const canonical = (name: string) => first.get(name.toLowerCase()) ?? name.toLowerCase();

export interface ClassMatch {
  /** The data's class for each of the model's, -1 where it has none. */
  classOf: readonly number[];
  /** Of the data's classes those that the model knows. */
  isKnown: readonly boolean[];
}

/** Throws VitrineError('unsupported') where the two have no class in common. */
export function matchClasses(data: readonly string[], model: readonly string[]): ClassMatch {
  const wanted = data.map(canonical);
  const classOf = model.map((name) => wanted.indexOf(canonical(name)));
  if (data.length > 0 && classOf.every((found) => found < 0)) {
    throw new VitrineError(
      'unsupported',
      `The model and the data have no class in common: it knows ${list(model)}; they have ${list(data)}.`,
    );
  }
  return { classOf, isKnown: data.map((_, i) => classOf.includes(i)) };
}

const list = (names: readonly string[]) =>
  names.length > 6
    ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`
    : names.join(', ') || 'none';
