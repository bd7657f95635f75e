import { describe, expect, test, vi } from 'vitest';
import { buildFromCheckpoint } from '#export/export-model.ts';
import { program as cgnet } from '#models/cgnet/network.ts';
import { program as ddrnet } from '#models/ddrnet/network.ts';
import { program as espnetv2 } from '#models/espnetv2/network.ts';
import { program as mcnn } from '#models/mcnn/network.ts';
import type { ParameterProgram, ProgramConfig } from '#models/network-program.ts';
import { allSubjects, loadProgram, subjectName } from '#models/prepare/families.ts';
import { countNetwork } from '#tests/helpers/count-macs.ts';
import { thrown } from '#tests/helpers/thrown.ts';

// DDRNet-39's graph alone is 130 MB, which takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 180_000 });

const build = (program: ParameterProgram, config: ProgramConfig, width: number, height: number) =>
  countNetwork(program, { size: { width, height }, config });

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

/**
 * Parameters that the published count has and the network does not ask for (+), or the other way round (−); for all
 * variants, or by variant.
 */
const countedApart: Readonly<Record<string, number | Readonly<Record<string, number>>>> = {
  // Slopes that checkpoints hold and nothing reads, see isUnused.
  espnetv2: {
    'cityscapes-s10-512': 224,
    'cityscapes-s05': 112,
    'cityscapes-s10': 224,
    'cityscapes-s20': 480,
    'pascal-s20': 480,
  },
  // The backbone stands there under two names.
  modnet: -2_223_872 + 10_466,
  // The head that training uses (17), and the filter that ratio 1 leaves out (see isUnused).
  'robust-video-matting': 825,
  // The bins of the sides' distributions are a constant.
  'damo-yolo': { ns: -8, nm: -8, nl: -8, t: -17, s: -17, m: -17, l: -17 },
  // The backbone stands there under two names here, too.
  pem: { 'cityscapes-stdc1': -5_318_304, 'cityscapes-stdc2': -9_348_768 },
  // A normalisation that the original makes and never applies.
  sfanet: { 'm-sfanet': 2, 'm-segnet': 2 },
};

describe('manifests tell the truth about their networks', async () => {
  const subjects = await allSubjects();
  const programs = await Promise.all(subjects.map(loadProgram));
  const ours = subjects.flatMap((subject, i) => {
    const program = programs[i]!;
    return program.from === 'parameters' ? [{ name: subjectName(subject), program, ...subject }] : [];
  });

  test.each(ours)('$name', ({ manifest, program, variant }) => {
    const [input, outputs] = [variant.input ?? manifest.input, variant.outputs ?? manifest.outputs];
    const [first] = variant.sizes;
    const multiple = manifest.sizeMultiple;
    // The default, and one that nobody listed.
    const other = { width: first!.width + multiple, height: first!.height + 2 * multiple };
    for (const { width, height } of [first!, other]) {
      const built = countNetwork(program, { size: { width, height }, config: variant.config ?? {} });
      const [picture, ...remembered] = built.inputs;
      expect(picture).toEqual([input.name, 1, input.mean.length, height, width]);
      expect(remembered.map(([name]) => name).sort()).toEqual(built.fedBack.sort());
      for (const output of outputs) {
        const shape = built.outputs.find(([name]) => name === output.name)?.slice(1);
        expect(shape, `${output.name} among ${built.outputs.map(([name]) => name).join()}`).toBeDefined();
        if ('classes' in output) expect(shape).toContain(output.classes);
        if (output.meaning === 'alpha' || output.meaning === 'density') expect(shape).toHaveLength(4);
      }
      if (width !== first!.width) continue;
      const apart = countedApart[manifest.id] ?? 0;
      expect(built.params + (typeof apart === 'number' ? apart : (apart[variant.id] ?? 0))).toBe(
        variant.params,
      );
      if (variant.macs !== undefined) expect(built.macs / variant.macs).toBeCloseTo(1, 2);
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
