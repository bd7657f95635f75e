import type { ClassLabel } from '#core/labels.ts';
import { className } from '../../text/describe-result.ts';

/** The class at a point: its name in the page's language, and its colour where it has one. */
export interface PointedClass {
  name: string;
  colour: ClassLabel['colour'] | undefined;
}

export function pointedClass(labels: readonly ClassLabel[], index: number): PointedClass {
  return { name: className(labels, index), colour: labels[index]?.colour };
}
