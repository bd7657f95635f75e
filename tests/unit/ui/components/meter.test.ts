import { describe, expect, it } from 'vitest';
import { fakeMachine, fakeReport, liveState } from '#tests/browser/ui/fake-models.ts';
import { FakeSession } from '#tests/browser/ui/fake-session.ts';
import { conditionsOf } from '#ui/components/meter/conditions.ts';
import { sparkline } from '#ui/components/meter/sparkline.ts';
import { stageParts } from '#ui/components/meter/stage-bar.ts';

const live = { ...new FakeSession().state, ...liveState('matte-net') };
const texts = (state: typeof live, frames = 240) => conditionsOf(state, { frames }).map(({ text }) => text);

describe('the conditions beside the figures', () => {
  it('name engine, adapter, precision, size and warmth', () => {
    expect(texts(live)).toEqual([
      'ONNX Runtime on WebGPU',
      'SwiftShader Device (Subzero)',
      'software renderer, not your GPU',
      'fp32',
      'input 256 × 256',
      'captured graph',
      'first run 412 ms',
      'warm, last 240 frames',
    ]);
  });

  it('mark a software adapter, the round trip and untrained weights as cautions', () => {
    const file = live.model.file && { ...live.model.file, trained: false };
    const model = { ...live.model, file, report: { ...fakeReport, roundTrip: true } };
    const cautions = conditionsOf({ ...live, model }, { frames: 240 }).filter(({ caution }) => caution);
    expect(cautions.map(({ text }) => text)).toEqual([
      'software renderer, not your GPU',
      'over the CPU',
      'untrained: speed only',
    ]);
  });

  it('name WebGL’s renderer for MediaPipe, and whether it is software, also without WebGPU', () => {
    const report = { ...fakeReport, engine: 'mediapipe-gpu' as const };
    const state = {
      ...live,
      machine: { ...fakeMachine, adapter: undefined },
      model: { ...live.model, report },
    };
    expect(texts(state).slice(0, 3)).toEqual([
      'MediaPipe on WebGL',
      'ANGLE (Google, SwiftShader driver)',
      'software renderer, not your GPU',
    ]);
  });

  it('do not name the adapter of an engine that does not use it, but its threads', () => {
    const model = {
      ...live.model,
      report: { ...fakeReport, engine: 'ort-wasm' as const, threads: 2, graphCapture: false },
    };
    expect(texts({ ...live, model })).toEqual([
      'ONNX Runtime on WASM',
      'fp32',
      'input 256 × 256',
      '2 threads',
      'first run 412 ms',
      'warm, last 240 frames',
    ]);
  });

  it('say that figures are still warming up', () => {
    expect(texts(live, 19)).toContain('warming up, frame 19');
    expect(texts(live, 20)).toContain('warm, last 20 frames');
  });

  it('say that no model runs', () => {
    expect(texts(new FakeSession().state)).toEqual(['no model runs']);
  });
});

describe('the stage bar', () => {
  it('has parts that follow each other and fill the bar', () => {
    const parts = stageParts({ captureMs: 1, preprocessMs: 2, inferenceMs: 5, decodeMs: 0, drawMs: 2 });
    expect(parts.map(({ start }) => start)).toEqual(
      [0, 0.1, 0.3, 0.8, 0.8].map((start) => expect.closeTo(start, 9) as number),
    );
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('is empty before anything was measured', () => {
    expect(stageParts({ captureMs: 0, preprocessMs: 0, inferenceMs: 0, decodeMs: 0, drawMs: 0 })).toEqual([]);
    expect(
      stageParts({ captureMs: NaN, preprocessMs: NaN, inferenceMs: NaN, decodeMs: NaN, drawMs: NaN }),
    ).toEqual([]);
  });
});

describe('the sparkline', () => {
  it('spans the box from the oldest to the newest value', () => {
    expect(sparkline([0, 10, 5], 100, 40)).toEqual({ path: 'M0.0 40.0L50.0 20.0L100.0 30.0', topMs: 20 });
  });

  it('has a round top edge that values far out do not move', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i === 7 ? 900 : 30));
    const { topMs, path } = sparkline(values, 100, 40);
    expect(topMs).toBe(50);
    expect(path).toContain(' 0.0');
  });

  it('draws nothing of fewer than two values or of no numbers', () => {
    expect(sparkline([], 100, 40).path).toBe('');
    expect(sparkline([3], 100, 40).path).toBe('');
    expect(sparkline([NaN, NaN, NaN], 100, 40).path).toBe('');
  });
});
