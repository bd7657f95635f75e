/** What a person says about a checkpoint, with what can be guessed filled in. */
import { msg, str } from '@lit/localize';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { catalogue } from '#models/catalogue.ts';
import type { ImportRequest } from '#session/model-import.ts';
import type { Guess, Inspected } from '#workers/export/export.api.ts';
import { labelsOf, type LabelChoice } from './label-choice.ts';

export interface CheckpointDraft {
  title: string;
  /** Position in the guesses. */
  guess: number;
  classes: number | undefined;
  width: number;
  height: number;
  precision: 'fp32' | 'fp16';
  labels: LabelChoice;
}

type InspectedCheckpoint = Inspected & { kind: 'checkpoint' };

/** Below this nothing is worth proposing first: shared keys such as `conv1.weight` are by chance (guessed). */
const LEAST_SCORE = 0.2;

export function checkpointDraft(fileName: string, { guesses }: InspectedCheckpoint): CheckpointDraft {
  const [best] = guesses;
  if (!best || best.score < LEAST_SCORE) {
    throw new VitrineError(
      'unsupported',
      msg(str`The tensors in "${fileName}" have the names of no network that this page knows.`),
    );
  }
  return {
    title: titleOf(fileName),
    precision: 'fp32',
    labels: { from: 'usual', lines: '' },
    ...chosen(guesses, 0),
  };
}

/** What changes with the architecture. */
export function chosen(
  guesses: readonly Guess[],
  guess: number,
): Pick<CheckpointDraft, 'guess' | 'classes' | 'width' | 'height'> {
  const { width, height } = sizesOf(guesses[guess])[0] ?? { width: 512, height: 512 };
  return { guess, classes: guesses[guess]?.classes, width, height };
}

/** The sizes that the family is usually run at. */
export const sizesOf = (guess: Guess | undefined) => variantOf(guess)?.sizes ?? [];

export function nameOf(guess: Guess): string {
  const title = catalogue.find(({ id }) => id === guess.family)?.title ?? guess.family;
  const variant = variantOf(guess)?.title;
  return variant ? `${title}, ${variant}` : title;
}

const variantOf = (guess: Guess | undefined) =>
  catalogue.find(({ id }) => id === guess?.family)?.variants.find(({ id }) => id === guess?.variant);

/** How well it fits, in plain words. */
export function fitOf({ score, matched, missing, misshapen, unexpected }: Guess): string {
  if (score === 1) return msg(str`All ${matched} parameters fit.`);
  const parts = [
    missing > 0 && msg(str`${missing} are missing`),
    misshapen > 0 && msg(str`${misshapen} have another shape`),
    unexpected > 0 && msg(str`${unexpected} belong to something else`),
  ].filter((part) => part !== false);
  return msg(str`${matched} parameters fit, but ${parts.join(', ')}. It cannot be built like this.`);
}

export async function checkpointRequest(
  file: File,
  draft: CheckpointDraft,
  { guesses }: InspectedCheckpoint,
): Promise<ImportRequest> {
  const guess = guesses[draft.guess];
  if (!guess) throw new VitrineError('internal', `there is no guess ${draft.guess}`);
  const { title, width, height, precision, classes } = draft;
  checkSize(width, height, guess.sizeMultiple);
  return {
    kind: 'checkpoint',
    file,
    title: title.trim() || titleOf(file.name),
    family: guess.family,
    variant: guess.variant,
    classes,
    size: { width, height },
    precision,
    labels: await labelsOf(draft.labels, classes ?? 0),
  };
}

/** As the catalogue's schema has it: larger pictures are not run in real time. */
const LARGEST_SIDE = 8192;

/** Throws VitrineError('bad-shape') in words for a person. */
export function checkSize(width: number, height: number, multiple: number): void {
  const fits = (side: number) =>
    Number.isInteger(side) && side > 0 && side <= LARGEST_SIDE && side % multiple === 0;
  if (fits(width) && fits(height)) return;
  const rule = multiple > 1 ? msg(str`multiples of ${multiple}`) : msg('whole numbers of pixels');
  throw new VitrineError('bad-shape', msg(str`Width and height must be ${rule}, not ${width} × ${height}.`));
}

/** The file's name without its ending, as far as titles go. */
export const titleOf = (fileName: string): string =>
  fileName.replace(/\.[^.]+$/, '').slice(0, 60) || msg('My model');
