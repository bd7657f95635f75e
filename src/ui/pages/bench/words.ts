/** What the bench's ids are called in the interface. What a file holds stays in English. */
import { msg } from '@lit/localize';
import type { Mode } from '#bench/plan.ts';
import type { Preset } from '#bench/presets.ts';
import type { Column } from '#bench/table.ts';

export const presetWords: Record<Preset['id'], () => { name: string; says: string }> = {
  quick: () => ({
    name: msg('Quick'),
    says: msg('Two small models on every engine here, in less than a minute.'),
  }),
  models: () => ({
    name: msg('This page’s models'),
    says: msg('Every model that is here at its default size, on every engine here.'),
  }),
  paper: () => ({
    name: msg('Paper table'),
    says: msg(
      'The published systems at the sizes of their papers; their own figures stand beside, with their device.',
    ),
  }),
  stress: () => ({
    name: msg('Stress'),
    says: msg('Input sizes grow until 30 frames a second are lost: the largest input that holds them.'),
  }),
};

export const modeWords: Record<Mode, () => string> = {
  bare: () => msg('Inference alone'),
  pipeline: () => msg('Whole pipeline on the built-in scene'),
  live: () => msg('Whole pipeline on the camera'),
  naive: () => msg('Naive pipeline, as tutorials write it'),
};

export const stageWords: Record<string, () => string> = {
  machine: () => msg('Measuring'),
  download: () => msg('Loading'),
  session: () => msg('Opening'),
  'first-inference': () => msg('First run of'),
  'warm-up': () => msg('Warming up'),
  measure: () => msg('Measuring'),
  inspect: () => msg('Counting the nodes of'),
  accuracy: () => msg('Judging by labels'),
  compare: () => msg('Comparing the output of'),
  done: () => msg('Done with'),
};

/** Of the table's columns. */
const columnWords: Record<string, () => string> = {
  model: () => msg('Model'),
  input: () => msg('Input'),
  engine: () => msg('Engine'),
  precision: () => msg('Precision'),
  mode: () => msg('Mode'),
  median: () => msg('Median'),
  interval: () => msg('95 % interval'),
  runs: () => msg('Runs'),
  outliers: () => msg('Outliers'),
  agreement: () => msg('Agreement'),
  accuracy: () => msg('By labels'),
  recorded: () => msg('Recorded accuracy'),
  status: () => msg('Status'),
  marks: () => msg('Marks'),
  gpu: () => msg('On the GPU'),
  start: () => msg('First result'),
  gmacs: () => msg('Rate'),
  peak: () => msg('Of peak'),
};

/** A column without words (p95, CV, fps) is called the same in every language. */
export function columnTitle({ id, title, unit }: Column): string {
  const name = columnWords[id]?.() ?? title;
  return unit === undefined ? name : `${name} (${unit})`;
}
