/** Puts a wall together: session, supervisor, conductor and the element, and keeps them going. */
import type { EngineChoice } from '#core/engine-id.ts';
import type { ResultSummary } from '#core/result.ts';
import { Beside } from '#kiosk/beside.ts';
import { Conductor } from '#kiosk/conductor.ts';
import type { Configuration, Scene } from '#kiosk/configuration.ts';
import type { Cause } from '#kiosk/event-log.ts';
import type { Moment } from '#kiosk/moment.ts';
import { unattendedLimits } from '#kiosk/patience.ts';
import { peopleAmong, seesPeople } from '#kiosk/presence.ts';
import { neededFiles, type NeededFile } from '#kiosk/needed-files.ts';
import { Supervisor } from '#kiosk/supervisor.ts';
import { catalogue } from '#models/catalogue.ts';
import { labelsOf } from '#models/registry.ts';
import { LiveSession } from '#session/live-session.ts';
import { loadModelIndex } from '#session/model-index.ts';
import type { ModelSettings } from '#session/session-state.ts';
import type { Offline } from '#offline/offline.ts';
import { Catalog } from '../../app/catalog.ts';
import { completeModel, fileOf } from '../../app/choose-model.ts';
import { beatOf } from './beat-of.ts';
import { loadKept, saveKept } from './kept.ts';
import { watchMemory } from './memory.ts';
import type { ScreenNews } from './second-screen.ts';
import { beatTeller } from './tell-beat.ts';
import './vt-kiosk.ts';
import type { VtKiosk } from './vt-kiosk.ts';
import { becomeWall } from './wall.ts';

const TICK_MS = 250;
const KEEP_MS = 5_000;

const now = (): Moment => ({ nowMs: performance.now(), wallMs: Date.now() });

/** `isPreview`: beside the editor. It leaves no trace, and the wall of this browser, if it runs, is not touched. */
export async function runKiosk(
  place: HTMLElement,
  configuration: Configuration,
  { isPreview = false } = {},
): Promise<void> {
  const catalog = new Catalog();
  await catalog.loaded();
  const session = beginSession();
  /** What is to be done before the page is left. */
  let ready: Promise<() => Promise<void>> = Promise.resolve(() => Promise.resolve());
  const supervisor = new Supervisor(configuration, isPreview ? undefined : loadKept());
  const shared = {
    settingsOf: (scene: Scene, engine: EngineChoice) => settingsOf(catalog, scene, engine),
    loadClip,
    now,
    isHidden: () => document.visibilityState === 'hidden',
  };
  const conductor = new Conductor({
    ...shared,
    session,
    supervisor,
    seesPeople: seeing(session, configuration),
    reload: () => {
      if (!isPreview) keep(supervisor);
      void ready.then((leave) => leave()).finally(() => location.reload());
    },
  });
  const beside = new Beside({
    configuration,
    log: supervisor.log,
    begin: (itsSupervisor) => {
      const its = beginSession();
      const sees = seeing(its, configuration);
      const seesPeople = (summary: ResultSummary) => {
        if (!sees(summary)) return false;
        supervisor.sawVisitor(now());
        return true;
      };
      // What is wrong with one picture is no reason to load the whole wall anew.
      const reload = () => void its.recycle();
      const parts = { ...shared, session: its, supervisor: itsSupervisor, seesPeople, reload };
      const conductor = new Conductor(parts);
      conductor.addEventListener('scene', () => kiosk.hold(its));
      return { session: its, conductor };
    },
  });
  const kiosk = Object.assign(document.createElement('vt-kiosk'), {
    configuration,
    session,
    supervisor,
    conductor,
  });
  place.replaceChildren(kiosk);
  await kiosk.updateComplete;

  conductor.addEventListener('scene', () => kiosk.holdAll());
  conductor.addEventListener('change', () => {
    beside.show(conductor.scene);
    kiosk.neighbours = beside.neighbours;
  });
  const wall = new AbortController();
  becomeWall(
    {
      onTouch: () => supervisor.sawVisitor(now()),
      onStep: (by) => supervisor.step(by, now()),
      onExit: () => kiosk.openExit(),
    },
    wall.signal,
    configuration.orientation,
  );
  const supervisors = () => [supervisor, ...beside.neighbours.map((one) => one.supervisor)];
  addEventListener('online', () => supervisors().forEach((one) => one.cameOnline(now())));
  navigator.mediaDevices?.addEventListener('devicechange', () =>
    supervisors().forEach((one) => one.devicesChanged(now())),
  );
  // Refused or not, nothing can be done about it.
  void navigator.storage?.persist().catch(() => false);
  watchMemory(configuration.memoryLimitMiB, (heldMiB) =>
    supervisor.fault('memory', 'memory-above' satisfies Cause, now(), heldMiB),
  );

  const teller = isPreview ? undefined : beatTeller(location.search);
  const tick = () => {
    conductor.tick();
    beside.tick();
    kiosk.look();
    teller?.tick(performance.now(), () => beatOf(kiosk));
  };
  setInterval(tick, TICK_MS);
  if (!isPreview) {
    setInterval(() => keep(supervisor), KEEP_MS);
    addEventListener('pagehide', () => keep(supervisor));
    if (configuration.secondScreen) void showElsewhere(kiosk, configuration.secondScreen.screen, wall.signal);
    void import('./record.ts').then(({ record }) => record(configuration, supervisor));
    ready = import('./keep-offline.ts').then(({ keepOffline, switchBuild }) => {
      let kept: Offline | undefined;
      const parts = { session, supervisor, conductor, needed: () => needed(catalog, configuration) };
      void keepOffline(parts).then((offline) => (kept = offline));
      return () => switchBuild(kept);
    });
  }
  // Last: it may throw, and is tried again at the next tick.
  tick();
}

