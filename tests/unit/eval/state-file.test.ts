import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StateFile } from '#eval/cli/state-file.ts';
import { densityMapJudge } from '#eval/judges/density-map.ts';

const { schema } = densityMapJudge;
const HEAD = '{"model":"a"}';
const outcome = (sample: string) => ({
  sample,
  outcome: { truth: 3, found: 2.5, game: [1, 1, 2] },
  inferenceMs: 1,
  totalMs: 2,
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-state-'));
  path = join(folder, 'below/state.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function stopped(...samples: string[]): Promise<void> {
  const state = new StateFile(path);
  expect(await state.open(HEAD, schema)).toEqual([]);
  for (const sample of samples) state.add(outcome(sample));
  await state.written();
}

it('gives back what was done, and goes on behind it', async () => {
  await stopped('a', 'b');
  const again = new StateFile(path);
  expect(await again.open(HEAD, schema)).toEqual([outcome('a'), outcome('b')]);
  again.add(outcome('c'));
  await again.written();
  expect(await new StateFile(path).open(HEAD, schema)).toHaveLength(3);
});

it('drops half a line of a process that was killed', async () => {
  await stopped('a');
  appendFileSync(path, '{"sample":"b","outc');
  const again = new StateFile(path);
  expect(await again.open(HEAD, schema)).toEqual([outcome('a')]);
  again.add(outcome('c'));
  await again.written();
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(3);
});

it('refuses the state of another evaluation, and says what to do', async () => {
  await stopped('a');
  await expect(new StateFile(path).open('{"model":"b"}', schema)).rejects.toThrow(/--fresh .* --out/);
});

it('names a line that is damaged', async () => {
  await stopped('a');
  writeFileSync(path, `${HEAD}\n{"sample":"a"}\n`);
  await expect(new StateFile(path).open(HEAD, schema)).rejects.toThrow(/line 2, is damaged: add --fresh/);
});

it('is gone once the report is written', async () => {
  await stopped('a');
  await new StateFile(path).remove();
  await stopped();
});
