import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { identityScore, type IdentityBox } from '#eval/tracking.ts';

const box = v.tuple([v.number(), v.number(), v.number(), v.number()]);
const frames = v.array(v.array(v.tuple([v.number(), box])));
const recorded = v.parse(
  v.array(
    v.object({
      truth: frames,
      given: frames,
      expected: v.object({ truePositives: v.number(), idf1: v.number() }),
    }),
  ),
  JSON.parse(readFileSync(new URL('../../fixtures/tracking/idf1.json', import.meta.url), 'utf8')),
);

function boxesOf(sequence: v.InferOutput<typeof frames>): IdentityBox[][] {
  return sequence.map((boxes) =>
    boxes.map(([id, [left, top, right, bottom]]) => ({ id, box: { left, top, right, bottom } })),
  );
}

describe('identityScore', () => {
  it.each(recorded.map((one, index) => ({ index, ...one })))(
    'agrees with scipy on sequence $index',
    ({ truth, given, expected }) => {
      const score = identityScore(boxesOf(truth), boxesOf(given));
      expect(score.truePositives).toBe(expected.truePositives);
      expect(score.idf1).toBeCloseTo(expected.idf1, 12);
    },
  );

  it('gives an object one identity only', () => {
    const at = (id: number) => [{ id, box: { left: 0, top: 0, right: 10, bottom: 10 } }];
    // Two frames under one name, two under another: half of both is explained.
    const score = identityScore([at(1), at(1), at(1), at(1)], [at(5), at(5), at(6), at(6)]);
    expect(score).toEqual({ truePositives: 2, falsePositives: 2, falseNegatives: 2, idf1: 0.5 });
  });

  it('is whole where there is nothing', () => {
    expect(identityScore([[]], [[]]).idf1).toBe(1);
  });
});
