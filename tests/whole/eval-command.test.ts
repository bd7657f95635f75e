/** `npm run eval` as a person runs it, with weights that are in this repository, on pictures made here. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { reportSchema, type Report } from '#eval/report.ts';
import { finished } from '#tests/helpers/temp-project.ts';

vi.setConfig({ testTimeout: 240_000 });

const WIDTH = 128;
const HEIGHT = 96;
/** So many that the command is still at it when it is told to stop. */
const PICTURES = 60;

const root = mkdtempSync(join(tmpdir(), 'vitrine-eval-'));
const data = join(root, 'crowd');
const folder = (name: string) => join(root, name);

beforeAll(async () => {
  mkdirSync(data);
  const points: Record<string, { points: number[][] }> = {};
  for (let i = 0; i < PICTURES; i++) {
    const name = `${String(i).padStart(3, '0')}.png`;
    // Stripes, other ones in each picture, so that no two have the same count.
    const grey = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => ((at % WIDTH) * (i + 1)) % 251);
    await sharp(grey, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
      .png()
      .toFile(join(data, name));
    points[name] = { points: Array.from({ length: i % 5 }, (_, n) => [10 * n + 5, 20]) };
  }
  writeFileSync(join(data, 'points.json'), JSON.stringify(points));
});
afterAll(() => rmSync(root, { recursive: true }));

function start(out: string, threads: number) {
  const words = ['--model', 'mcnn/own', '--data', data, '--size', 'own', '--worst', '2', '--out', out];
  return spawn(
    process.execPath,
    ['--import', 'tsx', 'src/eval/cli/eval.ts', ...words, '--threads', String(threads)],
    { env: { PATH: process.env['PATH'] } },
  );
}

const reportIn = (out: string): Report =>
  v.parse(v.pipe(v.string(), v.parseJson(), reportSchema), readFileSync(join(out, 'report.json'), 'utf8'));

it('goes on where it was stopped, and finds what a run in one go finds', async () => {
  const out = folder('stopped');
  const child = start(out, 1);
  child.stderr.once('data', () => child.kill('SIGINT'));
  expect(await finished(child)).toMatchObject({
    code: 130,
    output: expect.stringContaining('the same command goes on from here') as string,
  });
  const done = readFileSync(join(out, 'state.jsonl'), 'utf8').trim().split('\n').length - 1;
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(PICTURES);
  expect(existsSync(join(out, 'report.json'))).toBe(false);

  const again = await finished(start(out, 1));
  expect(again).toMatchObject({ code: 0 });
  const [said] = new RegExp(`\\d+ of ${PICTURES}`).exec(again.output) ?? [];
  expect(parseInt(said ?? '')).toBeGreaterThan(done);
  expect(existsSync(join(out, 'state.jsonl'))).toBe(false);

  expect(await finished(start(folder('whole'), 2))).toMatchObject({ code: 0 });
  const resumed = reportIn(out);
  const whole = reportIn(folder('whole'));
  expect(resumed.data.samples).toBe(PICTURES);
  expect(resumed.figures).toEqual(whole.figures);
  expect(resumed.speed.picturesPerSecond).toBeUndefined();
  expect(whole.speed.picturesPerSecond).toBeGreaterThan(0);
});

it('writes its report for people, too, and the worst pictures beside what is true and what was found', async () => {
  const out = folder('whole');
  const { worst, figures } = reportIn(out);
  const text = readFileSync(join(out, 'report.md'), 'utf8');
  expect(text).toContain(`| MAE | ${figures[0]?.value?.toFixed(4)} | people |`);
  expect(worst.map(({ picture }) => picture)).toEqual(['worst/01.png', 'worst/02.png']);
  for (const { sample, picture } of worst) {
    expect(text).toContain(`- ${sample}:`);
    expect(await sharp(join(out, picture!)).metadata()).toMatchObject({ width: 3 * WIDTH, height: HEIGHT });
  }
});
