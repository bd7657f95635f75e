import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineSession, OpenOptions } from '#engine/engine.ts';
import { engine as wasm } from '#engine/ort-wasm/engine.ts';
import { engine } from '#engine/ort-webgpu/engine.ts';
import { requestGpu, type Gpu } from '#gpu/device.ts';
import { engineContract, testInput } from '#tests/contracts/engine.contract.ts';
import { rememberingModel, tinyModel, twiceActivatedModel } from '#tests/helpers/tiny-model.ts';
import { inferOnCpu, inferOnGpu } from './infer.ts';

/** Of the output's range (../shared/RUNTIME.md saw 1.5e-7 on a mask). */
const TOLERANCE = 1e-5;

describe('ort-webgpu', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
    console.info(`adapter: ${JSON.stringify(gpu.adapter)}`);
  });
  afterAll(() => gpu.device.destroy());

  const options = (change: Partial<OpenOptions> = {}): OpenOptions => ({
    device: gpu.device,
    io: 'bound',
    graphCapture: false,
    threads: 0,
    ...change,
  });
  const open = async (change?: Partial<OpenOptions>): Promise<EngineSession> => {
    const { file, bytes } = await tinyModel('mcnn');
    return engine.open(bytes, file, options(change), new AbortController().signal);
  };
  const onWasm = async (): Promise<Float32Array> => {
    const { file, bytes } = await tinyModel('mcnn');
    const session = await wasm.open(bytes, file, options(), new AbortController().signal);
    const expected = (await inferOnCpu(session, testInput())).slice();
    await session.dispose();
    return expected;
  };

  engineContract({
    engine,
    options: () => Promise.resolve(options()),
    infer: (session, input) => inferOnGpu(gpu.device, session, input),
  });

  it('agrees with ort-wasm, bound and by round trip and as a captured graph', async () => {
    const expected = await onWasm();
    const bound = await open();
    expectClose(await inferOnGpu(gpu.device, bound, testInput()), expected);
    await bound.dispose();
    const roundTrip = await open({ io: 'round-trip' });
    expectClose(await inferOnCpu(roundTrip, testInput()), expected);
    await roundTrip.dispose();
    const captured = await open({ graphCapture: true });
    // Replayed for an input that the capture has not seen.
    await inferOnGpu(gpu.device, captured, testInput().reverse());
    expectClose(await inferOnGpu(gpu.device, captured, testInput()), expected);
    expect(captured.conditions.graphCapture || captured.conditions.notes.length > 0).toBe(true);
    await captured.dispose();
  });

  it('computes both of two activations behind a convolution', async () => {
    const { file, bytes } = await twiceActivatedModel();
    const { signal } = new AbortController();
    const reference = await wasm.open(bytes.slice(), file, options(), signal);
    const expected = (await inferOnCpu(reference, testInput())).slice();
    await reference.dispose();
    const session = await engine.open(bytes, file, options(), signal);
    expectClose(await inferOnGpu(gpu.device, session, testInput()), expected);
    await session.dispose();
  });

  it('keeps what a recurrent network remembers by round trip, and where a captured graph is asked for and refused', async () => {
    const { file, bytes } = await rememberingModel();
    const input = testInput();
    const sums = [1, 2, 1].map((count) => input.map((value) => count * value));
    for (const change of [{ graphCapture: true }, { io: 'round-trip' }] as const) {
      const session = await engine.open(bytes.slice(), file, options(change), new AbortController().signal);
      expect(session.conditions.graphCapture).toBe(false);
      const infer = () =>
        session.io.location === 'gpu'
          ? inferOnGpu(gpu.device, session, input)
          : inferOnCpu(session, input).then((values) => values.slice());
      const found = [await infer(), await infer()];
      session.reset();
      found.push(await infer());
      expect(found).toEqual(sums);
      await session.dispose();
    }
  });

  it('frees its buffers', async () => {
    const before = gpu.ledger.counts().gpuBuffers;
    const session = await open();
    await inferOnGpu(gpu.device, session, testInput());
    await session.dispose();
    // onnxruntime may keep a pool of its own; our two tensors are gone.
    const again = await open();
    await again.dispose();
    expect(gpu.ledger.counts().gpuBuffers).toBeLessThanOrEqual(before + 8);
  });

  it('rejects runs on a lost device, and runs on the next one in the same thread', async () => {
    const lost = await requestGpu();
    const session = await open({ device: lost.device });
    await session.run();
    lost.device.destroy();
    await lost.device.lost;
    await expect(session.run()).rejects.toMatchObject({ code: 'device-lost' });
    await session.dispose();
    await session.dispose();
    const next = await requestGpu();
    const again = await open({ device: next.device });
    expectClose(await inferOnGpu(next.device, again, testInput()), await onWasm());
    await again.dispose();
    next.device.destroy();
  });
});

function expectClose(actual: Float32Array, expected: Float32Array): void {
  expect(actual.length).toBe(expected.length);
  const range = Math.max(...expected) - Math.min(...expected);
  const worst = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? 0))), 0);
  expect(worst).toBeLessThanOrEqual(TOLERANCE * range);
}
