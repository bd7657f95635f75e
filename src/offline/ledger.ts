/**
 * Which build is served. A new build is on trial until one of its pages says that it works; the last good one is kept
 * meanwhile and served again when it does not. Pure: the service worker stores what these functions return.
 */
import type { Build } from './build.ts';

/** A page of a build on trial that has not even started after this is broken (chosen: ten times what a slow machine takes). */
export const ALIVE_MS = 30_000;

/** Until it must have shown what it has to show; sessions on slow machines take half a minute (chosen). */
export const GOOD_MS = 120_000;

/** A build that needs more loads than this to pass fails by itself, e.g. one that crashes its page (chosen). */
const MOST_LOADS = 3;

const MOST_REFUSALS = 10;

export interface Trial {
  id: string;
  /** Since the first page was opened in it; wall clock. */
  sinceMs: number | undefined;
  loads: number;
  isAlive: boolean;
  /** Ids of the pages that were opened in it: only their word counts. */
  clients: readonly string[];
}

export interface Refusal {
  id: string;
  why: string;
  atMs: number;
}

export interface Ledger {
  good: Build | undefined;
  trial: Trial | undefined;
  refused: readonly Refusal[];
}

export const emptyLedger: Ledger = { good: undefined, trial: undefined, refused: [] };

export type Word = { say: 'alive' | 'good' } | { say: 'failed'; why: string };

/** The service worker of `own` takes over. The first build of all has nothing to go back to. */
export function begin(ledger: Ledger, own: Build): Ledger {
  if (!ledger.good || ledger.good.id === own.id) return { ...ledger, good: own, trial: undefined };
  if (isRefused(ledger, own)) return { ...ledger, trial: undefined };
  const trial = { id: own.id, sinceMs: undefined, loads: 0, isAlive: false, clients: [] };
  return { ...ledger, trial };
}

export function serving(ledger: Ledger, own: Build): Build {
  return ledger.good && isRefused(ledger, own) ? ledger.good : own;
}

/** A page is about to be opened. */
export function opens(ledger: Ledger, client: string, nowMs: number): Ledger {
  const now = looks(ledger, nowMs);
  const { trial } = now;
  if (!trial) return now;
  const loads = trial.loads + 1;
  if (loads > MOST_LOADS) return refuse(now, `Not good after ${MOST_LOADS} loads.`, nowMs);
  const clients = [...trial.clients, client];
  return { ...now, trial: { ...trial, sinceMs: trial.sinceMs ?? nowMs, loads, clients } };
}

/** A page says how it does. */
export function hears(ledger: Ledger, client: string, word: Word, own: Build, nowMs: number): Ledger {
  const { trial } = ledger;
  if (!trial?.clients.includes(client)) return ledger;
  switch (word.say) {
    case 'alive':
      return { ...ledger, trial: { ...trial, isAlive: true } };
    case 'good':
      return { ...ledger, good: own, trial: undefined };
    case 'failed':
      return refuse(ledger, word.why, nowMs);
  }
}

/** Time has passed. A clock that was set lets a trial begin anew. */
export function looks(ledger: Ledger, nowMs: number): Ledger {
  const { trial } = ledger;
  if (trial?.sinceMs === undefined) return ledger;
  const passedMs = nowMs - trial.sinceMs;
  if (passedMs < 0) return { ...ledger, trial: { ...trial, sinceMs: nowMs } };
  if (!trial.isAlive && passedMs >= ALIVE_MS)
    return refuse(ledger, `Its page did not start in ${ALIVE_MS / 1000} s.`, nowMs);
  if (passedMs >= GOOD_MS) return refuse(ledger, `It showed nothing in ${GOOD_MS / 1000} s.`, nowMs);
  return ledger;
}

function refuse(ledger: Ledger, why: string, atMs: number): Ledger {
  const { trial, refused } = ledger;
  if (!trial) return ledger;
  return {
    ...ledger,
    trial: undefined,
    refused: [...refused, { id: trial.id, why, atMs }].slice(-MOST_REFUSALS),
  };
}

function isRefused({ refused }: Ledger, { id }: Build): boolean {
  return refused.some((one) => one.id === id);
}
