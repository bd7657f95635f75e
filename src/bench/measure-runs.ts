/** Warm-up until steady, then the runs that count. Pure: the clock and the run are the caller's. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Company } from './company.ts';
import type { Plan } from './plan.ts';
import { median } from './statistics.ts';

/**
 * Steady: the medians of the last five runs and of the five before differ by less than this. Shaders and WASM are
 * compiled by then, and clocks have risen; 5 % is twice what quiet machines show between two such windows (guessed).
 */
export const STEADY_WITHIN = 0.05;
const WINDOW = 5;

/** Runs after others ran that do not count (guessed: one fills the caches, one finds them full). */
const AGAIN = 2;

/** A run must be so many steps of the clock long, or the step is seen in the figure: of ten, half a step is 5 %. */
const LEAST_STEPS = 10;

/** A long measurement of a fast model would make millions of samples: it ends here. */
const MOST_RUNS = 20_000;

export interface Measuring {
  runs: Plan['runs'];
  /** One run, resolving when its results are there. */
  run: () => Promise<void>;
  /** Milliseconds, like performance.now. */
  now: () => number;
  /** Between runs: lets the worker hear messages. Not timed. */
  pause: () => Promise<void>;
  clockStepMs: number;
  /** Others ran meanwhile: it was steady before, and only its place in the caches is to be won back. */
  isAgain?: boolean;
  /** Of runs that compute in this very thread: what else runs beside them. */
  company?: Company | undefined;
  /** So much longer than the plan says it may take until enough runs were left alone. */
  patienceMs?: number;
  /** After each run that counts. */
  onSample?: (count: number) => void;
}

export interface Measured {
  warmUp: { runs: number; ms: number; steady: boolean };
  samples: number[];
  /** What the probe took before and after each sample; empty where nothing probes. */
  probes: number[];
}

/** Throws VitrineError('unsupported') where the clock goes back or is too coarse for runs so short. */
export async function measureRuns(measuring: Measuring): Promise<Measured> {
  const { runs, now, pause, company, isAgain = false } = measuring;
  const isWarm = () => (isAgain ? warm.length >= AGAIN : isSteady(warm));
  const startMs = now();
  const warm: number[] = [];
  while (!isWarm() && now() - startMs < runs.warmUpSeconds * 1000) {
    company?.look();
    warm.push(await timed(measuring));
    await pause();
  }
  const warmUp = { runs: warm.length, ms: now() - startMs, steady: isWarm() };
  const found = await (company ? runsLeftAlone(measuring, company) : runsAsTheyCome(measuring));
  requireFineClock(found.samples, measuring.clockStepMs);
  return { warmUp, ...found };
}

type Found = Pick<Measured, 'samples' | 'probes'>;

async function runsAsTheyCome(measuring: Measuring): Promise<Found> {
  const { runs, now, pause, onSample } = measuring;
  const samples: number[] = [];
  const fromMs = now();
  while (
    samples.length < MOST_RUNS &&
    (samples.length < runs.atLeast || now() - fromMs < runs.seconds * 1000)
  ) {
    samples.push(await timed(measuring));
    onSample?.(samples.length);
    await pause();
  }
  return { samples, probes: [] };
}

/** Each between two probes; begun while the machine is left alone, for as long as there is patience. */
async function runsLeftAlone(measuring: Measuring, company: Company): Promise<Found> {
  const { runs, now, pause, onSample, patienceMs = 0 } = measuring;
  const samples: number[] = [];
  const probes: number[] = [];
  const quiet = { count: 0, ms: 0 };
  company.recall();
  const fromMs = now();
  const isOver = () => now() - fromMs >= runs.seconds * 1000 + patienceMs;
  const isEnough = () => quiet.count >= runs.atLeast && quiet.ms >= runs.seconds * 1000;
  while (samples.length < MOST_RUNS && !isEnough() && (samples.length < runs.atLeast || !isOver())) {
    const beforeMs = await company.wait(pause, isOver);
    const runMs = now();
    samples.push(await timed(measuring));
    const afterMs = company.look();
    probes.push(beforeMs, afterMs);
    if (company.isQuiet(beforeMs) && company.isQuiet(afterMs)) {
      quiet.count++;
      quiet.ms += now() - runMs;
    }
    onSample?.(samples.length);
    await pause();
  }
  return { samples, probes };
}

/** The rule of the method page: two windows of five runs whose medians are alike. */
export function isSteady(timesMs: readonly number[]): boolean {
  if (timesMs.length < 2 * WINDOW) return false;
  const last = median(timesMs.slice(-WINDOW));
  const before = median(timesMs.slice(-2 * WINDOW, -WINDOW));
  return Math.abs(last - before) <= STEADY_WITHIN * before;
}

async function timed({ run, now }: Measuring): Promise<number> {
  const startMs = now();
  await run();
  const tookMs = now() - startMs;
  if (tookMs < 0) {
    throw new VitrineError(
      'unsupported',
      `The clock went back by ${-tookMs} ms during a run: its figures cannot be trusted. Run the bench again.`,
    );
  }
  return tookMs;
}

function requireFineClock(samples: readonly number[], clockStepMs: number): void {
  const typical = median(samples);
  if (typical >= LEAST_STEPS * clockStepMs) return;
  throw new VitrineError(
    'unsupported',
    `The clock moves in steps of ${Number(clockStepMs.toPrecision(2))} ms, too coarse for runs of ${typical.toPrecision(3)} ms: serve the page cross-origin isolated, or choose a larger input.`,
  );
}

/** The smallest step that `now` makes, in milliseconds. */
export function clockStep(now: () => number): number {
  let least = Infinity;
  let before = now();
  // So many changes that a preempted one does not decide.
  for (let changes = 0, looks = 0; changes < 50 && looks < 5_000_000; looks++) {
    const at = now();
    if (at > before) {
      least = Math.min(least, at - before);
      changes++;
    }
    before = at;
  }
  return least;
}
