/** A cell's rounds: which of them count, and when there are enough. */
import { isQuiet, type DriftPoint } from './drift.ts';
import type { Plan } from './plan.ts';

/** One round, between the drift point before it and the one after it, by their places in the report. */
export interface Bracketed {
  before: number;
  after: number;
}

/** Rounds that may be run beyond the plan's, in place of disturbed ones, as a part of the plan's. */
const MOST_MORE = 1;

/** With fewer of the plan's rounds undisturbed, all count: a machine that is always busy is what was measured. */
const LEAST_QUIET = 0.5;

export interface Judged {
  /** By place: beside which something else ran, so that they are in no figure. Empty where all count. */
  disturbed: number[];
  /** Whether another round is to be run. */
  wantsMore: boolean;
  mark: string | undefined;
}

/**
 * What else ran is judged by the reference workload on both sides of a round, never by the round's own times. A plan of
 * one round has no other to run instead: there it is only told.
 */
export function judgeRounds(
  rounds: readonly Bracketed[],
  { rounds: planned, repeatSeconds }: Pick<Plan, 'rounds' | 'repeatSeconds'>,
  drift: readonly DriftPoint[],
): Judged {
  const disturbed = rounds.flatMap(({ before, after }, i) =>
    isQuiet(drift, before) && isQuiet(drift, after) ? [] : [i],
  );
  const quiet = rounds.length - disturbed.length;
  const mayRepeat = planned > 1 && (drift.at(-1)?.atSeconds ?? 0) < repeatSeconds;
  const most = mayRepeat ? planned + Math.ceil(planned * MOST_MORE) : planned;
  const wantsMore = quiet < planned && rounds.length < most;
  if (disturbed.length === 0) return { disturbed, wantsMore, mark: undefined };
  const told = `other work on the machine beside ${disturbed.length} of ${rounds.length} rounds`;
  if (quiet >= planned * LEAST_QUIET) return { disturbed, wantsMore, mark: `${told}, which do not count` };
  return { disturbed: [], wantsMore, mark: `${told}: the figures include it` };
}
