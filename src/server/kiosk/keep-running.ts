import { setTimeout as sleep } from 'node:timers/promises';
import type { Beat } from '#kiosk/beat.ts';
import { BackOff, Watch, type Limits } from './watch.ts';

export interface RunningBrowser {
  /** Resolves with the reason when it ended or its page crashed. */
  ended: Promise<string>;
  /** Ends it, by force where it does not go by itself. */
  close(): Promise<void>;
}

/** Opens the page; `onBeat` gets its heart-beats. */
export type Opener = (onBeat: (beat: Beat) => void) => Promise<RunningBrowser>;

const LOOK_MS = 500;

/** Keeps a browser with the page open until `signal` aborts, whatever happens to either. */
export async function keepRunning(
  open: Opener,
  limits: Limits,
  log: (what: string, why: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const backOff = new BackOff();
  while (!signal.aborted) {
    const startedMs = performance.now();
    const why = await runOnce(open, limits, log, signal);
    if (signal.aborted) break;
    const waitMs = backOff.next(performance.now() - startedMs);
    log('ended', `${why} Again in ${waitMs / 1000} s.`);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
  log('stopped', 'As asked.');
}

/** @returns why it is no more. */
async function runOnce(
  open: Opener,
  limits: Limits,
  log: (what: string, why: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const watch = new Watch(limits, performance.now());
  let isFirst = true;
  let browser: RunningBrowser;
  try {
    browser = await open((beat) => {
      watch.beat(beat, performance.now());
      if (isFirst) log('alive', `The page beats; in front is ${beat.front}.`);
      isFirst = false;
    });
  } catch (error) {
    return `The browser did not start: ${String(error).split('\n')[0]}.`;
  }
  log('started', 'The browser runs.');
  const done = new AbortController();
  try {
    return await Promise.race([browser.ended, complaint(watch, AbortSignal.any([signal, done.signal]))]);
  } finally {
    done.abort();
    await browser.close();
  }
}

async function complaint(watch: Watch, signal: AbortSignal): Promise<string> {
  while (!signal.aborted) {
    const why = watch.complaint(performance.now());
    if (why !== undefined) return why;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
  return 'As asked.';
}
