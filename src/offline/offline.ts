/** The page's side of the service worker: registers it, and tells when a newer build lies ready. */
import type { OfflineRequest, OfflineState } from '#workers/offline/offline.api.ts';
import type { Word } from './ledger.ts';

/** Nobody opens a page of a wall for weeks, and browsers look for updates only then. */
const LOOK_MS = 3_600_000;

/** A worker that does not answer or take over in this time does not at all (guessed). */
const LIMIT_MS = 10_000;

/** Fires `update` when a newer build lies ready, `failed` when one could not be loaded whole. */
export class Offline extends EventTarget {
  readonly #registration: ServiceWorkerRegistration;

  private constructor(registration: ServiceWorkerRegistration) {
    super();
    this.#registration = registration;
    registration.addEventListener('updatefound', () => this.#follow(registration.installing));
    this.#follow(registration.installing);
    setInterval(() => void this.look(), LOOK_MS);
  }

  /** Undefined where there are no service workers here (development, insecure or private pages). Throws what the browser does. */
  static async start(): Promise<Offline | undefined> {
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (!import.meta.env.PROD || !container) return undefined;
    // Undefined from browsers under test that block it.
    const registration = (await container.register('/sw.js', { updateViaCache: 'none' })) as
      ServiceWorkerRegistration | undefined;
    return registration && new Offline(registration);
  }

  get hasUpdate(): boolean {
    return this.#registration.waiting !== null && this.#registration.active !== null;
  }

  /** Resolves when a build is kept whole; false when it could not be loaded. */
  async isKept(): Promise<boolean> {
    const { active, installing, waiting } = this.#registration;
    const first = active ?? waiting ?? installing;
    if (!first) return false;
    while (first.state !== 'activated' && first.state !== 'redundant')
      await new Promise((resolve) => first.addEventListener('statechange', resolve, { once: true }));
    return first.state === 'activated';
  }

  /** Asks the server for a newer build. */
  async look(): Promise<void> {
    // Without network it is asked again later.
    await this.#registration.update().catch(() => undefined);
  }

  /** The build that waits takes over; the page is to be loaded anew afterwards. False where none did. */
  async switch(): Promise<boolean> {
    const { waiting } = this.#registration;
    if (!waiting) return false;
    const taken = new Promise<true>((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true }),
    );
    post(waiting, { do: 'switch' });
    return (await Promise.race([taken, passed(LIMIT_MS)])) ?? false;
  }

  /** What a page of a build on trial says of itself; from other pages it changes nothing. */
  say(word: Word): void {
    const { controller } = navigator.serviceWorker;
    if (controller) post(controller, { do: 'say', ...word });
  }

  #follow(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && this.#registration.active) this.dispatchEvent(new Event('update'));
      if (worker.state === 'redundant' && worker !== this.#registration.active)
        this.dispatchEvent(new Event('failed'));
    });
  }
}

/** Which build this page's worker serves; undefined where none answers. */
export async function stateOfWorker(): Promise<OfflineState | undefined> {
  const controller = navigator.serviceWorker?.controller;
  if (!controller) return undefined;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<OfflineState>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data as OfflineState);
  });
  post(controller, { do: 'tell' }, [port2]);
  return Promise.race([answer, passed(LIMIT_MS)]).finally(() => port1.close());
}

function post(worker: ServiceWorker, request: OfflineRequest, transfer: Transferable[] = []): void {
  worker.postMessage(request, transfer);
}

function passed(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}
