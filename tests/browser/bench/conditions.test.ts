import { afterEach, describe, expect, it, vi } from 'vitest';
import { makePlan, type Plan } from '#bench/plan.ts';
import { runPlan, type BenchOptions } from '#bench/run.ts';
import { tinyIndex } from '#tests/helpers/bench-models.ts';

vi.setConfig({ testTimeout: 120_000 });

const runs = { atLeast: 5, seconds: 0, warmUpSeconds: 1 };
const wasm = { engine: 'ort-wasm' as const, threads: 1 };

function planOf(parts: Partial<Parameters<typeof makePlan>[0]> = {}): Plan {
  return makePlan({
    name: 'test',
    models: [{ model: 'mcnn' }],
    engines: [wasm],
    runs,
    accuracy: 0,
    ...parts,
  });
}

async function options(parts: BenchOptions = {}): Promise<BenchOptions> {
  const index = await tinyIndex([32]);
  return { index: () => Promise.resolve(index), ...parts };
}

describe('what a reader must know', () => {
  afterEach(() => vi.restoreAllMocks());

  it('a hidden tab is refused at the start', async () => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    await expect(runPlan(planOf(), await options())).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('hidden') as string,
    });
  });

  it('a tab that was hidden in the middle is marked on the cell, and waited for', async () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false);
    const set = (value: boolean) => {
      hidden.mockReturnValue(value);
      document.dispatchEvent(new Event('visibilitychange'));
    };
    let hides = 0;
    const onProgress: BenchOptions['onProgress'] = ({ stage }) => {
      if (stage !== 'session' || hides++ > 0) return;
      set(true);
      setTimeout(() => set(false), 300);
    };
    const { results } = await runPlan(planOf(), await options({ onProgress }));
    expect(hides).toBeGreaterThan(0);
    expect(results[0]).toMatchObject({ status: 'done' });
    expect(results[0]!.marks).toContain('the tab was hidden');
  });

  it('the screen is kept on while it runs, and let go afterwards', async () => {
    const release = vi.fn(() => Promise.resolve());
    const request = vi
      .spyOn(navigator.wakeLock, 'request')
      .mockResolvedValue({ release } as unknown as WakeLockSentinel);
    const seen: number[] = [];
    const onProgress: BenchOptions['onProgress'] = ({ stage }) => {
      if (stage === 'session') seen.push(release.mock.calls.length);
    };
    await runPlan(planOf(), await options({ onProgress }));
    expect(request).toHaveBeenCalledWith('screen');
    expect(seen[0]).toBe(0);
    expect(release).toHaveBeenCalled();
  });

  it('a screen that may not be kept on stops nothing', async () => {
    vi.spyOn(navigator.wakeLock, 'request').mockRejectedValue(new DOMException('', 'NotAllowedError'));
    const { results } = await runPlan(planOf(), await options());
    expect(results[0]).toMatchObject({ status: 'done' });
  });

  it('an engine that this browser lacks is left out with its reason, and the rest run', async () => {
    const plan = planOf({ engines: [{ engine: 'ort-webnn' }, wasm] });
    const { machine, results, excluded } = await runPlan(plan, await options());
    const support = machine.engines['ort-webnn'];
    const isThere = results.some(({ cell }) => cell.engine === 'ort-webnn');
    expect(isThere).toBe(support.ok);
    if (!support.ok) {
      expect(excluded.map(({ why }) => why)).toContain(support.reason);
      expect(support.reason).toMatch(/WebNN/);
    }
    expect(results.find(({ cell }) => cell.engine === 'ort-wasm')).toMatchObject({ status: 'done' });
  });
});
