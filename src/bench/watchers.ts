/** What a browser tells while a bench runs that a reader of its figures must know. */
import { PressureMeter, type Pressure } from './pressure.ts';

/** Clocks apart by more than this between two looks: the machine slept, or somebody set its clock. */
const CLOCK_SLIP_MS = 2_000;

interface Battery extends EventTarget {
  charging: boolean;
}

export interface Lap {
  /** What happened since the last one. */
  marks: string[];
  pressure: Pressure | undefined;
}

export class Watchers {
  readonly #marks = new Set<string>();
  readonly #pressure = new PressureMeter();
  #lock: { release(): Promise<void> } | undefined;
  #battery: Battery | undefined;
  #slipMs = slip();

  /** Keeps the screen on where that is granted, and watches the tab, the power and the pressure on the machine. */
  async start(): Promise<void> {
    document.addEventListener('visibilitychange', this.#onVisibility);
    await this.#lockScreen();
    await this.#pressure.start();
    const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
    this.#battery = await getBattery?.call(navigator).catch(() => undefined);
    this.#battery?.addEventListener('chargingchange', this.#onPower);
  }

  async stop(): Promise<void> {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#battery?.removeEventListener('chargingchange', this.#onPower);
    this.#pressure.stop();
    await this.#lock?.release().catch(() => undefined);
  }

  lap(): Lap {
    const now = slip();
    const apartMs = Math.abs(now - this.#slipMs);
    this.#slipMs = now;
    if (apartMs > CLOCK_SLIP_MS)
      this.#marks.add(`the system's clock moved by ${Math.round(apartMs / 1000)} s: asleep, or set`);
    if (document.hidden) this.#marks.add('the tab was hidden');
    const pressure = this.#pressure.lap();
    const marks = [...this.#marks];
    this.#marks.clear();
    return { marks, pressure };
  }

  readonly #onVisibility = (): void => {
    if (document.hidden) this.#marks.add('the tab was hidden');
    // Locks end with a hidden tab.
    else void this.#lockScreen();
  };

  readonly #onPower = (): void => {
    this.#marks.add(this.#battery?.charging ? 'the power was plugged in' : 'the power was unplugged');
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
