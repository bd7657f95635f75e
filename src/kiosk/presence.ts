/** Whether the running model sees people; what it sees goes nowhere else. */
import type { ClassLabel } from '#core/labels.ts';
import type { ResultSummary } from '#core/result.ts';
import type { Configuration } from './configuration.ts';

/** As data sets call a human being. */
const names = ['person', 'people', 'pedestrian', 'rider'];

/** Indices of classes that are people. */
export function peopleAmong(labels: readonly ClassLabel[]): ReadonlySet<number> {
  return new Set(labels.flatMap(({ name }, index) => (names.includes(name.toLowerCase()) ? [index] : [])));
}

export function seesPeople(
  summary: ResultSummary,
  people: ReadonlySet<number>,
  least: Configuration['presence'],
): boolean {
  switch (summary.kind) {
    case 'boxes':
      return summary.detections.filter(({ classIndex }) => people.has(classIndex)).length >= least.people;
    case 'label-map':
      return [...people].reduce((sum, index) => sum + (summary.shares[index] ?? 0), 0) >= least.share;
    case 'alpha-matte':
      return summary.coverage >= least.share;
    case 'density-map':
      // A density map's sum is no whole number.
      return Math.round(summary.count) >= least.people;
    case 'classes':
    case 'picture':
    case 'text':
      return false;
  }
}
