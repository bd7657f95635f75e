import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '#export/checkpoints/stored-tensor.ts';
import { allSubjects, loadProgram } from '#models/prepare/families.ts';
import { familyOf } from '#tests/golden/programs.ts';
import { shared } from '#tests/helpers/shared-data.ts';
import { classesIn, guessFamily, type Candidate } from '#workers/export/guess-family.ts';

/** As the export worker gathers them. */
const candidates: Candidate[] = [];
for (const subject of await allSubjects()) {
  const program = await loadProgram(subject);
  if (program.from === 'parameters') candidates.push({ ...subject, program });
}
const known = new Set(candidates.map(({ manifest }) => manifest.id));

/** A checkpoint of these shapes that nobody may read: guessing is by keys and shapes alone. */
const unread = (shapes: readonly (readonly [key: string, shape: readonly number[]])[]): Checkpoint =>
  new Map(
    shapes.map(([key, shape]) => [
      key,
      {
        shape,
        read: () => {
          throw new Error('nothing is to be read');
        },
      },
    ]),
  );

const folder = shared('goldens');
const suffix = '.keys.json';
const goldens = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith(suffix));

function goldenCheckpoint(model: string, prefix = ''): Checkpoint {
  const text = readFileSync(join(folder ?? '', model + suffix), 'utf8');
  const keys = JSON.parse(text) as { key: string; shape: number[] }[];
  return unread(keys.map(({ key, shape }) => [prefix + key, shape]));
}

describe.skipIf(folder === undefined)('guessing the family of a checkpoint', () => {
  for (const model of goldens.map((name) => name.slice(0, -suffix.length))) {
    const family = familyOf(model) ?? '';
    it.skipIf(!known.has(family))(`knows ${model} by its keys`, { timeout: 120_000 }, () => {
      const [best, ...others] = guessFamily(candidates, goldenCheckpoint(model));
      // A family may be told apart into several folders: one for the classifier, one with another head.
      expect(best?.family).toMatch(new RegExp(`^${family}`));
      expect(best?.score).toBe(1);
      const other = others.find((guess) => guess.family !== best?.family);
      expect(other?.score ?? 0).toBeLessThan(1);
    });
  }

  it('sees through the prefix of a training wrapper', () => {
    const [best] = guessFamily(candidates, goldenCheckpoint('cgnet', 'module.'));
    expect(best).toMatchObject({ family: 'cgnet', score: 1 });
  });

  it('reads the class count off the shape of the head', () => {
    const checkpoint = new Map(goldenCheckpoint('cgnet'));
    const head = 'classifier.0.conv.weight';
    const stored = checkpoint.get(head)!;
    checkpoint.set(head, { ...stored, shape: [7, ...stored.shape.slice(1)] });
    const [best] = guessFamily(candidates, checkpoint);
    expect(best).toMatchObject({ family: 'cgnet', score: 1, classes: 7 });
  });

  it('finds a checkpoint that lacks a key, and says that it does not fit', () => {
    const checkpoint = new Map(goldenCheckpoint('cgnet'));
    checkpoint.delete('classifier.0.conv.weight');
    const [best] = guessFamily(candidates, checkpoint);
    expect(best).toMatchObject({ family: 'cgnet', missing: 1 });
    expect(best!.score).toBeLessThan(1);
  });
});

describe('a checkpoint of something else', () => {
  it('fits nothing', () => {
    const guesses = guessFamily(candidates, unread([['encoder.layer.0.attention.weight', [768, 768]]]));
    expect(guesses.length).toBeGreaterThan(0);
    for (const guess of guesses) expect(guess.score).toBe(0);
  });
});

describe('the class count', () => {
  const fit = (...misshapen: { wanted: number[]; found: number[] }[]) => ({
    score: 0,
    matched: 0,
    missing: [],
    unexpected: [],
    misshapen: misshapen.map((each) => ({ key: 'head', ...each })),
  });
  it('is what one axis of every such parameter agrees on, also where anchors multiply it', () => {
    expect(classesIn(fit({ wanted: [19, 64, 1, 1], found: [5, 64, 1, 1] }), 19)).toBe(5);
    expect(classesIn(fit({ wanted: [19], found: [5] }, { wanted: [114, 3], found: [30, 3] }), 19)).toBe(5);
  });
  it('is unknown where they disagree, or where more than one axis differs', () => {
    expect(classesIn(fit(), 19)).toBeUndefined();
    expect(classesIn(fit({ wanted: [19], found: [5] }, { wanted: [19], found: [6] }), 19)).toBeUndefined();
    expect(classesIn(fit({ wanted: [19, 64], found: [5, 32] }), 19)).toBeUndefined();
    expect(classesIn(fit({ wanted: [20], found: [5] }), 19)).toBeUndefined();
  });
});
