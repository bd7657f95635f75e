import { describe, expect, it } from 'vitest';
import type { FrameReport } from '#core/frame-report.ts';
import { Meter } from '#session/meter.ts';

function report(i: number, change: Partial<FrameReport['timings']> = {}): FrameReport {
  return {
    atMs: 1000 + i * 50,
    frame: { width: 640, height: 480 },
    timings: {
      captureMs: 1,
      preprocessMs: 2,
      inferenceMs: 10 + i,
      decodeMs: 3,
      drawMs: 4,
      ageMs: 20 + i,
      ...change,
    },
    timestampUs: i * 1000,
    counts: { captured: i * 2, inferred: i, displayed: i, dropped: i },
    summary: undefined,
  };
}

function fed(count: number, madeFrames?: (i: number) => number): Meter {
  const meter = new Meter();
  for (let i = 0; i < count; i++) meter.add(report(i), madeFrames?.(i));
  return meter;
}

describe('Meter', () => {
  it('reads rates off the worker clock and the counters', () => {
    const reading = fed(21).read();
    expect(reading.frames).toBe(21);
    expect(reading.displayFps).toBeCloseTo(20);
    expect(reading.inferenceFps).toBeCloseTo(20);
    expect(reading.captureFps).toBeCloseTo(40);
    expect(reading.dropped).toBe(20);
  });

  it('counts frames that the browser dropped before the worker saw them', () => {
    const reading = fed(21, (i) => i * 3).read();
    expect(reading.captureFps).toBeCloseTo(60);
    expect(reading.dropped).toBe(20 + 20);
  });

  it('gives quantiles of inference and age, and means of stages', () => {
    const reading = fed(101).read();
    expect(reading.inference.p50).toBeCloseTo(60);
    expect(reading.inference.p95).toBeCloseTo(105);
    expect(reading.inference.p99).toBeCloseTo(109);
    expect(reading.age.p50).toBeCloseTo(70);
    expect(reading.stages.preprocessMs).toBeCloseTo(2);
    expect(reading.stages.inferenceMs).toBeCloseTo(60);
  });

  it('keeps only the newest frames, oldest first for the sparkline', () => {
    const { recentMs, frames } = fed(500).read();
    expect(frames).toBe(120);
    expect(recentMs.length).toBe(120);
    expect(recentMs[0]).toBe(10 + 380);
    expect(recentMs[119]).toBe(10 + 499);
  });

  it('has GPU quantiles only where frames had GPU times', () => {
    expect(fed(5).read().gpu).toBeUndefined();
    const meter = new Meter();
    for (let i = 0; i < 5; i++) meter.add(report(i, { gpuMs: 7 }), undefined);
    expect(meter.read().gpu).toEqual({ p50: 7, p95: 7, p99: 7 });
  });

  it('is all zero when empty and after reset', () => {
    const meter = fed(10);
    meter.reset();
    for (const reading of [meter.read(), new Meter().read()]) {
      expect(reading.frames).toBe(0);
      expect(reading.displayFps).toBe(0);
      expect(reading.dropped).toBe(0);
      expect(reading.inference).toEqual({ p50: 0, p95: 0, p99: 0 });
    }
  });
});

describe('flicker', () => {
  it('is the mean part that changed, of results that tell it', () => {
    const meter = new Meter();
    expect(meter.read().flicker).toBeUndefined();
    meter.add({ ...report(1), summary: { kind: 'label-map', shares: [1] } }, undefined);
    expect(meter.read().flicker).toBeUndefined();
    meter.add({ ...report(2), summary: { kind: 'label-map', shares: [1], changed: 0.02 } }, undefined);
    meter.add({ ...report(3), summary: { kind: 'alpha-matte', coverage: 1, changed: 0.04 } }, undefined);
    expect(meter.read().flicker).toBeCloseTo(0.03);
    meter.reset();
    expect(meter.read().flicker).toBeUndefined();
  });
});
