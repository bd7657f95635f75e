import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineId } from '#core/engine-id.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { EngineSession } from '#engine/engine.ts';
import { chooseEngine, type Choosing } from '#workers/live/choose-engine.ts';
import type { OpenableModel } from '#workers/shared/openable-model.ts';

/** What opening and each run of an engine take; `Infinity` never comes back. */
interface Pace {
  openMs: number;
  runMs: number;
}

const waitFor = (ms: number) =>
  ms === Infinity ? new Promise<never>(() => undefined) : new Promise((resolve) => setTimeout(resolve, ms));

function model(name: string): OpenableModel {
  const file = { file: name, sha256: name } as ModelFile;
  return { bytes: new Uint8Array(4), file };
}

/** Engines that only wait, with the names of those that are open. */
function engines(paces: Partial<Record<EngineId, Pace>>) {
  const open = new Set<string>();
  const choosing: Choosing = {
    candidates: Object.keys(paces) as EngineId[],
    excluded: [],
    adapter: crypto.randomUUID(),
    device: undefined,
    loadProbe: () => Promise.resolve(model('probe.onnx')),
    open: async (engine, { file }) => {
      const { openMs, runMs } = paces[engine]!;
      await waitFor(openMs);
      const name = `${engine} ${file.file}`;
      open.add(name);
      return {
        conditions: { engine },
        io: { location: 'cpu' },
        run: () => waitFor(runMs),
        dispose: () => Promise.resolve(void open.delete(name)),
      } as unknown as EngineSession;
    },
  };
  return { choosing, open };
}

/** Runs the clock until `promise` is settled. */
async function settle<T>(promise: Promise<T>): Promise<T> {
  let isSettled = false;
  promise.then(
    () => (isSettled = true),
    () => (isSettled = true),
  );
  while (!isSettled) await vi.advanceTimersByTimeAsync(100);
  return promise;
}

describe('auto', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const { signal } = new AbortController();

  it('takes the engine that is clearly faster on the probe network, and opens the model there only', async () => {
    const { choosing, open } = engines({
      'ort-wasm': { openMs: 50, runMs: 40 },
      'ort-webgpu': { openMs: 900, runMs: 2 },
    });
    const { session, decision } = await settle(chooseEngine(choosing, model('a'), signal));
    expect(session.conditions.engine).toBe('ort-webgpu');
    expect(decision).toContain('probe network: ort-webgpu 2.0 ms, ort-wasm 40.0 ms');
    expect([...open]).toEqual(['ort-webgpu a']);
  });

  it('times the model itself when the probe network leaves it open', async () => {
    const { choosing, open } = engines({
      'ort-wasm': { openMs: 50, runMs: 10 },
      'ort-webgpu': { openMs: 900, runMs: 12 },
    });
    const { session, decision } = await settle(chooseEngine(choosing, model('b'), signal));
    expect(session.conditions.engine).toBe('ort-wasm');
    expect(decision).toContain('this model');
    expect([...open]).toEqual(['ort-wasm b']);
  });

  it.each([Infinity, 30_000])(
    'waits seconds, not for ever, for an engine that opens in %d ms',
    async (openMs) => {
      const { choosing, open } = engines({
        'ort-wasm': { openMs: 50, runMs: 10 },
        'ort-webgpu': { openMs, runMs: 1 },
      });
      const startMs = Date.now();
      const { session, decision } = await settle(chooseEngine(choosing, model('c'), signal));
      expect(Date.now() - startMs).toBeLessThan(10_000);
      expect(session.conditions.engine).toBe('ort-wasm');
      expect(decision).toContain('ort-webgpu failed (not ready after');
      await vi.advanceTimersByTimeAsync(60_000);
      // What came too late was closed.
      expect([...open]).toEqual(['ort-wasm c']);
    },
  );

  it('waits for the only engine that works', async () => {
    const { choosing } = engines({ 'ort-webgpu': { openMs: 40_000, runMs: 1 } });
    const { session } = await settle(chooseEngine(choosing, model('d'), signal));
    expect(session.conditions.engine).toBe('ort-webgpu');
  });

  it('gives up at once when it is cancelled, and leaves nothing open', async () => {
    const controller = new AbortController();
    const { choosing, open } = engines({
      'ort-wasm': { openMs: 50, runMs: 10 },
      'ort-webgpu': { openMs: 5_000, runMs: 1 },
    });
    const choice = chooseEngine(choosing, model('e'), controller.signal);
    const outcome = expect(choice).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort();
    await outcome;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([...open]).toEqual([]);
  });
});
