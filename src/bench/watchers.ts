/** What a browser tells while a bench runs that a reader of its figures must know. */

/** Clocks apart by more than this between two looks: the machine slept, or somebody set its clock. */
const CLOCK_SLIP_MS = 2_000;

export class Watchers {
  readonly #marks = new Set<string>();
  #lock: { release(): Promise<void> } | undefined;
  #stopPressure: (() => void) | undefined;
  #slipMs = slip();

  /** Keeps the screen on where that is granted, and watches the tab and the pressure on the machine. */
  async start(): Promise<void> {
    document.addEventListener('visibilitychange', this.#onVisibility);
    await this.#lockScreen();
    this.#stopPressure = await watchPressure((state) =>
      this.#marks.add(`the machine was under ${state} pressure`),
    );
  }

  async stop(): Promise<void> {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#stopPressure?.();
    await this.#lock?.release().catch(() => undefined);
  }

  /** What happened since the last call. */
  take(): string[] {
    const now = slip();
    const apartMs = Math.abs(now - this.#slipMs);
    this.#slipMs = now;
    if (apartMs > CLOCK_SLIP_MS)
      this.#marks.add(`the system's clock moved by ${Math.round(apartMs / 1000)} s: asleep, or set`);
    if (document.hidden) this.#marks.add('the tab was hidden');
    const taken = [...this.#marks];
    this.#marks.clear();
    return taken;
  }

  readonly #onVisibility = (): void => {
    if (document.hidden) this.#marks.add('the tab was hidden');
    // Locks end with a hidden tab.
    else void this.#lockScreen();
  };

  async #lockScreen(): Promise<void> {
    try {
      this.#lock = await navigator.wakeLock.request('screen');
    } catch {
      // Not granted, or no such thing: the tab may then go dark, and is marked.
    }
  }
}

function slip(): number {
  return Date.now() - (performance.timeOrigin + performance.now());
}

interface PressureObserverLike {
  observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverClass = new (
  callback: (records: readonly { state: 'nominal' | 'fair' | 'serious' | 'critical' }[]) => void,
) => PressureObserverLike;

/** Chromium's ComputePressure, which stands for energy and heat where there is no meter of them. */
async function watchPressure(onState: (state: string) => void): Promise<() => void> {
  const Observer = (globalThis as { PressureObserver?: PressureObserverClass }).PressureObserver;
  if (!Observer) return () => undefined;
  const observer = new Observer((records) => {
    for (const { state } of records) if (state === 'serious' || state === 'critical') onState(state);
  });
  try {
    await observer.observe('cpu', { sampleInterval: 1000 });
  } catch {
    // Not allowed, or this machine has no such counter.
  }
  return () => observer.disconnect();
}
