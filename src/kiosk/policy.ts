/** What is done about each kind of fault. A kiosk never gives up: waits grow up to a bound, and the last remedy repeats. */

export const faultKinds = [
  'camera-ended',
  'camera-frozen',
  'camera-missing',
  'camera-denied',
  'clip-failed',
  'device-lost',
  'worker-stuck',
  'engine-failed',
  'model-missing',
  'model-corrupt',
  'network',
  'memory',
  'picture-stuck',
  'storage-full',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** From the gentlest to the roughest. */
export type Remedy =
  /** Only told in the log: nothing that is shown depends on it. */
  | 'carry-on'
  | 'reopen-source'
  /** In a new worker and on a new device where the old ones are gone. */
  | 'reopen-model'
  /** In a new worker whatever the old one does; the last picture stays up meanwhile. */
  | 'recycle'
  | 'next-engine'
  | 'next-scene'
  | 'reload-page';

/** What a repair touches; there is one at a time for each. */
export type Area = 'source' | 'model' | 'page' | 'none';

export interface Policy {
  area: Area;
  /** For the first time in a row, the second, and so on; the last one repeats. */
  remedies: readonly Remedy[];
  /** The first remedy is at once, the second after this, doubled each time. */
  firstWaitMs: number;
  longestWaitMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Waits and counts are chosen, not measured; bar:kiosk-faults shows that they are enough. */
export const policies: Readonly<Record<FaultKind, Policy>> = {
  'camera-ended': source(['reopen-source'], 500, 30 * SECOND),
  // A lens covered in the dark gives equal pixels too: rare tries do no harm.
  'camera-frozen': source(['reopen-source', 'reopen-source', 'recycle'], 500, 5 * MINUTE),
  'camera-missing': source(['reopen-source'], 500, 30 * SECOND),
  // Somebody has to allow it; asking seldom is enough.
  'camera-denied': source(['reopen-source'], 30 * SECOND, 10 * MINUTE),
  'clip-failed': source(['next-scene'], SECOND, MINUTE),
  'device-lost': model(['reopen-model', 'reopen-model', 'recycle', 'next-engine'], 500, MINUTE),
  'worker-stuck': model(['reopen-model', 'reopen-model', 'reopen-model', 'next-engine'], 500, MINUTE),
  'engine-failed': model(['reopen-model', 'next-engine'], 500, MINUTE),
  'model-missing': model(['next-scene'], SECOND, MINUTE),
  'model-corrupt': model(['next-scene'], SECOND, MINUTE),
  network: model(['next-scene'], SECOND, MINUTE),
  memory: {
    area: 'page',
    remedies: ['recycle', 'reload-page'],
    firstWaitMs: MINUTE,
    longestWaitMs: 60 * MINUTE,
  },
  'picture-stuck': {
    area: 'page',
    remedies: ['reopen-model', 'recycle', 'next-engine', 'reload-page'],
    firstWaitMs: 5 * SECOND,
    longestWaitMs: 10 * MINUTE,
  },
  'storage-full': { area: 'none', remedies: ['carry-on'], firstWaitMs: 0, longestWaitMs: 0 },
};

/** @param before faults of this kind in a row before this one. */
export function remedyOf(kind: FaultKind, before: number): { remedy: Remedy; waitMs: number } {
  const { remedies, firstWaitMs, longestWaitMs } = policies[kind];
  const remedy = remedies[Math.min(before, remedies.length - 1)]!;
  const waitMs = before === 0 ? 0 : Math.min(firstWaitMs * 2 ** (before - 1), longestWaitMs);
  return { remedy, waitMs };
}

function source(remedies: readonly Remedy[], firstWaitMs: number, longestWaitMs: number): Policy {
  return { area: 'source', remedies, firstWaitMs, longestWaitMs };
}

function model(remedies: readonly Remedy[], firstWaitMs: number, longestWaitMs: number): Policy {
  return { area: 'model', remedies, firstWaitMs, longestWaitMs };
}
