/** Cells that take turns on the machine, each in a worker of its own that waits meanwhile. */
import { shuffled, type MersenneTwister } from './mersenne-twister.ts';
import { addPressure, noPressure, type Pressure } from './pressure.ts';
import type { Result } from './report.ts';
import { shortened } from './summary.ts';
import type { Lap } from './watchers.ts';

type Work = AsyncGenerator<void, Result, void>;

export interface TurnEvents {
  /** Draws the order of each round after the first, which is as given. */
  random: MersenneTwister;
  signal: AbortSignal;
  before: (place: number, isFirst: boolean) => Promise<void>;
  /** What befell the machine in the turn that just ended. */
  lap: () => Promise<Lap>;
  ended: (place: number, result: Result) => Promise<void>;
  /** ISO 8601: of the run. */
  startedAt: string;
}

/** One cell of those that take turns. */
interface Member {
  place: number;
  work: Work;
  atSeconds: number | undefined;
  tookMs: number;
  marks: Set<string>;
  pressure: Pressure | undefined;
}

/** Runs all to their results, or until cancelled; then what did not end is closed without one. */
export async function takeTurns(works: ReadonlyMap<number, Work>, events: TurnEvents): Promise<void> {
  const { random, signal } = events;
  let members = [...works].map(([place, work]): Member => {
    return { place, work, atSeconds: undefined, tookMs: 0, marks: new Set(), pressure: undefined };
  });
  try {
    while (members.length > 0 && !signal.aborted) {
      const waiting: Member[] = [];
      for (const member of members) {
        if (signal.aborted || !(await turn(member, events))) waiting.push(member);
      }
      members = shuffled(waiting, random);
    }
  } finally {
    // A generator that is not asked again would keep its worker.
    for (const { work } of members) await work.return(undefined as never);
  }
}

/** True once the member's result is there. */
async function turn(member: Member, events: TurnEvents): Promise<boolean> {
  const { place, work } = member;
  await events.before(place, member.atSeconds === undefined);
  member.atSeconds ??= shortened((Date.now() - Date.parse(events.startedAt)) / 1000);
  const startMs = performance.now();
  const { done, value } = await work.next();
  member.tookMs += performance.now() - startMs;
  const { marks, pressure } = await events.lap();
  for (const mark of marks) member.marks.add(mark);
  if (pressure) member.pressure = addPressure(member.pressure ?? noPressure(), pressure);
  if (!done) return false;
  await events.ended(place, finished(member, value));
  return true;
}

function finished({ atSeconds, tookMs, marks: seen, pressure }: Member, result: Result): Result {
  const marks = [...(result.marks ?? []), ...seen];
  if (result.status === 'skipped') return result;
  return {
    ...result,
    ...(atSeconds === undefined ? {} : { atSeconds }),
    tookSeconds: shortened(tookMs / 1000),
    ...(pressure ? { pressure: shortenedPressure(pressure) } : {}),
    ...(marks.length > 0 ? { marks } : {}),
  };
}

function shortenedPressure({ nominal, fair, serious, critical }: Pressure): Pressure {
  return {
    nominal: shortened(nominal),
    fair: shortened(fair),
    serious: shortened(serious),
    critical: shortened(critical),
  };
}
