/** Beside a running wall: writes its history, and pushes its figures where the configuration names an address for them. */
import { BEAT_CHANNEL, type Beat } from '#kiosk/beat.ts';
import type { Configuration } from '#kiosk/configuration.ts';
import { figuresOf, toOtlp, toPrometheus } from '#kiosk/figures.ts';
import { HistorySlots, SLOT_MS } from '#kiosk/history.ts';
import { HistoryStore } from '#kiosk/history-store.ts';
import type { Supervisor } from '#kiosk/supervisor.ts';
import { stateOfWorker } from '#offline/offline.ts';

/** Between two writes: what is lost with the page is no more than this. */
const WRITE_MS = 30_000;

export async function record({ push }: Configuration, supervisor: Supervisor): Promise<void> {
  const store = new HistoryStore();
  const slots = new HistorySlots();
  // A page that was loaded anew goes on with the slot of the one before.
  const former = await store.get(Math.floor(Date.now() / SLOT_MS)).catch(() => undefined);
  let writtenMs = -Infinity;
  let pushedMs = -Infinity;
  new BroadcastChannel(BEAT_CHANNEL).onmessage = ({ data }) => {
    const beat = data as Beat;
    const slot = slots.add(beat, former);
    const nowMs = performance.now();
    if (nowMs - writtenMs >= WRITE_MS) {
      writtenMs = nowMs;
      // A full storage is told by the wall's own state; here only the history has a gap.
      void store.put(slot).catch(() => undefined);
    }
    if (push && nowMs - pushedMs >= push.everyS * 1000) {
      pushedMs = nowMs;
      void stateOfWorker().then((state) => send(push, beat, supervisor, state?.serving ?? 'network'));
    }
  };
}

type Push = NonNullable<Configuration['push']>;

/** What does not get through is not sent again: the next one says how it is then. */
async function send(
  { path, format, everyS }: Push,
  beat: Beat,
  supervisor: Supervisor,
  build: string,
): Promise<void> {
  const faults = new Map<string, number>();
  for (const { what } of supervisor.log.entries) faults.set(what, (faults.get(what) ?? 0) + 1);
  const figures = figuresOf(beat, faults, build);
  const isOtlp = format === 'otlp';
  await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': isOtlp ? 'application/json' : 'text/plain; version=0.0.4; charset=utf-8' },
    body: isOtlp ? toOtlp(figures, beat.atMs) : toPrometheus(figures),
    signal: AbortSignal.timeout(Math.min(everyS, 30) * 1000),
  }).catch(() => undefined);
}
