/** One wall that lives through a plan of faults, one after another. */
import { launch } from '../bench-browser.ts';
import { printConditions } from '../bench-report.ts';
import type { KioskSite } from '../kiosk-site.ts';
import { fitLine } from '#core/fit-line.ts';
import { within } from '#tests/helpers/within.ts';
import { faults, type Fault, type FaultKind } from './faults.ts';
import { Wall, type Level } from './wall.ts';

/** The longest pause before a fault: with it they meet the kiosk at any point of its beats and ticks. */
const LONGEST_PAUSE_MS = 300;

/** The kiosk's own clock and ours are asked one after the other. */
const DRIFT_MS = 1_000;

const CLOSING_MS = 10_000;

/** Levels after the first: growth is that of the line through all of them. */
const LEGS = 5;

export interface Outcome {
  kind: FaultKind;
  /** From the fault until a new result is on the screen. */
  backMs: number;
  /** Of that, creating a session. */
  createMs: number;
  problem: string | undefined;
}

export interface SoakOptions {
  site: KioskSite;
  /** Of the configuration. */
  path: string;
  /** The model file that faults break. */
  fragile: string;
  plan: readonly FaultKind[];
  /** So many faults come before the first level is taken: whatever is loaded late has been loaded then. */
  warm: number;
  random: () => number;
  isGpu: boolean;
  /** By performance.now(); what is not committed by then counts as not survived. */
  endMs: number;
  /** Prints each fault. */
  isWordy: boolean;
}

export interface Soak {
  outcomes: Outcome[];
  /** Of the line (least squares) through the levels, from the first to the last, as a share; by what is held. */
  growths: Partial<Record<keyof Level, number>>;
  /** Looks at which neither the live picture nor the last one was in front. */
  bare: number;
}

export async function soak(options: SoakOptions): Promise<Soak> {
  const { site, path, fragile, plan, warm, random, isGpu, endMs, isWordy } = options;
  const browser = await launch({ webgpu: isGpu });
  const outcomes: Outcome[] = [];
  const growths: Soak['growths'] = {};
  let bare = 0;
  try {
    const wall = await Wall.open(browser, site, path, fragile);
    printConditions(browser, [`${path}: ${plan.length} faults`]);
    const levels: { at: number; level: Level }[] = [];
    const measure = async (at: number) => levels.push({ at, level: await wall.level() });
    const leg = Math.ceil((plan.length - warm) / LEGS);
    for (const [index, kind] of plan.entries()) {
      if (performance.now() > endMs) throw new Error('out of time');
      if (index >= warm && (index - warm) % leg === 0) await measure(index);
      await wall.wait(random() * LONGEST_PAUSE_MS);
      const outcome = await survive(wall, kind);
      outcomes.push(outcome);
      const { backMs, createMs, problem } = outcome;
      if (problem || isWordy)
        console.log(
          `  ${index} ${kind}: ${problem ?? `${Math.round(backMs)} ms, of it ${Math.round(createMs)}`}`,
        );
    }
    await measure(plan.length);
    for (const key of Object.keys(levels[0]!.level) as (keyof Level)[]) {
      const values = levels.map(({ level }) => level[key]);
      const line = fitLine(levels.map(({ at }, i) => ({ x: at, y: values[i]! })));
      const [from, to] = [line(warm), line(plan.length)];
      growths[key] = from === 0 ? to : to / from - 1;
      console.log(`  ${key}: ${values.join(', ')} (${(growths[key] * 100).toFixed(2)} %)`);
    }
    ({ bare } = await wall.fronts());
  } catch (error) {
    const problem = `the soak ended early: ${String(error).split('\n')[0]}`;
    console.log(`  ${problem}`);
    for (const kind of plan.slice(outcomes.length))
      outcomes.push({ kind, backMs: NaN, createMs: 0, problem });
  } finally {
    await within(CLOSING_MS, 'closing the browser', browser.close()).catch(console.error);
  }
  return { outcomes, growths, bare };
}

async function survive(wall: Wall, kind: FaultKind): Promise<Outcome> {
  const fault: Fault = faults[kind];
  const { said, leadsOn } = fault;
  const before = await wall.state();
  const startMs = performance.now();
  let problem: string | undefined;
  try {
    const told = () => (said === undefined ? Promise.resolve() : wall.told(said, before.total));
    await fault.commit(wall, told);
    await told();
    await wall.back();
  } catch (error) {
    problem = String(error).split('\n')[0];
  }
  const backMs = performance.now() - startMs;
  const after = await wall.state();
  const createMs = after.opened > before.opened ? after.createMs : 0;
  const scene = before.scene + (leadsOn ? 2 : 0);
  if (after.scene !== scene) problem ??= `scene ${after.scene} instead of ${scene}`;
  const driftMs = after.elapsedMs - before.elapsedMs - (after.nowMs - before.nowMs);
  if (!leadsOn && Math.abs(driftMs) > DRIFT_MS)
    problem ??= `the position is off by ${Math.round(driftMs)} ms`;
  if (wall.loads > 0) problem ??= 'the page was loaded anew';
  return { kind, backMs, createMs, problem };
}
