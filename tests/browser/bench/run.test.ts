import { describe, expect, it, vi } from 'vitest';
import { Journal } from '#bench/journal.ts';
import { makePlan } from '#bench/plan.ts';
import { readReport, type Report } from '#bench/report.ts';
import { runPlan } from '#bench/run.ts';
import { tinyIndex } from '#tests/helpers/bench-models.ts';
import { faultyWorkers } from '../../fixtures/page/bench/faults.ts';

// Several workers, each of which compiles a runtime of 14 MB.
vi.setConfig({ testTimeout: 180_000 });

const runs = { atLeast: 12, seconds: 0, warmUpSeconds: 2 };
const plan = (sides: number[], parts: Partial<Parameters<typeof makePlan>[0]> = {}) =>
  makePlan({
    name: 'test',
    models: [{ model: 'mcnn', sizes: sides.map((side) => ({ width: side, height: side })) }],
    engines: [{ engine: 'ort-wasm', threads: 1 }],
    runs,
    seed: 5,
    ...parts,
  });
const statuses = ({ results }: Report) =>
  Object.fromEntries(results.map(({ cell, status }) => [cell.size.width, status]));

describe('a bench', () => {
  it('measures each cell in a worker of its own, and tells all that a reader needs', async () => {
    const index = await tinyIndex([64, 96]);
    const stages = new Set<string>();
    const report = await runPlan(plan([64, 96]), {
      index: () => Promise.resolve(index),
      onProgress: ({ stage }) => stages.add(stage),
    });
    expect(report.results).toHaveLength(2);
    for (const result of report.results) {
      expect(result).toMatchObject({
        status: 'done',
        conditions: { engine: 'ort-wasm', threads: 1, precision: 'fp32' },
        trained: false,
        agreement: { agrees: true, judged: 'worst' },
        graph: { cpuNodes: 0 },
      });
      expect(result.inference!.count).toBeGreaterThanOrEqual(12);
      expect(result.inference!.median).toBeGreaterThan(0);
      expect(result.load!.firstResultMs).toBeGreaterThan(result.load!.firstInferenceMs);
      expect(result.work!.gmacPerSecond).toBeGreaterThan(0);
      expect(result.work!.partOfPeak).toBeGreaterThan(0);
    }
    // One before, one between and one after; a disturbed round is run again and has its own.
    expect(report.drift.length).toBeGreaterThanOrEqual(3);
    expect(report.machine.browser).toMatch(/Chrom/);
    expect(report.machine.clockStepMs).toBeLessThan(1);
    expect([...stages]).toEqual(
      expect.arrayContaining(['machine', 'session', 'warm-up', 'measure', 'compare']),
    );
    expect(readReport(JSON.stringify(report))).toEqual(report);
  });

  it('goes on after a cell that crashes, and one that hangs', async () => {
    const index = await tinyIndex([32, 40, 48]);
    const report = await runPlan(plan([32, 40, 48], { cellSeconds: 15 }), {
      index: () => Promise.resolve(index),
      startWorker: faultyWorkers({ 32: 'crash', 40: 'hang' }),
    });
    expect(statuses(report)).toEqual({ 32: 'crashed', 40: 'hung', 48: 'done' });
    const error = (side: number) => report.results.find(({ cell }) => cell.size.width === side)?.error;
    expect(error(32)?.detail).toContain('a crash made for a test');
    expect(error(40)?.message).toContain('within 15 s');
  });

  it('goes on after a model whose bytes are not those that the index promises', async () => {
    const { files, ...rest } = await tinyIndex([32, 40]);
    const broken = files.map((file) => (file.size.width === 32 ? { ...file, sha256: '0'.repeat(64) } : file));
    const report = await runPlan(plan([32, 40]), {
      index: () => Promise.resolve({ ...rest, files: broken }),
    });
    expect(statuses(report)).toEqual({ 32: 'failed', 40: 'done' });
  });

  it('goes on where a reload broke it off, and gives up on a cell that ends its page each time', async () => {
    const journal = new Journal();
    await journal.clear();
    const index = await tinyIndex([32, 40, 48]);
    const options = { index: () => Promise.resolve(index), journal };
    const abort = new AbortController();
    // A reload: nothing is told to the journal after the first cell's end.
    const broken = runPlan(plan([32, 40, 48]), {
      ...options,
      signal: abort.signal,
      journal: Object.assign(new Journal(), { clear: () => Promise.resolve() }),
      onProgress: ({ done, stage }) => done === 1 && stage === 'session' && abort.abort(),
    });
    expect((await broken).marks).toEqual([expect.stringContaining('cancelled after 1 of 3')]);
    const unfinished = (await journal.unfinished())!;
    expect(unfinished.report.results.length).toBeGreaterThanOrEqual(1);
    unfinished.report.results.length = 1;
    unfinished.begun.set(1, 2);
    const report = await runPlan(unfinished.report.plan, { ...options, resume: unfinished });
    expect(report.results.map(({ status }) => status)).toEqual(['done', 'crashed', 'done']);
    expect(report.marks).toEqual(['went on after a reload, with cell 2']);
    expect(await journal.unfinished()).toBeUndefined();
  });

  it('refuses a plan of which nothing can run', async () => {
    const index = await tinyIndex([32]);
    const impossible = runPlan(plan([48]), { index: () => Promise.resolve(index) });
    await expect(impossible).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('Nothing of this plan can run here') as string,
    });
  });

  it('leaves larger inputs out once a smaller one was too slow', async () => {
    const index = await tinyIndex([32, 64, 96]);
    const report = await runPlan(plan([32, 64, 96], { holdFps: 1000 }), {
      index: () => Promise.resolve(index),
      startWorker: faultyWorkers({ 64: 'crash' }),
    });
    expect(report.results.map(({ cell }) => cell.size.width)).toEqual([32, 64, 96]);
    expect(statuses(report)).toMatchObject({ 64: 'crashed', 96: 'skipped' });
    expect(report.results[2]?.error?.message).toContain('64 × 64 already missed 1000 fps (crashed)');
  });
});
