import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Checkpoint } from '#export/checkpoints/stored-tensor.ts';
import { buildFromCheckpoint, exportUntrained } from '#export/export-model.ts';
import { sizeOf } from '#export/tensor-data.ts';
import { program } from '#models/pem/network.ts';
import { goldenFiles, readGolden, readKeys } from '#tests/golden/golden-file.ts';
import { holdAgainst, passes } from '#tests/golden/hold.ts';

// Networks of 20 million weights, where many tests run at once.
vi.setConfig({ testTimeout: 120_000 });

const golden = (name: string): string => goldenFiles().find((path) => path.endsWith(join('/', name)))!;

const options = { size: { width: 64, height: 32 }, config: { stdc: '1', classes: 19 } };

/** Of the original's keys and shapes, all zeros. */
const checkpoint = (): Map<string, Checkpoint extends ReadonlyMap<string, infer T> ? T : never> => {
  const path = golden('pem-stdc1@96x128.json');
  return new Map(
    readKeys(path, readGolden(path))!.map(({ key, shape }) => [
      key,
      { shape, read: () => new Float32Array(sizeOf(shape)) },
    ]),
  );
};

describe('PEM', () => {
  test.each(['pem-stdc1@96x128.json', 'pem-stdc2@160x96.json'])(
    'gives what the original gives with masks of all sizes, some of them empty: %s',
    async (name) => {
      const verdict = await holdAgainst(golden(name));
      expect(verdict.fillProblems).toEqual([]);
      expect(passes(verdict), JSON.stringify(verdict)).toBe(true);
    },
  );

  test('takes the checkpoint of a training, with the weights of its loss', () => {
    const stored = checkpoint().set('criterion.empty_weight', {
      shape: [20],
      read: () => new Float32Array(20),
    });
    const { graph } = buildFromCheckpoint(program, stored, options);
    expect(graph.outputs.map(({ name, shape }) => [name, ...shape])).toEqual([['logits', 1, 19, 32, 64]]);
  });

  test('names a key that is missing', () => {
    const key = 'sem_seg_head.pixel_decoder.dcn.1.dcn.weight';
    const stored = checkpoint();
    stored.delete(key);
    expect(() => buildFromCheckpoint(program, stored, options)).toThrow(`1 missing (${key} [128,128,3,3])`);
  });

  test('leaves its scores at a quarter of the picture where the page enlarges them', () => {
    const config = { ...options.config, upsample: false };
    const { outputs } = exportUntrained({ program, ...options, precision: 'fp16', config });
    expect(outputs).toEqual([{ name: 'logits', shape: [1, 19, 8, 16] }]);
  });

  test('refuses a size that its pyramid does not fit', () => {
    const size = { width: 80, height: 48 };
    expect(() => exportUntrained({ program, ...options, precision: 'fp32', size })).toThrow(
      /do not broadcast/,
    );
  });
});
