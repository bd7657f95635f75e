/** The workers of a session: the one that runs, and one on its way in. A new one goes on where the former was. */
import type { Look } from '#core/look.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { Heartbeat, ResourceCounts, WorkerEvent } from '#workers/inference/inference.api.ts';
import { decodeBackground } from './background.ts';
import type { CanvasKeeper } from './canvas-keeper.ts';
import { WorkerHost, type HeartbeatLimits, type HostKind, type WorkerStarter } from './worker-host.ts';

/** What a worker is given when it starts. */
export interface Outfit {
  look: Look;
  isPaused: boolean;
  wantsMaps: boolean;
  background: Blob | undefined;
}

interface HostKeeperParts {
  start: WorkerStarter;
  limits: HeartbeatLimits;
  canvas: CanvasKeeper;
  outfit: () => Outfit;
  /** Another worker runs now, without a source yet. */
  onRunning: () => Promise<void>;
  /** Of the running worker; one on its way in or out has no say. */
  onEvent: (event: WorkerEvent) => void;
  onBeat: (beat: Heartbeat) => void;
  /** The running worker was stuck or dead and is gone. */
  onStuck: (reason: string) => void;
  onMachine: (machine: MachineReport, kind: HostKind) => void;
}

/** While no worker runs. */
export const nothingHeld: ResourceCounts = {
  gpuBuffers: 0,
  gpuBufferBytes: 0,
  gpuTextures: 0,
  gpuTextureBytes: 0,
  openFrames: 0,
};

export class HostKeeper {
  readonly #parts: HostKeeperParts;
  #running: WorkerHost | undefined;

  constructor(parts: HostKeeperParts) {
    this.#parts = parts;
  }

  get running(): WorkerHost | undefined {
    return this.#running;
  }

  /** The running worker, started when first needed. */
  ensure(): WorkerHost {
    if (this.#running) return this.#running;
    this.#running = this.#start('inference');
    void this.#parts.onRunning();
    return this.#running;
  }

  /** A worker for engines of `kind`: the running one where it fits, else a new one that is not shown yet. */
  hostFor(kind: HostKind, threads: number): WorkerHost {
    const host = this.ensure();
    const hasThreads = host.threads === undefined || host.threads === threads;
    return host.kind === kind && hasThreads && !host.isTainted ? host : this.#start(kind);
  }

  /** Makes `host`, whose model is open, the running one. */
  async take(host: WorkerHost): Promise<void> {
    const former = this.#running;
    if (host === former) return;
    this.#running = host;
    await this.#parts.onRunning();
    await former?.end();
  }

  /** Ends a worker of no use, unless it is the running one. */
  abandon(host: WorkerHost): void {
    if (host !== this.#running) void host.end();
  }

  /** The next model is opened in a new worker. */
  taint(): void {
    if (this.#running) this.#running.isTainted = true;
  }

  /** For calls that nobody waits for: a worker that fails is its heart-beat's affair. */
  send(call: (host: WorkerHost) => Promise<unknown>): void {
    if (this.#running) call(this.#running).catch(() => undefined);
  }

  async end(): Promise<void> {
    const host = this.#running;
    this.#running = undefined;
    await host?.end();
  }

  #start(kind: HostKind): WorkerHost {
    const { start, limits, onBeat } = this.#parts;
    const events = {
      onEvent: (event: WorkerEvent) => this.#hear(host, event),
      onBeat: (beat: Heartbeat) => {
        if (host === this.#running) onBeat(beat);
      },
      onStuck: (reason: string) => this.#stuck(host, reason),
    };
    const host = new WorkerHost(kind, events, start, limits);
    // A worker that dies meanwhile is reported by its heart-beat.
    this.#equip(host).catch(() => undefined);
    return host;
  }

  async #equip(host: WorkerHost): Promise<void> {
    const { canvas, outfit, onMachine } = this.#parts;
    const { client, kind } = host;
    await client.attachCanvas(canvas.transfer(host));
    await client.setLook(outfit().look);
    await client.setPaused(outfit().isPaused);
    await client.setMaps(outfit().wantsMaps);
    const { background } = outfit();
    if (background) await client.setBackground(await decodeBackground(background));
    onMachine(await client.probe(), kind);
  }

  #hear(host: WorkerHost, event: WorkerEvent): void {
    const { canvas, onEvent } = this.#parts;
    switch (event.type) {
      case 'canvas-needed':
        return this.send(() => host.client.attachCanvas(canvas.transfer(host)));
      case 'canvas-live':
        return canvas.show(host);
    }
    if (host !== this.#running || isOfFormerSource(event, host)) return;
    // An engine that failed may have left its runtime broken.
    if (event.type === 'error') host.isTainted = true;
    onEvent(event);
  }

  #stuck(host: WorkerHost, reason: string): void {
    if (host !== this.#running) return;
    this.#running = undefined;
    this.#parts.onStuck(reason);
  }
}

function isOfFormerSource(event: WorkerEvent, { attachments }: WorkerHost): boolean {
  return event.type === 'source-ended' && event.attachment !== attachments;
}
