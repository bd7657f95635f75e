/** How long a worker may be silent before it is taken to be stuck: slow models get more time than fast ones. */
import type { Session } from '#session/session-state.ts';
import { patientLimits, type HeartbeatLimits } from '#session/worker-host.ts';

/** For models that answer many times a second (chosen; bar:kiosk-faults wants the picture back within 3 s). */
const SHORTEST_MS = 1_000;

/** A run on WASM blocks its worker: so many of the slowest ones are no hang yet (chosen). */
const SLOWEST_RUNS = 5;

/** The first run also warms up, and counts less. */
const FIRST_RUNS = 2;

/** Limits for a worker nobody stands in front of; `silentMs` follows the model that runs. */
export function unattendedLimits(session: () => Session | undefined): HeartbeatLimits {
  return {
    ...patientLimits,
    beatMs: 250,
    get silentMs() {
      const running = session();
      const firstMs = running?.state.model.report?.firstInferenceMs ?? 0;
      const slowestMs = running?.reading.inference.p99 || 0;
      const wantedMs = Math.max(SHORTEST_MS, FIRST_RUNS * firstMs, SLOWEST_RUNS * slowestMs);
      return Math.min(wantedMs, patientLimits.silentMs);
    },
  };
}
