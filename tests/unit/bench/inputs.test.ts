import { describe, expect, it } from 'vitest';
import { cellsOf, type Means } from '#bench/cells.ts';
import { inputsOf, rampOf, reasonAgainstFiller } from '#bench/inputs.ts';
import { makePlan } from '#bench/plan.ts';
import { manifestOf } from '#models/registry.ts';
import { someMachine } from '#tests/helpers/bench-reports.ts';

const means: Means = {
  files: [],
  manifest: manifestOf,
  engines: someMachine.engines,
  threads: 2,
  shaderF16: false,
};

describe('sizes that no server has', () => {
  it('grow in steps of a quarter, keep their shape and stay multiples', () => {
    const ramp = rampOf({ width: 480, height: 360 }, 8);
    expect(ramp.length).toBeGreaterThan(8);
    expect(ramp[0]!.width).toBeLessThan(260);
    expect(ramp.at(-1)!.width * ramp.at(-1)!.height).toBeLessThanOrEqual(3840 * 2160);
    for (const [i, { width, height }] of ramp.entries()) {
      expect([width % 8, height % 8]).toEqual([0, 0]);
      expect(Math.abs(width / height - 4 / 3)).toBeLessThan(0.05);
      if (i > 0) expect(width / ramp[i - 1]!.width).toBeGreaterThan(1.15);
    }
  });

  it('can be built of networks that are written down here, and not of converted files', () => {
    const at = (side: number) => ({ width: side, height: side });
    expect(reasonAgainstFiller(manifestOf('cgnet'), 'camvid', at(488))).toBeUndefined();
    expect(reasonAgainstFiller(manifestOf('cgnet'), 'camvid', at(487))).toContain('multiples of 8');
    expect(reasonAgainstFiller(manifestOf('centernet'), 'coco', at(512))).toContain('converted file');
    expect(reasonAgainstFiller(undefined, 'x', at(8))).toContain('no such model');
  });

  it('are cells of a plan that asks for filler, and left out of others', () => {
    const parts = {
      name: 'large',
      models: [{ model: 'ddrnet', variant: 'cityscapes-23-slim', sizes: [{ width: 2048, height: 1024 }] }],
      engines: [{ engine: 'ort-wasm' as const }],
    };
    expect(cellsOf(makePlan({ ...parts, filler: true }), means).cells).toMatchObject([
      { variant: 'cityscapes-23-slim', size: { width: 2048 } },
    ]);
    expect(() => cellsOf(makePlan(parts), means)).toThrow('no file of it');
  });

  it('are a ramp where they can be built, else what is here', () => {
    const model = { model: 'cgnet', variant: 'camvid', sizes: 'ramp' as const };
    expect(inputsOf(model, [], manifestOf('cgnet')).length).toBeGreaterThan(8);
    expect(inputsOf(model, [], undefined)).toEqual([]);
    const converted = inputsOf({ model: 'centernet', sizes: 'ramp' }, [], manifestOf('centernet'));
    expect(converted.map(({ size }) => size)).toEqual(manifestOf('centernet')!.variants[0]!.sizes);
  });
});

describe('the naive pipeline', () => {
  it('is a cell of models that give maps, on ort-wasm', () => {
    const plan = makePlan({
      name: 'naive',
      models: ['cgnet', 'leyolo'].map((model) => ({ model, sizes: [{ width: 320, height: 256 }] })),
      engines: [{ engine: 'ort-wasm' }, { engine: 'ort-webgpu' }],
      modes: ['naive'],
      filler: true,
    });
    const { cells, excluded } = cellsOf(plan, means);
    expect(cells).toMatchObject([{ model: 'cgnet', engine: 'ort-wasm' }]);
    expect(excluded.map(({ why }) => why)).toEqual(
      expect.arrayContaining([
        'the naive pipeline runs on ort-wasm.',
        'the naive pipeline paints maps, and this gives boxes.',
      ]),
    );
  });
});
