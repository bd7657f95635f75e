import { describe, expect, it } from 'vitest';
import { unattendedLimits } from '#kiosk/patience.ts';
import type { Session } from '#session/session-state.ts';
import { patientLimits } from '#session/worker-host.ts';

/** A session whose model took so long at first, and 99 of 100 times since. */
const sessionWith = (firstInferenceMs: number | undefined, p99: number) =>
  ({
    state: { model: { report: firstInferenceMs === undefined ? undefined : { firstInferenceMs } } },
    reading: { inference: { p50: 0, p95: 0, p99 } },
  }) as unknown as Session;

const silentMs = (session: Session | undefined) => unattendedLimits(() => session).silentMs;

describe('unattendedLimits', () => {
  it('gives a fast model a second', () => {
    expect(silentMs(sessionWith(30, 20))).toBe(1_000);
  });

  it('gives a slow model the time of several runs', () => {
    expect(silentMs(sessionWith(900, 700))).toBe(3_500);
    expect(silentMs(sessionWith(4_000, 700))).toBe(8_000);
  });

  it('is never more patient than with somebody in front', () => {
    expect(silentMs(sessionWith(60_000, 40_000))).toBe(patientLimits.silentMs);
  });

  it('needs neither a session nor a model yet', () => {
    expect(silentMs(undefined)).toBe(1_000);
    expect(silentMs(sessionWith(undefined, NaN))).toBe(1_000);
  });

  it('follows the model that runs while the limits are in use', () => {
    let session = sessionWith(30, 20);
    const limits = unattendedLimits(() => session);
    expect(limits.silentMs).toBe(1_000);
    session = sessionWith(30, 1_000);
    expect(limits.silentMs).toBe(5_000);
  });

  it('asks often, and leaves loading as much time as ever', () => {
    const limits = unattendedLimits(() => undefined);
    expect(limits.beatMs).toBeLessThanOrEqual(500);
    expect(limits.silentLoadingMs).toBe(patientLimits.silentLoadingMs);
  });
});
