import { VitrineError, isAbort, toErrorData } from '#core/errors/vitrine-error.ts';
import { openCamera } from '#media/camera-source.ts';
import { openImage } from '#media/image-source.ts';
import type { MediaSource } from '#media/media-source.ts';
import { openScene } from '#media/scene-source.ts';
import { openScreen } from '#media/screen-source.ts';
import { openVideoFile } from '#media/video-file-source.ts';
import type { RelayedFrames, SourceSettings, SourceState } from './session-state.ts';

type Wanted = SourceSettings | RelayedFrames;

/** Waits between attempts to get a camera back; afterwards only a change of devices starts another. */
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

interface KeeperEvents {
  onState(state: SourceState): void;
  /** There is a source to connect a worker to, or none any more. */
  onSource(source: MediaSource | undefined): void;
}

export const noSource: SourceState = {
  status: 'none',
  kind: undefined,
  label: '',
  size: undefined,
  frameRate: undefined,
  error: undefined,
};

/** Opens sources, and gets a camera back that was unplugged, went to sleep or was taken by another program. */
export class SourceKeeper {
  readonly #events: KeeperEvents;
  readonly #reacquires: boolean;
  #source: MediaSource | undefined;
  #settings: Wanted | undefined;
  /** Aborted by whatever comes next: another source, a stop. */
  #attempt = new AbortController();

  /** `reacquires`: whether it gets a lost camera back by itself. */
  constructor(events: KeeperEvents, reacquires = true) {
    this.#events = events;
    this.#reacquires = reacquires;
  }

  get source(): MediaSource | undefined {
    return this.#source;
  }

  /** Resolves when the source is live or has failed; never rejects. */
  async set(settings: Wanted): Promise<void> {
    const { signal } = this.#begin();
    this.#events.onState({ ...noSource, status: 'opening', kind: kindOf(settings) });
    try {
      this.#adopt(await this.#openBesideFormer(settings, signal), settings);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.#drop();
      this.#events.onState({
        ...noSource,
        status: 'failed',
        kind: kindOf(settings),
        error: toErrorData(error),
      });
    }
  }

  stop(): void {
    this.#begin();
    this.#drop();
    this.#events.onState(noSource);
  }

  /** What the worker found: the frames of the source ended. The source itself may not know. */
  ended(error: VitrineError): void {
    const { source } = this;
    if (source) this.#ended(source, error);
  }

  #begin(): AbortController {
    this.#attempt.abort();
    this.#attempt = new AbortController();
    return this.#attempt;
  }

  /** The former source stays until the new one is there, except where a machine lends one camera at a time. */
  async #openBesideFormer(settings: Wanted, signal: AbortSignal): Promise<MediaSource> {
    try {
      return await open(settings, signal);
    } catch (error) {
      const isBusy = error instanceof VitrineError && error.code === 'camera-busy';
      if (!isBusy || this.#settings?.kind !== 'camera' || !this.#source) throw error;
      this.#drop();
      return open(settings, signal);
    }
  }

  #adopt(source: MediaSource, settings: Wanted): void {
    const former = this.#source;
    this.#source = source;
    this.#settings = settings;
    source.onEnded = (error) => this.#ended(source, error);
    this.#events.onSource(source);
    former?.close();
    const { label, size, frameRate } = source;
    this.#events.onState({
      status: 'live',
      kind: kindOf(settings),
      label,
      size,
      frameRate,
      error: undefined,
    });
  }

  #drop(): void {
    const former = this.#source;
    this.#source = undefined;
    if (!former) return;
    this.#events.onSource(undefined);
    former.close();
  }

  #ended(source: MediaSource, error: VitrineError): void {
    if (source !== this.#source || !this.#settings) return;
    const settings = this.#settings;
    const { label } = source;
    this.#drop();
    this.#events.onState({
      ...noSource,
      status: 'ended',
      kind: kindOf(settings),
      label,
      error: toErrorData(error),
    });
    // A shared screen needs a person's consent each time, and a file that broke stays broken.
    if (settings.kind === 'camera' && this.#reacquires)
      void this.#reacquire({ ...settings, label: settings.label || label });
  }

  /** Tries again after growing waits, and at once when a device is plugged in. */
  async #reacquire(settings: SourceSettings & { kind: 'camera' }): Promise<void> {
    const { signal } = this.#begin();
    for (let attempt = 0; ; attempt++) {
      await deviceChangeOr(RETRY_MS[attempt], signal);
      if (signal.aborted) return;
      try {
        this.#adopt(await openCamera({ ...settings, isExact: true }, signal), settings);
        return;
      } catch (error) {
        // A person said no meanwhile: asking again and again would be rude.
        if (signal.aborted) return;
        const isDenied = error instanceof VitrineError && error.code === 'camera-denied';
        if (!isDenied) continue;
        this.#events.onState({ ...noSource, status: 'failed', kind: 'camera', error: toErrorData(error) });
        return;
      }
    }
  }
}

function open(settings: Wanted, signal: AbortSignal): Promise<MediaSource> {
  switch (settings.kind) {
    case 'camera':
      return openCamera(settings, signal);
    case 'video':
      return openVideoFile(settings.file, settings.name, signal);
    case 'image':
      return openImage(settings.file, settings.name, signal);
    case 'screen':
      return openScreen(signal);
    case 'scene':
      return Promise.resolve(openScene());
    case 'relayed':
      return Promise.resolve(settings.source);
  }
}

function kindOf(settings: Wanted): SourceState['kind'] {
  return settings.kind === 'relayed' ? settings.of : settings.kind;
}

/** Resolves when devices change, after `waitMs` (undefined: never) or when aborted. */
function deviceChangeOr(waitMs: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const done = () => {
      listening.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = waitMs === undefined ? undefined : setTimeout(done, waitMs);
    navigator.mediaDevices.addEventListener('devicechange', done, { signal: listening.signal });
    signal.addEventListener('abort', done, { signal: listening.signal });
    if (signal.aborted) done();
  });
}