async function showElsewhere(kiosk: VtKiosk, screen: string | undefined, signal: AbortSignal): Promise<void> {
  const { SecondScreen } = await import('./second-screen.ts');
  const { log } = kiosk.supervisor;
  const tell = ({ why, value }: ScreenNews) => log.add(Date.now(), 'second-screen', why, { value });
  new SecondScreen(kiosk, screen, tell).start(signal);
}

function beginSession(): LiveSession {
  const session: LiveSession = new LiveSession(undefined, {
    isSupervised: true,
    limits: unattendedLimits((): LiveSession => session),
  });
  return session;
}

/** Whether a result of the session's model shows that somebody is there. */
function seeing(session: LiveSession, { presence }: Configuration): (summary: ResultSummary) => boolean {
  let people: ReadonlySet<number> = new Set();
  session.addEventListener('statechange', () => {
    const { settings, status } = session.state.model;
    if (status === 'ready' && settings) people = peopleAmong(labelsOf(settings.model, settings.variant));
  });
  return (summary) => seesPeople(summary, people, presence);
}

function keep(supervisor: Supervisor): void {
  try {
    saveKept(supervisor.kept);
  } catch (error) {
    supervisor.fault('storage-full', String(error), now());
  }
}

/** What the scene asks for, completed as in the Studio. A site whose list of models was not there is asked again. */
function settingsOf(catalog: Catalog, scene: Scene, engine: EngineChoice): ModelSettings | undefined {
  const task = catalogue.find(({ id }) => id === scene.model)?.task;
  if (!task) return undefined;
  const { model, variant, size } = scene;
  const settings = completeModel({ model, variant, size, engine }, task, catalogue, catalog.runnable);
  if (!settings || !fileOf(catalog.runnable, settings)) void catalog.load();
  return settings;
}

async function needed(catalog: Catalog, configuration: Configuration): Promise<NeededFile[]> {
  const index = await loadModelIndex();
  const path = new URLSearchParams(location.search).get('config') ?? undefined;
  const fileFor = (scene: Scene, engine: EngineChoice) => {
    const settings = settingsOf(catalog, scene, engine);
    return settings && fileOf(index.files, settings);
  };
  return neededFiles(configuration, { index, configurationPath: path, fileOf: fileFor });
}

async function loadClip(path: string): Promise<Blob> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: the server answered ${response.status}.`);
  return response.blob();
}
