import { describe, expect, test } from 'vitest';
import { shared } from '#tests/helpers/shared-data.ts';
import { holdAgainst, passes } from './hold.ts';

/** The quick ones of every family's goldens; `npm run bar:parity` holds all. */
const quick = ['mcnn-negfuse@256x320', 'espnetv2-s1.0@256x512', 'cgnet@360x480', 'ddrnet-23-slim.g1@256x512'];

describe('networks give what their originals give, with the same deterministic weights', () => {
  test.skipIf(shared('goldens') === undefined).each(quick)('%s', { timeout: 60_000 }, async (name) => {
    const verdict = await holdAgainst(shared(`goldens/${name}.json`)!);
    expect(verdict.fillProblems).toEqual([]);
    expect(passes(verdict), JSON.stringify(verdict)).toBe(true);
  });
});
