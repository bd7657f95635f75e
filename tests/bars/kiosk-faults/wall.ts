/** A kiosk in a browser, driven and watched by bar:kiosk-faults. Nothing here waits for ever. */
import type { Browser, CDPSession, Page } from 'playwright';
import type { Conductor } from '#kiosk/conductor.ts';
import type { Supervisor } from '#kiosk/supervisor.ts';
import type { LiveSession } from '#session/live-session.ts';
import { within } from '#tests/helpers/within.ts';
import type { KioskSite, ModelFault } from '../kiosk-site.ts';
import { breakable, type FaultyPage } from './breakable.ts';
import { heldBytes } from './heap.ts';
import { WorkerDebugger } from './worker-debugger.ts';

declare const window: {
  faulty: FaultyPage;
  kiosk: { front: string; session: LiveSession; supervisor: Supervisor; conductor: Conductor };
  /** How often there was no picture in front, of how many looks. */
  fronts: { looks: number; bare: number };
  /** Reports of models that were opened. */
  opened: number;
};

/** A page that does not answer a question in this time is stuck itself (chosen). */
const ANSWER_MS = 15_000;

/** Longer than any repair here: a fault that is not mended by then was not survived. */
const PATIENCE_MS = 30_000;

/** A software adapter on a busy machine takes so long until the first result. */
const OPENING_MS = 120_000;

/** Until the worker has chosen how to bring frames in, it holds what it tries. */
const SETTLED_RESULTS = 20;

/** What one collection finalises is gone with the next. */
const FINALISING_MS = 200;

/** Listeners and nodes are counted so often. */
const LOOKS = 5;

export interface WallState {
  scene: number;
  elapsedMs: number;
  nowMs: number;
  /** Entries of the log ever made. */
  total: number;
  /** Models opened so far, and what the newest took to create its session, in ms. */
  opened: number;
  createMs: number;
}

/** What is held when all is well. */
export type Level = Record<
  'heap bytes of the page' | 'heap bytes of the worker' | 'listeners' | 'nodes' | 'workers' | 'GPU bytes',
  number
>;

/** A wall that has run for days: its log is full, so that what is added takes the place of something. */
function fillLog(): void {
  const entry = { atMs: Date.now(), what: 'camera-ended', why: 'The camera stopped. reopen-source' };
  const log = Array.from({ length: 500 }, () => entry);
  const position = { part: 'attract', playlist: { scene: 'scene-0', elapsedMs: 0 } };
  localStorage.setItem('vitrine-kiosk-state', JSON.stringify({ position, log }));
}

export class Wall {
  readonly #page: Page;
  readonly #site: KioskSite;
  readonly #cdp: CDPSession;
  readonly #worker: WorkerDebugger;
  /** The model file that faults break. */
  readonly #fragile: string;
  /** Loads of the page after the first. */
  loads = 0;

  private constructor(page: Page, site: KioskSite, cdp: CDPSession, worker: WorkerDebugger, fragile: string) {
    this.#page = page;
    this.#site = site;
    this.#cdp = cdp;
    this.#worker = worker;
    this.#fragile = fragile;
    page.on('load', () => this.loads++);
  }

