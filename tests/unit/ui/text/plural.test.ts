import { afterEach, describe, expect, it } from 'vitest';
import { formatNumbersIn, plural } from '#ui/text/format.ts';

const forms = { one: 'one', other: 'other' };

afterEach(() => formatNumbersIn('en'));

describe('plural', () => {
  it.each([
    ['en', 0, 'other'],
    ['en', 1, 'one'],
    ['en', 2, 'other'],
    ['de', 1, 'one'],
    // French counts nothing as one.
    ['fr', 0, 'one'],
    ['fr', 1_000_000, 'other'],
    // Japanese and Chinese have one form.
    ['ja', 1, 'other'],
    ['zh-Hans', 1, 'other'],
  ])('%s says %d by its form "%s"', (language, count, form) => {
    formatNumbersIn(language);
    expect(plural(count, forms)).toBe(form);
  });
});
