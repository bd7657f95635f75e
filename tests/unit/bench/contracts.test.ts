import { describe, expect, it } from 'vitest';
import { cellId, cellsOf, type Means } from '#bench/cells.ts';
import { driftLine } from '#bench/drift.ts';
import { adviceOf } from '#bench/machine.ts';
import { makePlan, readPlan, PLAN } from '#bench/plan.ts';
import { presets } from '#bench/presets.ts';
import { readReport } from '#bench/report.ts';
import { summarise } from '#bench/summary.ts';
import { manifestOf } from '#models/registry.ts';
import type { ModelFile } from '#core/io-spec.ts';
import { someMachine, someReport } from '#tests/helpers/bench-reports.ts';
import { thrown } from '#tests/helpers/thrown.ts';

const file = (model: string, side: number, more: Partial<ModelFile> = {}): ModelFile => ({
  model,
  variant: 'square',
  format: 'onnx',
  precision: 'fp32',
  size: { width: side, height: side },
  file: `${model}-${side}.onnx`,
  bytes: 10,
  sha256: '0'.repeat(64),
  input: { name: 'image', shape: [1, 3, side, side] },
  outputs: [{ name: 'out', shape: [1, 1, side, side] }],
  trained: true,
  ...more,
});

const means: Means = {
  files: [
    file('selfie-segmentation', 256),
    file('selfie-segmentation', 128),
    file('selfie-segmentation', 256, { precision: 'fp16' }),
    file('selfie-segmentation', 256, { format: 'tflite' }),
    file('centernet', 320),
  ],
  engines: someMachine.engines,
  threads: 2,
  shaderF16: false,
  manifest: manifestOf,
};

const plan = (parts: Partial<Parameters<typeof makePlan>[0]> = {}) =>
  makePlan({
    name: 'test',
    models: [{ model: 'selfie-segmentation' }],
    engines: [{ engine: 'ort-wasm' }],
    ...parts,
  });

describe('a plan', () => {
  it('is read with its defaults: at least 30 runs and 10 s a cell', () => {
    const text = JSON.stringify({
      ...PLAN,
      name: 'x',
      models: [{ model: 'cgnet' }],
      engines: [{ engine: 'ort-wasm' }],
    });
    expect(readPlan(text)).toMatchObject({
      runs: { atLeast: 30, seconds: 10 },
      precisions: ['fp32'],
      modes: ['bare'],
      models: [{ sizes: 'default' }],
    });
  });

  it('is refused in plain words that say where it is wrong', () => {
    const text = (change: object) => JSON.stringify({ ...plan(), ...change });
    expect(thrown(() => readPlan('{'))).toMatchObject({ code: 'bad-file', message: 'The plan is not JSON.' });
    expect(thrown(() => readPlan('{}')).message).toContain('"vitrine-bench-plan"');
    expect(thrown(() => readPlan(text({ engines: [{ engine: 'cuda' }] }))).message).toContain(
      'engines.0.engine',
    );
    expect(thrown(() => readPlan(text({ unheard: 1 }))).message).toContain('unheard');
    expect(thrown(() => readPlan(text({ runs: { atLeast: 1 } }))).message).toContain('runs.atLeast');
    expect(thrown(() => readPlan(text({ version: 2 })))).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('schema version 2') as string,
    });
  });

  it('becomes each combination that can run, and says why the others cannot', () => {
    const { cells, excluded } = cellsOf(
      plan({
        models: [{ model: 'selfie-segmentation', sizes: 'all' }, { model: 'absent' }],
        engines: [
          { engine: 'ort-wasm', threads: 1 },
          { engine: 'ort-wasm', threads: 8 },
          { engine: 'ort-webnn' },
          { engine: 'mediapipe-cpu' },
        ],
        precisions: ['fp32', 'fp16'],
      }),
      means,
    );
    expect(cells.map(cellId)).toEqual([
      'selfie-segmentation/square 256x256 fp32 ort-wasm/1 bare',
      'selfie-segmentation/square 256x256 fp32 mediapipe-cpu bare',
      'selfie-segmentation/square 128x128 fp32 ort-wasm/1 bare',
    ]);
    const whys = excluded.map(({ what, why }) => `${what}: ${why}`).join('\n');
    expect(whys).toContain('absent: this server has no file of it');
    expect(whys).toContain('8 threads asked for, 2 granted here');
    expect(whys).toContain('navigator.ml is missing');
    expect(whys).toContain('ort-wasm has no 16-bit kernels');
  });

  it('of which nothing can run is refused with the reason', () => {
    expect(thrown(() => cellsOf(plan({ engines: [{ engine: 'ort-webnn' }] }), means))).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('navigator.ml is missing') as string,
    });
  });

  it.each(presets)('$name runs on what is here', ({ make }) => {
    const made = make({ ...means, softwareGpu: true });
    const { cells } = cellsOf(made, means);
    expect(cells.length).toBeGreaterThan(0);
    expect(cells.every(({ engine }) => !['ort-webgpu', 'mediapipe-gpu'].includes(engine))).toBe(true);
    expect(readPlan(JSON.stringify(made))).toEqual(made);
  });
});

describe('a report', () => {
  it('is read as it was written', () => {
    const report = someReport(7);
    expect(readReport(JSON.stringify(report))).toEqual(report);
  });

  it('of a newer schema, or damaged, is refused in plain words', () => {
    const report = someReport(2);
    expect(thrown(() => readReport(JSON.stringify({ ...report, version: 3 })))).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('open it with a newer one') as string,
    });
    const damaged = structuredClone(report) as { results: { inference?: { median: unknown } }[] };
    damaged.results[1]!.inference!.median = 'fast';
    expect(thrown(() => readReport(JSON.stringify(damaged)))).toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('results.1.inference.median') as string,
    });
    expect(thrown(() => readReport(JSON.stringify(report).slice(0, -9))).code).toBe('bad-file');
  });
});

describe('a summary', () => {
  it('keeps outliers in its figures and counts them', () => {
    const samples = [...Array.from({ length: 20 }, (_, i) => 10 + i / 100), 50];
    expect(summarise([samples], 1)).toMatchObject({ count: 21, most: 50, outliers: 1, least: 10 });
    expect(summarise([], 1)).toBeUndefined();
    expect(summarise([[4]], 1)).toEqual(expect.not.objectContaining({ variation: NaN }));
  });
});

describe('the drift line', () => {
  it('says how much slower the machine ended, and how far a point lies from the rest', () => {
    const points = [20, 21, 22, 23, 24].map((ms, i) => ({ atSeconds: i * 10, ms }));
    const line = driftLine(points)!;
    expect(line.startMs).toBeCloseTo(20);
    expect(line.change).toBeCloseTo(0.2);
    expect(line.spread).toBeCloseTo(2 / 22);
    expect(driftLine(points.slice(0, 1))).toBeUndefined();
    expect(driftLine([points[0]!, points[0]!])?.change).toBe(0);
  });
});

describe('the advice', () => {
  it('is one sentence that says what the figures are worth', () => {
    expect(adviceOf(someMachine)).toContain('software renderer');
    const adapter = { ...someMachine.adapter!, software: false };
    expect(adviceOf({ ...someMachine, adapter: undefined })).toContain('no WebGPU');
    expect(adviceOf({ ...someMachine, adapter, sharedMemory: false })).toContain('one thread');
    expect(adviceOf({ ...someMachine, adapter, power: { charging: false, level: 0.5 } })).toContain(
      'battery',
    );
    expect(adviceOf({ ...someMachine, adapter })).toContain('your GPU');
  });
});
