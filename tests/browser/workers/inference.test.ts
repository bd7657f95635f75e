import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineChoice } from '#core/engine-id.ts';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import type { LoadProgress, OpenRequest, WorkerEvent } from '#workers/inference/inference.api.ts';
import { startInference, type InferenceClient } from '#workers/inference/inference.client.ts';
import { ManualSource, frames, listen, served } from './connect.ts';

const patience = { timeout: 50_000, interval: 50 };
const never = new AbortController().signal;

let client: InferenceClient;
let events: WorkerEvent[];

beforeEach(async () => {
  client = startInference();
  events = await listen(client);
});
afterEach(() => client.terminate());

async function request(
  engine: EngineChoice,
  change: Partial<OpenRequest> = {},
): Promise<Omit<OpenRequest, 'id'>> {
  const file = served(await tinyModel('mcnn'));
  return { file, engine, roundTrip: false, graphCapture: false, threads: 0, ...change };
}

describe('the inference worker', () => {
  it('shows bare frames before there is a model', async () => {
    const source = await ManualSource.attach(client);
    source.post();
    await vi.waitFor(() => expect(frames(events)).toHaveLength(1), patience);
    const [report] = frames(events);
    expect(report).toMatchObject({ frame: { width: 96, height: 64 }, summary: undefined });
    expect(events.map(({ type }) => type)).toContain('canvas-live');
    expect(report!.timings.ageMs).toBeGreaterThanOrEqual(0);
  });

  it.each(['ort-wasm', 'ort-webgpu'] as const)('takes frames through a model on %s', async (engine) => {
    const progress: LoadProgress[] = [];
    const report = await client.open(await request(engine), (step) => progress.push(step), never);
    expect(report).toMatchObject({ engine, precision: 'fp32', roundTrip: false });
    expect(report.firstInferenceMs).toBeGreaterThan(0);
    expect(progress.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['download', 'verify', 'session', 'first-inference']),
    );
    const source = await ManualSource.attach(client);
    // GPU summaries arrive a frame late.
    for (let i = 1; i <= 3; i++) {
      source.post();
      await vi.waitFor(() => expect(frames(events)).toHaveLength(i), patience);
    }
    const last = frames(events).at(-1)!;
    expect(last.summary).toMatchObject({ kind: 'density-map' });
    expect(last.summary).not.toMatchObject({ count: 0 });
    expect(last.counts).toEqual({ captured: 3, inferred: 3, displayed: 3, dropped: 0 });
    expect(last.timings.inferenceMs).toBeGreaterThan(0);
    expect(await client.resources()).toMatchObject({ openFrames: 0 });
  });

  it('tells where the nodes of the running model are, and goes on running it', async () => {
    expect(await client.placement()).toEqual([]);
    await client.open(await request('ort-wasm'), () => undefined, never);
    const [placement, ...others] = await client.placement();
    expect(placement).toMatchObject({ provider: 'CPUExecutionProvider', operators: {} });
    expect(placement!.nodes).toBeGreaterThan(1);
    expect(others).toEqual([]);
    const source = await ManualSource.attach(client);
    source.post();
    await vi.waitFor(() => expect(frames(events)).toHaveLength(1), patience);
  });

  it('gives the same count on both engines', async () => {
    const counts: number[] = [];
    for (const engine of ['ort-wasm', 'ort-webgpu'] as const) {
      await client.open(await request(engine), () => undefined, never);
      events.length = 0;
      const source = await ManualSource.attach(client);
      for (let i = 1; i <= 3; i++) {
        source.post();
        await vi.waitFor(() => expect(frames(events)).toHaveLength(i), patience);
      }
      const { summary } = frames(events).at(-1)!;
      if (summary?.kind !== 'density-map') throw new Error('no count');
      counts.push(summary.count);
    }
    const [wasm = 0, webgpu = 0] = counts;
    // The frame's colours go through another conversion on the GPU: a step or two of 255 in the input.
    expect(Math.abs(webgpu - wasm)).toBeLessThan(0.03 * wasm);
  });

  it('keeps the newest frame only, and closes and counts those it replaces', async () => {
    await client.open(await request('ort-wasm'), () => undefined, never);
    const source = await ManualSource.attach(client);
    await client.setPaused(false);
    for (let i = 0; i < 12; i++) source.post();
    await vi.waitFor(() => expect(source.taken).toBe(12), patience);
    await vi.waitFor(async () => expect(await client.resources()).toMatchObject({ openFrames: 0 }), patience);
    const { counts } = frames(events).at(-1)!;
    expect(counts.captured).toBe(12);
    expect(counts.displayed + counts.dropped).toBe(12);
    expect(counts.dropped).toBeGreaterThan(0);
  });

  it('closes frames uncounted while paused', async () => {
    await client.setPaused(true);
    const source = await ManualSource.attach(client);
    for (let i = 0; i < 3; i++) source.post();
    await vi.waitFor(() => expect(source.taken).toBe(3), patience);
    expect(frames(events)).toHaveLength(0);
    expect(await client.resources()).toMatchObject({ openFrames: 0 });
    await client.setPaused(false);
    source.post();
    await vi.waitFor(() => expect(frames(events)).toHaveLength(1), patience);
  });

  it('follows frames that change their size', async () => {
    await client.open(await request('ort-wasm'), () => undefined, never);
    const source = await ManualSource.attach(client);
    for (const [i, [width, height]] of [
      [96, 64],
      [33, 77],
      [640, 360],
    ].entries()) {
      source.post('rgb(20 200 90)', width, height);
      await vi.waitFor(() => expect(frames(events)).toHaveLength(i + 1), patience);
      expect(frames(events).at(-1)!.frame).toEqual({ width, height });
    }
  });

  it('says when the source ends', async () => {
    const source = await ManualSource.attach(client);
    source.end();
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toContain('source-ended'), patience);
  });

  it('refuses bytes that are not those of the index, with their code', async () => {
    const wrong = await request('ort-wasm');
    const open = (change: object) =>
      client.open({ ...wrong, file: { ...wrong.file, ...change } }, () => undefined, never);
    await expect(open({ sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'hash-mismatch' });
    await expect(open({ bytes: wrong.file.bytes - 1 })).rejects.toMatchObject({ code: 'bad-file' });
    await expect(open({ bytes: wrong.file.bytes + 1 })).rejects.toMatchObject({ code: 'bad-file' });
    await expect(open({ file: 'not-there.onnx' })).rejects.toMatchObject({ code: 'model-missing' });
    await expect(open({ model: 'no-such-model' })).rejects.toMatchObject({ code: 'model-missing' });
    await expect(open({ format: 'tflite' })).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('keeps the old model running when a new one fails, and when a load is cancelled', async () => {
    await client.open(await request('ort-wasm'), () => undefined, never);
    const source = await ManualSource.attach(client);
    const wrong = await request('ort-wasm');
    const failing = { ...wrong, file: { ...wrong.file, sha256: '0'.repeat(64) } };
    await expect(client.open(failing, () => undefined, never)).rejects.toMatchObject({
      code: 'hash-mismatch',
    });
    const controller = new AbortController();
    const cancelled = client.open(await request('ort-wasm'), () => controller.abort(), controller.signal);
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
    source.post();
    await vi.waitFor(() => expect(frames(events)).toHaveLength(1), patience);
    expect(frames(events)[0]!.summary).toMatchObject({ kind: 'density-map' });
  });

  it('says that the device was lost, and opens on a new one in the same worker', async () => {
    await client.open(await request('ort-webgpu'), () => undefined, never);
    const source = await ManualSource.attach(client);
    source.post();
    await vi.waitFor(() => expect(frames(events)).toHaveLength(1), patience);
    await client.loseDevice();
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toContain('device-lost'), patience);
    source.post();
    await vi.waitFor(async () => expect(await client.resources()).toMatchObject({ openFrames: 0 }), patience);
    await client.open(await request('ort-webgpu'), () => undefined, never);
    events.length = 0;
    source.post();
    await vi.waitFor(() => expect(frames(events)).toHaveLength(1), patience);
  });

  it('measures what it has to choose from when the engine is auto', async () => {
    const report = await client.open(await request('auto'), () => undefined, never);
    expect(report.decision).toMatch(/this model: ort-\w+ [\d.]+ ms, ort-\w+ [\d.]+ ms a run/);
    expect(report.decision!.indexOf(report.engine)).toBe('this model: '.length);
  });

  it('does the round trip when asked, with the same result', async () => {
    const report = await client.open(
      await request('ort-webgpu', { roundTrip: true }),
      () => undefined,
      never,
    );
    expect(report.roundTrip).toBe(true);
    const source = await ManualSource.attach(client);
    source.post();
    await vi.waitFor(() => expect(frames(events)).toHaveLength(1), patience);
    expect(frames(events)[0]!.summary).toMatchObject({ kind: 'density-map' });
  });

  it('rejects calls under way when it is ended', async () => {
    const opening = client.open(await request('ort-wasm'), () => undefined, never);
    client.terminate('enough');
    await expect(opening).rejects.toMatchObject({ code: 'stuck', message: 'enough' });
  });
});
