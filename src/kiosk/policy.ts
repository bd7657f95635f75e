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
export const remedies = [
  /** Only told in the log: nothing that is shown depends on it. */
  'carry-on',
  'reopen-source',
  /** In a new worker and on a new device where the old ones are gone. */
  'reopen-model',
  /** In a new worker whatever the old one does; the last picture stays up meanwhile. */
  'recycle',
  'next-engine',
  'next-scene',
  'reload-page',
] as const;

export type Remedy = (typeof remedies)[number];

/** What a repair touches; there is one at a time for each. */
export type Area = 'source' | 'model' | 'page' | 'none';

export interface Policy {
  area: Area;
  /** For the first time in a row, the second, and so on; the last one repeats. */
  remedies: readonly Remedy[];
  /** The first repair is at once. What comes back waits this long, doubled with each repair that did not help. */
  firstWaitMs: number;
  longestWaitMs: number;
  /** A repair helped when the picture ran for longer than this since: some faults show again only after a while. */
  provenMs: number;
  /** For each such span in which the picture runs, one fault of the row is forgotten. */
  wellMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const source = inArea('source');
const model = inArea('model');
const page = inArea('page');

/** Waits and counts are chosen, not measured; bar:kiosk-faults shows that they are enough. */
export const policies: Readonly<Record<FaultKind, Policy>> = {
  'camera-ended': source(['reopen-source'], 500, 30 * SECOND),
  // A lens covered in the dark gives equal pixels too: rare tries do no harm. It takes seconds to be seen again.
  'camera-frozen': {
    ...source(['reopen-source', 'reopen-source', 'recycle'], 500, 5 * MINUTE),
    provenMs: 6 * SECOND,
    wellMs: 6 * SECOND,
  },
  'camera-missing': source(['reopen-source'], 500, 30 * SECOND),
  // Somebody has to allow it; asking seldom is enough.
  'camera-denied': source(['reopen-source'], 30 * SECOND, 10 * MINUTE),
  'clip-failed': source(['next-scene'], SECOND, MINUTE),
  'device-lost': model(['reopen-model', 'reopen-model', 'recycle', 'next-engine'], 500, MINUTE),
  'worker-stuck': model(['reopen-model', 'reopen-model', 'reopen-model', 'next-engine'], 500, MINUTE),
  'engine-failed': { ...model(['reopen-model', 'next-engine'], 500, MINUTE), wellMs: 10 * SECOND },
  'model-missing': model(['next-scene'], SECOND, MINUTE),
  'model-corrupt': model(['next-scene'], SECOND, MINUTE),
  network: model(['next-scene'], SECOND, MINUTE),
  // Looked at once a minute: what a new worker does not help against is seen by a few looks in a row.
  memory: {
    ...page(['recycle', 'reload-page'], MINUTE, 60 * MINUTE),
    provenMs: 5 * MINUTE,
    wellMs: 10 * MINUTE,
  },
  'picture-stuck': page(['reopen-model', 'recycle', 'next-engine', 'reload-page'], 5 * SECOND, 10 * MINUTE),
  'storage-full': { ...page(['carry-on'], 0, 0), area: 'none' },
};

/**
 * @param before faults of this kind in a row before this one.
 * @param unhelped repairs of this kind in a row that did not help.
 */
export function remedyOf(
  kind: FaultKind,
  before: number,
  unhelped: number,
): { remedy: Remedy; waitMs: number } {
  const { remedies, firstWaitMs, longestWaitMs } = policies[kind];
  const remedy = remedies[Math.min(before, remedies.length - 1)]!;
  const doublings = Math.max(0, unhelped - 1);
  const waitMs = before === 0 ? 0 : Math.min(firstWaitMs * 2 ** doublings, longestWaitMs);
  return { remedy, waitMs };
}

type Short = (remedies: readonly Remedy[], firstWaitMs: number, longestWaitMs: number) => Policy;

function inArea(area: Area): Short {
  return (remedies, firstWaitMs, longestWaitMs) => ({
    area,
    remedies,
    firstWaitMs,
    longestWaitMs,
    provenMs: 0,
    wellMs: 3 * SECOND,
  });
}
