/** Which of a cell's runs count, where a probe stood before and after each. */
import { COMPANY, NEAR_SECONDS, quietPace } from './company.ts';
import type { DriftPoint } from './drift.ts';
import type { Plan } from './plan.ts';
import { mayRunAgain, runsOfRound, type Bracketed, type Judged } from './rounds.ts';

export interface ProbedRound extends Bracketed {
  samples: readonly number[];
  /** Two for each sample. */
  probes: readonly number[];
}

/** Fewer are told by the report's samples alone: single interrupts are everywhere. */
const TOLD_ABOVE = 0.05;

/** What a reader is told of the runs of a cell, by their places among all its samples. */
export interface JudgedRuns extends Omit<Judged, 'disturbed'> {
  disturbedRuns: number[];
}

/**
 * By what the probes took, of what they take within a minute when the machine is left alone, on both sides of a run; never
 * by the run's own time. A round in which fewer runs were left alone than it was to have is run again.
 */
export function judgeRuns(
  rounds: readonly ProbedRound[],
  plan: Pick<Plan, 'rounds' | 'repeatSeconds' | 'runs'>,
  drift: readonly DriftPoint[],
): JudgedRuns {
  const byRound = rounds.map((round) => companyOf(round, rounds, drift));
  const company = byRound.flat();
  const quiet = company.filter((one) => one <= COMPANY).length;
  const wanted = runsOfRound(plan).atLeast;
  const whole = byRound.filter((round) => round.filter((one) => one <= COMPANY).length >= wanted).length;
  const wantsMore = mayRunAgain(rounds.length, whole, plan, drift);
  // As many as the plan wants count in any case: on a machine that is always busy, those beside which it was least so.
  const limit = Math.max(COMPANY, company.toSorted((a, b) => a - b)[plan.runs.atLeast - 1] ?? Infinity);
  const disturbedRuns = company.flatMap((one, i) => (one > limit ? [i] : []));
  if (company.length - quiet <= TOLD_ABOVE * company.length) {
    return { disturbedRuns, wantsMore, mark: undefined };
  }
  const told = `other work on the machine beside ${company.length - quiet} of ${company.length} runs`;
  const counted = company.length - disturbedRuns.length;
  const mark =
    counted === quiet ? `${told}, which do not count` : `${told}: the ${counted} least disturbed count`;
  return { disturbedRuns, wantsMore, mark };
}

/** How much longer the slower of each run's two probes took than probes of a machine left alone: 1 is not at all. */
function companyOf(
  round: ProbedRound,
  rounds: readonly ProbedRound[],
  drift: readonly DriftPoint[],
): number[] {
  const atSeconds = ({ before }: ProbedRound) => drift[before]?.atSeconds ?? 0;
  const near = rounds.filter((one) => Math.abs(atSeconds(one) - atSeconds(round)) <= NEAR_SECONDS);
  const paceMs = quietPace(near.flatMap(({ probes }) => probes));
  return round.samples.map((_, i) => Math.max(round.probes[2 * i]!, round.probes[2 * i + 1]!) / paceMs);
}
