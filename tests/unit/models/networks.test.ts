import { describe, expect, test, vi } from 'vitest';
import { GraphBuilder } from '#export/graph-builder.ts';
import { buildFromCheckpoint } from '#export/export-model.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';
import { manifest as cgnetManifest } from '#models/cgnet/manifest.ts';
import { program as cgnet } from '#models/cgnet/network.ts';
import { program as ddrnet } from '#models/ddrnet/network.ts';
import { manifest as espnetv2Manifest } from '#models/espnetv2/manifest.ts';
import { program as espnetv2 } from '#models/espnetv2/network.ts';
import { manifest as mcnnManifest } from '#models/mcnn/manifest.ts';
import { program as mcnn } from '#models/mcnn/network.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { ParameterProgram, ProgramConfig } from '#models/network-program.ts';
import { thrown } from '#tests/helpers/thrown.ts';

// DDRNet-39's graph alone is 130 MB, which takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

/** Output shapes and the number of parameters, built without a checkpoint. */
function build(program: ParameterProgram, config: ProgramConfig, width: number, height: number) {
  const taken = new Map<string, readonly number[]>();
  const take = (key: string, shape: readonly number[]) => {
    expect(taken.has(key), `${key} is asked for twice`).toBe(false);
    taken.set(key, shape);
    return float32(shape, new Float32Array(sizeOf(shape)));
  };
  const graph = new GraphBuilder({ parameters: { take } });
  program.build(graph, { size: { width, height }, config });
  const { inputs, outputs } = graph.finish();
  const learned = [...taken].filter(([key]) => !/\.running_(mean|var)$/.test(key));
  return {
    inputs: inputs.map(({ name, shape }) => [name, ...shape]),
    outputs: outputs.map(({ name, shape }) => [name, ...shape]),
    params: learned.reduce((sum, [, shape]) => sum + sizeOf(shape), 0),
  };
}

describe('networks are built at any valid size', () => {
  test.each([
    [8, 8],
    [488, 360],
    [1000, 56],
  ])('CGNet at %i×%i, enlarged or not', (width, height) => {
    const [full, eighth] = [true, false].map((upsample) =>
      build(cgnet, { classes: 11, upsample }, width, height),
    );
    expect(full!.inputs).toEqual([['image', 1, 3, height, width]]);
    expect(full!.outputs).toEqual([['logits', 1, 11, height, width]]);
    expect(eighth!.outputs).toEqual([['logits', 1, 11, height / 8, width / 8]]);
  });

  test.each([
    [0.5, 'city', 20, 16, 16],
    [1.25, 'city', 20, 176, 144],
    [1.5, 'coco', 81, 400, 304],
    [2, 'pascal', 21, 384, 384],
  ])('ESPNetv2 of width %d for %s, %i classes, at %i×%i', (scale, dataset, classes, width, height) => {
    const config = { scale, dataset, classes };
    expect(build(espnetv2, config, width, height).outputs).toEqual([['logits', 1, classes, height, width]]);
    const half = build(espnetv2, { ...config, upsample: false }, width, height);
    expect(half.outputs).toEqual([['logits', 1, classes, height / 2, width / 2]]);
  });

  test.each([
    [4, 4],
    [1024, 744],
  ])('MCNN at %i×%i', (width, height) => {
    expect(build(mcnn, {}, width, height).outputs).toEqual([['density', 1, 1, height / 4, width / 4]]);
  });

  test.each<[ProgramConfig, number, number, number]>([
    [{ depth: 23, slim: true, classes: 19 }, 480, 360, 5_695_987],
    [{ depth: 23, slim: true, classes: 11 }, 960, 720, 5_695_467],
    [{ depth: 23, classes: 19 }, 64, 64, 20_148_947],
    [{ depth: 39, classes: 19 }, 512, 8, 32_360_275],
  ])('DDRNet %o at %i×%i', (config, width, height, params) => {
    const built = build(ddrnet, config, width, height);
    expect(built.outputs).toEqual([['logits', 1, config['classes'], height / 8, width / 8]]);
    expect(built.params).toBe(params);
  });
});

describe('manifests tell the truth about their networks', () => {
  const families: [ModelManifest, ParameterProgram, unused: Record<string, number>][] = [
    [cgnetManifest, cgnet, {}],
    [mcnnManifest, mcnn, {}],
    // Slopes that checkpoints hold and nothing reads, see isUnused.
    [
      espnetv2Manifest,
      espnetv2,
      { 'cityscapes-s05': 112, 'cityscapes-s20': 480, 'pascal-s20': 480, others: 224 },
    ],
  ];
  const variants = families.flatMap(([manifest, program, unused]) =>
    manifest.variants.map((variant) => ({
      name: `${manifest.id} ${variant.id}`,
      manifest,
      program,
      unused,
      variant,
    })),
  );

  test.each(variants)('$name', ({ manifest, program, unused, variant }) => {
    const [input, outputs] = [variant.input ?? manifest.input, variant.outputs ?? manifest.outputs];
    const labels = variant.labels ?? manifest.labels;
    for (const { width, height } of variant.sizes) {
      expect([width % manifest.sizeMultiple, height % manifest.sizeMultiple]).toEqual([0, 0]);
      const built = build(program, variant.config ?? {}, width, height);
      expect(built.inputs).toEqual([[input.name, 1, input.mean.length, height, width]]);
      expect(built.outputs.map(([name]) => name)).toEqual(outputs.map(({ name }) => name));
      expect(built.params + (unused[variant.id] ?? unused['others'] ?? 0)).toBe(variant.params);
      if (labels.length > 0) expect(built.outputs[0]![2]).toBe(labels.length);
    }
  });
});

test('a checkpoint of another network is refused with what is missing and what is left over', () => {
  const checkpoint = new Map([['DME.fuse.0.conv.bias', { shape: [1], read: () => new Float32Array(1) }]]);
  const { message } = thrown(() =>
    buildFromCheckpoint(cgnet, checkpoint, { size: { width: 64, height: 64 }, config: { classes: 11 } }),
  );
  expect(message).toContain('level1_0.conv.weight [32,3,3,3]');
  expect(message).toContain('444 missing');
  expect(message).toContain('1 unexpected (DME.fuse.0.conv.bias)');
});
