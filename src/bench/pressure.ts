/** Chromium's ComputePressure: how hard the processor is pressed, which stands for energy and heat where no meter is. */
import * as v from 'valibot';

const states = ['nominal', 'fair', 'serious', 'critical'] as const;
type State = (typeof states)[number];

/** Seconds in each state. */
export const pressureSchema = v.strictObject(v.entriesFromList(states, v.number()));
export type Pressure = v.InferOutput<typeof pressureSchema>;

export const noPressure = (): Pressure => ({ nominal: 0, fair: 0, serious: 0, critical: 0 });

/** The part of the time in which the processor was pressed seriously, 0..1; undefined of no time. */
export function pressedPart(pressure: Pressure): number | undefined {
  const seconds = states.reduce((sum, state) => sum + pressure[state], 0);
  return seconds > 0 ? (pressure.serious + pressure.critical) / seconds : undefined;
}

export function addPressure(sum: Pressure, more: Pressure): Pressure {
  const added = noPressure();
  for (const state of states) added[state] = sum[state] + more[state];
  return added;
}

interface PressureObserverLike {
  observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverClass = new (
  callback: (records: readonly { state: State; time: number }[]) => void,
) => PressureObserverLike;

/** Adds up how long each state held. The browser tells changes only, so a state holds until the next. */
export class PressureMeter {
  #observer: PressureObserverLike | undefined;
  #state: State | undefined;
  #sinceMs = 0;
  #sum = noPressure();

  /** Without a word where the browser has no such thing, or does not allow it. */
  async start(now: () => number = () => performance.now()): Promise<void> {
    const Observer = (globalThis as { PressureObserver?: PressureObserverClass }).PressureObserver;
    if (!Observer) return;
    this.#observer = new Observer((records) => {
      for (const { state, time } of records) this.#change(state, time);
    });
    try {
      await this.#observer.observe('cpu', { sampleInterval: 500 });
    } catch {
      this.#state = undefined;
    }
    this.#sinceMs = now();
  }

  stop(): void {
    this.#observer?.disconnect();
  }

  /** Since the last lap; undefined where nothing was told yet. */
  lap(now = performance.now()): Pressure | undefined {
    if (this.#state === undefined) return undefined;
    this.#change(this.#state, now);
    const sum = this.#sum;
    this.#sum = noPressure();
    return sum;
  }

  #change(state: State, atMs: number): void {
    if (this.#state !== undefined) this.#sum[this.#state] += Math.max(0, atMs - this.#sinceMs) / 1000;
    this.#state = state;
    this.#sinceMs = Math.max(this.#sinceMs, atMs);
  }
}
