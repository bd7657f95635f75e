import { describe, expect, it } from 'vitest';
import type { Build } from '#offline/build.ts';
import {
  ALIVE_MS,
  GOOD_MS,
  begin,
  emptyLedger,
  hears,
  looks,
  opens,
  serving,
  type Ledger,
} from '#offline/ledger.ts';

const build = (id: string): Build => ({ id, files: [] });
const [first, next, third] = [build('first'), build('next'), build('third')];
const NOW = 1_000_000;

/** `next` is on trial against `first`, and a page of it was opened. */
function onTrial(): Ledger {
  return opens(begin(begin(emptyLedger, first), next), 'page', NOW);
}

describe('a build', () => {
  it('that is the first of all is good: there is nothing to go back to', () => {
    expect(begin(emptyLedger, first)).toMatchObject({ good: first, trial: undefined });
  });

  it('that is newer is served on trial, and is good when its page says so', () => {
    const trial = onTrial();
    expect(serving(trial, next)).toBe(next);
    expect(trial.good).toBe(first);
    const after = hears(trial, 'page', { say: 'good' }, next, NOW);
    expect(after).toMatchObject({ good: next, trial: undefined, refused: [] });
  });

  it.each(['a page of the former build', ''])('is not good by the word of %j', (client) => {
    expect(hears(onTrial(), client, { say: 'good' }, next, NOW)).toEqual(onTrial());
  });

  it('that never starts gives way to the last good one, a moment before it does not', () => {
    expect(looks(onTrial(), NOW + ALIVE_MS - 1).trial).toBeDefined();
    const after = looks(onTrial(), NOW + ALIVE_MS);
    expect(after.trial).toBeUndefined();
    expect(serving(after, next)).toBe(first);
    expect(after.refused).toEqual([
      { id: 'next', why: expect.stringContaining('did not start') as string, atMs: NOW + ALIVE_MS },
    ]);
  });

  it('that starts and shows nothing gives way later', () => {
    const alive = hears(onTrial(), 'page', { say: 'alive' }, next, NOW);
    expect(looks(alive, NOW + GOOD_MS - 1).trial).toBeDefined();
    expect(serving(looks(alive, NOW + GOOD_MS), next)).toBe(first);
  });

  it('that says itself that it failed gives way at once', () => {
    const after = hears(onTrial(), 'page', { say: 'failed', why: 'No worker.' }, next, NOW);
    expect(serving(after, next)).toBe(first);
    expect(after.refused[0]?.why).toBe('No worker.');
  });

  it('that has its page loaded over and over gives way', () => {
    let ledger = onTrial();
    for (let i = 0; i < 2; i++) ledger = opens(ledger, `page ${i}`, NOW);
    expect(ledger.trial).toBeDefined();
    expect(serving(opens(ledger, 'one more', NOW), next)).toBe(first);
  });

  it('that was refused is not tried again, a newer one is', () => {
    const refused = looks(onTrial(), NOW + ALIVE_MS);
    expect(begin(refused, next).trial).toBeUndefined();
    const again = begin(refused, third);
    expect(again.trial?.id).toBe('third');
    expect(serving(again, third)).toBe(third);
  });

  it('is judged anew when the clock was set back', () => {
    const ledger = looks(onTrial(), NOW - 5_000);
    expect(ledger.trial?.sinceMs).toBe(NOW - 5_000);
  });
});

it('a server that goes back to the good build ends the trial', () => {
  expect(begin(onTrial(), first)).toMatchObject({ good: first, trial: undefined, refused: [] });
});
