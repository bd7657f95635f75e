/** What outlives a reload of the wall. Storage may be full or forbidden: then only that is lost, and it is told. */
import * as v from 'valibot';
import type { Tries, TriesStore } from '#kiosk/pin-gate.ts';
import { remedies } from '#kiosk/policy.ts';
import type { Kept } from '#kiosk/supervisor.ts';

const STATE = 'vitrine-kiosk-state';
const TRIES = 'vitrine-kiosk-tries';
const CONFIGURATION = 'vitrine-kiosk-configuration';

const position = v.object({ scene: v.string(), elapsedMs: v.number() });
const keptSchema = v.object({
  position: v.object({
    part: v.picklist(['attract', 'visit']),
    playlist: position,
    attract: v.optional(position),
  }),
  nightlyDoneOn: v.optional(v.string()),
  log: v.array(
    v.object({
      atMs: v.number(),
      what: v.string(),
      why: v.string(),
      value: v.exactOptional(v.union([v.string(), v.number()])),
      remedy: v.exactOptional(v.picklist(remedies)),
      waitS: v.exactOptional(v.number()),
      picture: v.exactOptional(v.string()),
    }),
  ),
});
const triesSchema = v.object({ failed: v.number(), lastMs: v.number() });

export function loadKept(): Kept | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), keptSchema), read(STATE));
  if (!parsed.success) return undefined;
  const { position: at, nightlyDoneOn, log } = parsed.output;
  return { position: { ...at, attract: at.attract }, nightlyDoneOn, log };
}

/** Throws what the storage throws. */
export function saveKept(kept: Kept): void {
  localStorage.setItem(STATE, JSON.stringify(kept));
}

export const keptTries: TriesStore = {
  load(): Tries | undefined {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), triesSchema), read(TRIES));
    return parsed.success ? parsed.output : undefined;
  },
  save(tries: Tries): void {
    try {
      localStorage.setItem(TRIES, JSON.stringify(tries));
    } catch {
      // The count then holds until the next load only: no reason to lock the operator out.
    }
  },
};

/** The text of the last configuration that ran, for when its address does not answer. */
export const keptConfiguration = {
  load: (): string | undefined => read(CONFIGURATION),
  save(text: string): void {
    try {
      localStorage.setItem(CONFIGURATION, text);
    } catch {
      // It is read from its address again at the next load.
    }
  },
};

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