  static async open(browser: Browser, site: KioskSite, path: string, fragile: string): Promise<Wall> {
    // A service worker would hide faults of the network and of models from the page.
    const context = await browser.newContext({
      viewport: { width: 640, height: 400 },
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => {
      if (!error.message.includes('on purpose')) console.error(`page: ${error.message}`);
    });
    // tsx names functions by a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (f) => f');
    await page.addInitScript(breakable);
    await page.addInitScript(fillLog);
    await page.goto(`${site.url}/kiosk?config=${path}`, { timeout: PATIENCE_MS });
    await page.waitForSelector('vt-kiosk', { timeout: PATIENCE_MS });
    const cdp = await context.newCDPSession(page);
    const wall = new Wall(page, site, cdp, await WorkerDebugger.of(cdp), fragile);
    await wall.ask(() => {
      const kiosk = document.querySelector('vt-kiosk') as unknown as typeof window.kiosk;
      Object.assign(window, { kiosk, fronts: { looks: 0, bare: 0 }, opened: 0 });
      let newest: unknown;
      kiosk.session.addEventListener('statechange', () => {
        const { report } = kiosk.session.state.model;
        if (report && report !== newest) window.opened++;
        newest = report ?? newest;
      });
    });
    await wall.back(OPENING_MS);
    // From here on the picture is never to be gone. The wall looks a few times a second for what is in front.
    await wall.until('the first picture is in front', () => window.kiosk.front === 'live');
    await wall.ask(() => {
      setInterval(() => {
        window.fronts.looks++;
        if (window.kiosk.front !== 'live' && window.kiosk.front !== 'held') window.fronts.bare++;
      }, 50);
    });
    return wall;
  }

  /** Evaluates in the page, with a limit of time. */
  ask<T, A>(question: (argument: A) => T | Promise<T>, argument?: A, limitMs = ANSWER_MS): Promise<T> {
    return within(limitMs, 'an answer of the page', this.#page.evaluate(question as never, argument));
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** Resolves when the log has said `what` after its first `total` entries. */
  told(what: string, total: number): Promise<void> {
    return this.until(
      `the log says ${what}`,
      ({ what, total }) => {
        const { log } = window.kiosk.supervisor;
        const added = log.total - total;
        return added > 0 && log.entries.slice(-added).some((entry) => entry.what === what);
      },
      { what, total },
    );
  }

  /** Resolves when `isSo`, asked in the page, is true. */
  async until<A>(name: string, isSo: (argument: A) => boolean, argument?: A): Promise<void> {
    const wait = this.#page.waitForFunction(isSo as never, argument, { polling: 10, timeout: PATIENCE_MS });
    try {
      await within(PATIENCE_MS + ANSWER_MS, name, wait);
    } catch {
      throw new Error(`not within ${PATIENCE_MS / 1000} s that ${name}: ${await this.#picture()}`);
    }
  }

  /** Resolves when a result of this very moment is on the screen. */
  async back(patienceMs = PATIENCE_MS): Promise<void> {
    const isBack = await this.ask(
      (limitMs) =>
        new Promise<boolean>((resolve) => {
          const { session, conductor } = window.kiosk;
          const give = setTimeout(() => done(false), limitMs);
          const look = () => {
            if (conductor.resultAgeMs <= 5) done(true);
          };
          const done = (isBack: boolean) => {
            clearTimeout(give);
            session.removeEventListener('frame', look);
            resolve(isBack);
          };
          session.addEventListener('frame', look);
        }),
      patienceMs,
      patienceMs + ANSWER_MS,
    );
    if (!isBack) throw new Error(`no result for ${patienceMs / 1000} s: ${await this.#picture()}`);
  }

  /** What is held once the picture has run undisturbed for a while, after collections. */
  async level(): Promise<Level> {
    for (let i = 0; i < SETTLED_RESULTS; i++) await this.back();
    const command = <T>(answer: Promise<T>) => within(ANSWER_MS, 'an answer of the debugger', answer);
    await command(this.#cdp.send('HeapProfiler.enable'));
    const collect = async () => {
      await command(this.#cdp.send('HeapProfiler.collectGarbage'));
      await this.wait(FINALISING_MS);
    };
    await collect();
    const pageBytes = await command(heldBytes(this.#cdp));
    // The debugger holds the worker meanwhile: a page that is awake would take it to be stuck.
    await this.ask(() => window.faulty.sleep(true));
    const workerBytes = await command(heldBytes(this.#worker));
    await this.ask(() => window.faulty.sleep(false));
    await this.back();
    await command(this.#cdp.send('Performance.enable'));
    // What waits for a collection, ours or Playwright's, is there in some looks; what is held is there in all.
    let [listeners, nodes] = [Infinity, Infinity];
    for (let look = 0; look < LOOKS; look++) {
      await collect();
      const { metrics } = await command(this.#cdp.send('Performance.getMetrics'));
      const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? NaN;
      listeners = Math.min(listeners, metric('JSEventListeners'));
      nodes = Math.min(nodes, metric('Nodes'));
    }
    const [workers, { gpuBufferBytes, gpuTextureBytes }] = await this.ask(async () => [
      window.faulty.workers(),
      await window.kiosk.session.resources(),
    ]);
    return {
      'heap bytes of the page': pageBytes,
      'heap bytes of the worker': workerBytes,
      listeners,
      nodes,
      workers,
      'GPU bytes': gpuBufferBytes + gpuTextureBytes,
    };
  }

  fronts(): Promise<{ looks: number; bare: number }> {
    return this.ask(() => window.fronts);
  }

  state(): Promise<WallState> {
    return this.ask(() => {
      const { supervisor, session } = window.kiosk;
      const { scene, elapsedMs } = supervisor.kept.position.playlist;
      const { total } = supervisor.log;
      return {
        scene: Number(scene.split('-')[1]),
        elapsedMs,
        nowMs: performance.now(),
        total,
        opened: window.opened,
        createMs: session.state.model.report?.sessionCreateMs ?? 0,
      };
    });
  }

  loseDevice(): Promise<void> {
    return this.ask(() => window.kiosk.session.loseDevice());
  }

  setOffline(isOffline: boolean): Promise<void> {
    return within(ANSWER_MS, 'setOffline', this.#page.context().setOffline(isOffline));
  }

  async withBrokenModel(fault: ModelFault, told: () => Promise<void>): Promise<void> {
    this.#site.broken.set(this.#fragile, fault);
    try {
      await within(ANSWER_MS, 'a key', this.#page.keyboard.press('ArrowRight'));
      await told();
    } finally {
      this.#site.broken.clear();
    }
  }

  /** In words, for whoever has to find out why something was not survived. */
  #picture(): Promise<string> {
    return this.ask(() => {
      const { front, session, supervisor } = window.kiosk;
      const { model, source } = session.state;
      const { total, entries } = supervisor.log;
      const log = entries.slice(-3).map(({ what, why }) => `${what}: ${why}`);
      return (
        `front ${front}, model ${model.status}, source ${source.status}, ${window.faulty.workers()} workers, ` +
        `${total} entries, last ${JSON.stringify(log)}`
      );
    });
  }
}
