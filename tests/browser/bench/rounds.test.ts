import { describe, expect, it, vi } from 'vitest';
import { makePlan } from '#bench/plan.ts';
import { readReport, type Report } from '#bench/report.ts';
import { runPlan, type BenchOptions } from '#bench/run.ts';
import { manifestOf } from '#models/registry.ts';
import { atOwnAddress, tinyIndex } from '#tests/helpers/bench-models.ts';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import { faultyWorkers } from '../../fixtures/page/bench/faults.ts';

vi.setConfig({ testTimeout: 180_000 });

const runs = { atLeast: 12, seconds: 0, warmUpSeconds: 2 };
const wasm = [{ engine: 'ort-wasm' as const, threads: 1 }];

async function run(
  parts: Omit<Parameters<typeof makePlan>[0], 'name' | 'engines'>,
  options: BenchOptions,
): Promise<Report> {
  const report = await runPlan(makePlan({ name: 'test', engines: wasm, runs, seed: 5, ...parts }), options);
  expect(readReport(JSON.stringify(report))).toEqual(report);
  return report;
}

describe('cells of several rounds', () => {
  it('take turns, and a crash among them ends no other', async () => {
    const index = await tinyIndex([32, 64, 96]);
    const sides = [32, 64, 96].map((side) => ({ width: side, height: side }));
    const stages: string[] = [];
    const report = await run(
      { models: [{ model: 'mcnn', sizes: sides }], rounds: 3, accuracy: 2 },
      {
        index: () => Promise.resolve(index),
        startWorker: faultyWorkers({ 64: 'crash' }),
        onProgress: ({ stage, cell }) => stages.push(`${cell?.size.width} ${stage}`),
      },
    );
    const by = (side: number) => report.results.find(({ cell }) => cell.size.width === side)!;
    expect(by(64).status).toBe('crashed');
    let turns = 1;
    for (const side of [32, 96]) {
      const { samples, inference } = by(side);
      const { rounds = [], probes, disturbedRuns = [] } = samples!;
      // Rounds with too few runs that were left alone are run again; runs beside which something else ran are kept.
      expect(rounds.length).toBeGreaterThanOrEqual(3);
      const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);
      expect(sum(rounds)).toBe(samples!.inference!.length);
      expect(probes).toHaveLength(2 * sum(rounds));
      expect(probes!.every((ms) => ms > 0)).toBe(true);
      expect(inference!.count).toBe(sum(rounds) - disturbedRuns.length);
      expect(by(side).work!.macs).toBeGreaterThan(1000);
      // One of each round, and the last, in which the result is put together.
      turns += rounds.length + 1;
    }
    // One look at the pace after each turn, and one before all; more where other work was waited with.
    expect(report.drift.length).toBeGreaterThanOrEqual(1 + turns);
    const measured = stages.filter((stage) => stage.endsWith('measure')).map((stage) => stage.split(' ')[0]);
    const last = (side: string) => measured.lastIndexOf(side);
    expect(measured.indexOf('96')).toBeLessThan(last('32'));
    expect(measured.indexOf('32')).toBeLessThan(last('96'));
  });
});

describe('a size that the server has no file of', () => {
  it('is built with filler weights, measured, and told as untrained', async () => {
    const report = await run(
      {
        models: [{ model: 'mcnn', variant: 'shanghaitech-a', sizes: [{ width: 72, height: 48 }] }],
        filler: true,
      },
      { index: () => Promise.resolve({ version: 1, files: [] }) },
    );
    expect(report.results).toMatchObject([
      { status: 'done', trained: false, agreement: { agrees: true }, graph: { cpuNodes: 0 } },
    ]);
    const { sizes, macs } = manifestOf('mcnn')!.variants[0]!;
    const part = (72 * 48) / (sizes[0]!.width * sizes[0]!.height);
    expect(report.results[0]!.work!.macs).toBeCloseTo(macs! * part, -1);
  });
});

describe('labels', () => {
  it('judge a trained model’s cell on the rendered pack', async () => {
    const { file, bytes } = await tinyModel('selfie-segmentation', { side: 64 });
    const report = await run(
      { models: [{ model: 'selfie-segmentation' }], accuracy: 2 },
      {
        index: () =>
          Promise.resolve({ version: 1, files: [atOwnAddress({ file: { ...file, trained: true }, bytes })] }),
      },
    );
    const { accuracy } = report.results[0]!;
    expect(accuracy).toMatchObject({ set: 'the rendered pack', pictures: 2 });
    expect(accuracy!.figures.map(({ name }) => name)).toEqual(expect.arrayContaining(['SAD', 'MSE']));
    for (const { value } of accuracy!.figures) if (value !== undefined) expect(value).toBeGreaterThan(0);
  });
});

describe('the naive pipeline', () => {
  it('runs on the built-in scene to a result beside the other modes', async () => {
    const { file, bytes } = await tinyModel('selfie-segmentation', { side: 64 });
    const report = await run(
      { models: [{ model: 'selfie-segmentation' }], modes: ['naive'], runs: { ...runs, warmUpSeconds: 0 } },
      { index: () => Promise.resolve({ version: 1, files: [atOwnAddress({ file, bytes })] }) },
    );
    expect(report.results).toMatchObject([{ status: 'done', cell: { mode: 'naive' } }]);
    const { period, inference, age, frames } = report.results[0]!;
    expect(period!.median).toBeGreaterThan(inference!.median);
    expect(age!.median).toBeGreaterThan(0);
    expect(frames!.shown).toBe(12);
  });
});
