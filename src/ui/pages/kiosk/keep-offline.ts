/** Makes a running wall independent of its network, and its updates safe. Loaded after the wall is up. */
import type { Conductor } from '#kiosk/conductor.ts';
import type { Cause } from '#kiosk/event-log.ts';
import type { NeededFile } from '#kiosk/needed-files.ts';
import type { Supervisor } from '#kiosk/supervisor.ts';
import { keepFiles } from '#offline/keep-files.ts';
import { Offline, stateOfWorker } from '#offline/offline.ts';
import type { Session } from '#session/session-state.ts';

const LOOK_MS = 500;

/** A result not older than this is a running picture (as the wall has it). */
const FRESH_MS = 2_500;

/** The first visit: downloads wait for the picture, but not for ever (chosen). */
const PATIENCE_MS = 60_000;

/** Set before the one reload that gives a page its headers by the worker, so that there is no second. */
const ISOLATED = 'vitrine-isolated';

/** When a newer build did not take over: it is offered again after a while, and the wall not loaded over and over. */
const SWITCH_FAILED = 'vitrine-switch-failed';
const AGAIN_MS = 600_000;

interface Wall {
  session: Session;
  supervisor: Supervisor;
  conductor: Conductor;
  /** Asked once the page can be kept. */
  needed: () => Promise<NeededFile[]>;
}

/** Undefined where there are no service workers. What happens is told in the log. */
export async function keepOffline(wall: Wall): Promise<Offline | undefined> {
  const { supervisor } = wall;
  const tell: Tell = (what, why, value) => supervisor.log.add(Date.now(), what, why, { value });
  const isFirst = !navigator.serviceWorker?.controller;
  try {
    // A build on trial must be heard at once; a first visit shows its picture first.
    if (isFirst) await works(wall, PATIENCE_MS);
    const offline = await Offline.start();
    if (!offline) return undefined;
    void tellTrial(offline, wall, tell);
    offline.addEventListener('update', () => takeUpdate(supervisor, tell));
    offline.addEventListener('failed', () => tell('update-failed', 'newer-not-whole' satisfies Cause));
    if (offline.hasUpdate) takeUpdate(supervisor, tell);
    void keep(offline, wall, tell);
    return offline;
  } catch (error) {
    tell('offline-failed', String(error));
    return undefined;
  }
}

/** The page is about to be loaded anew: from a newer build, where one waits. */
export async function switchBuild(offline: Offline | undefined): Promise<void> {
  if (!offline?.hasUpdate || (await offline.switch())) return;
  sessionStorage.setItem(SWITCH_FAILED, String(Date.now()));
}

/** `why`: a cause, with its value, or what was said. */
type Tell = (what: string, why: string, value?: string) => void;

function takeUpdate(supervisor: Supervisor, tell: Tell): void {
  const waitMs = Number(sessionStorage.getItem(SWITCH_FAILED) ?? -Infinity) + AGAIN_MS - Date.now();
  tell('update-ready', 'when-nobody' satisfies Cause);
  setTimeout(() => supervisor.offerUpdate(), Math.min(AGAIN_MS, Math.max(0, waitMs)));
}

async function tellTrial(offline: Offline, wall: Wall, tell: Tell): Promise<void> {
  offline.say({ say: 'alive' });
  const known = new Set(wall.supervisor.log.entries.map(({ why }) => why));
  for (const { id, why, atMs } of (await stateOfWorker())?.refused ?? []) {
    const line = `Build ${id} on ${new Date(atMs).toISOString()}: ${why}`;
    if (!known.has(line)) tell('rolled-back', line);
  }
  if (await works(wall)) offline.say({ say: 'good' });
}

/** The self-test: a result is on the screen, or nothing is to be; a missing camera is not the build's fault. */
async function works({ conductor, session }: Wall, limitMs = Infinity): Promise<boolean> {
  let hasBeat = false;
  session.addEventListener('beat', () => (hasBeat = true), { once: true });
  const sinceMs = performance.now();
  while (performance.now() - sinceMs < limitMs) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const isExcused = hasBeat && session.state.source.error !== undefined;
    if (!conductor.scene || conductor.resultAgeMs < FRESH_MS || isExcused) return true;
  }
  return false;
}

async function keep(offline: Offline, wall: Wall, tell: Tell): Promise<void> {
  if (!(await offline.isKept())) return tell('offline-failed', 'build-not-whole' satisfies Cause);
  const { kept, bytes, failed, isFull } = await keepFiles(await wall.needed());
  const size = `${kept}, ${Math.round(bytes / 1e6)} MB`;
  if (failed.length === 0) tell('kept', 'kept-files' satisfies Cause, size);
  else
    tell(
      'keep-failed',
      `Files kept: ${size}; not ${failed.map(({ path, why }) => `${path} (${why})`).join(', ')}`,
    );
  if (isFull) {
    const at = { nowMs: performance.now(), wallMs: Date.now() };
    wall.supervisor.fault('storage-full', 'not-all-kept' satisfies Cause, at);
  }
  isolate();
}

/** A host without headers: pages that come from the worker have them. */
function isolate(): void {
  if (crossOriginIsolated || sessionStorage.getItem(ISOLATED)) return;
  sessionStorage.setItem(ISOLATED, 'asked');
  location.reload();
}
