/** A cell's rounds: which of them count, and when there are enough. */
import { DISTURBED, disturbanceAt, type DriftPoint } from './drift.ts';
import type { Plan } from './plan.ts';

/** One round, between the drift point before it and the one after it, by their places in the report. */
export interface Bracketed {
  before: number;
  after: number;
}

/** Rounds that may be run beyond the plan's, in place of disturbed ones, as a part of the plan's. */
const MOST_MORE = 1;

/** So many count in any case: on a machine that is always busy, those beside which it was least so. */
const LEAST_COUNTED = 3;

export interface Judged {
  /** By place: beside which something else ran, so that they are in no figure. */
  disturbed: number[];
  /** Whether another round is to be run. */
  wantsMore: boolean;
  mark: string | undefined;
}

/**
 * What else ran is judged by the reference workload on both sides of a round, never by the round's own times; of cells
 * with several threads by the workload on several. A plan of one round has no other to run instead: there it is only told.
 */
export function judgeRounds(
  rounds: readonly Bracketed[],
  { rounds: planned, repeatSeconds }: Pick<Plan, 'rounds' | 'repeatSeconds'>,
  drift: readonly DriftPoint[],
  threads: number,
): Judged {
  const disturbances = rounds.map(({ before, after }) =>
    Math.max(disturbanceAt(drift, before, threads), disturbanceAt(drift, after, threads)),
  );
  const quiet = disturbances.filter((one) => one <= DISTURBED).length;
  const wantsMore = mayRunAgain(rounds.length, quiet, { rounds: planned, repeatSeconds }, drift);
  if (quiet === rounds.length) return { disturbed: [], wantsMore, mark: undefined };
  if (rounds.length === 1) {
    return {
      disturbed: [],
      wantsMore,
      mark: 'other work on the machine beside its runs, which count all the same',
    };
  }
  const limit = Math.max(DISTURBED, disturbances.toSorted((a, b) => a - b)[LEAST_COUNTED - 1] ?? Infinity);
  const disturbed = disturbances.flatMap((one, i) => (one > limit ? [i] : []));
  const told = `other work on the machine beside ${rounds.length - quiet} of ${rounds.length} rounds`;
  const counted = rounds.length - disturbed.length;
  const mark =
    counted === quiet ? `${told}, which do not count` : `${told}: the ${counted} least disturbed count`;
  return { disturbed, wantsMore, mark };
}

/** Whether another round is to be run after so many, of which so many were quiet. */
export function mayRunAgain(
  count: number,
  quiet: number,
  { rounds: planned, repeatSeconds }: Pick<Plan, 'rounds' | 'repeatSeconds'>,
  drift: readonly DriftPoint[],
): boolean {
  const mayRepeat = planned > 1 && (drift.at(-1)?.atSeconds ?? 0) < repeatSeconds;
  const most = mayRepeat ? planned + Math.ceil(planned * MOST_MORE) : planned;
  return quiet < planned && count < most;
}

/** The plan's runs are those of all rounds together. */
export function runsOfRound({ runs, rounds }: Pick<Plan, 'runs' | 'rounds'>): Plan['runs'] {
  return { ...runs, atLeast: Math.ceil(runs.atLeast / rounds), seconds: runs.seconds / rounds };
}
