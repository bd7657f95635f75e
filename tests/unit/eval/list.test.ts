/** `npm run eval -- --list FILE`: which pictures are evaluated. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArguments } from '#eval/cli/arguments.ts';
import { openEvaluation } from '#eval/cli/evaluation.ts';

const root = mkdtempSync(join(tmpdir(), 'vitrine-list-'));
const data = join(root, 'crowd');
const list = join(root, 'test.txt');

beforeAll(() => {
  mkdirSync(join(data, 'sparse'), { recursive: true });
  const names = ['a.jpg', 'b.jpg', 'c.jpg', 'sparse/a.jpg'];
  // Never decoded: which samples there are is told from names.
  for (const name of names) writeFileSync(join(data, name), '');
  const points = Object.fromEntries(names.map((name) => [name, { points: [[1, 1]] }]));
  writeFileSync(join(data, 'points.json'), JSON.stringify(points));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Names of what is evaluated when the list has these lines. */
async function evaluated(lines: string, ...more: string[]): Promise<string[]> {
  writeFileSync(list, lines);
  const args = readArguments(['--model', 'mcnn/own', '--data', data, '--list', list, ...more]);
  if (args === 'help') throw new Error('unreachable');
  const { data: found } = await openEvaluation(args);
  return found.samples.map(({ name }) => name);
}

test('only what is listed is evaluated, by its path in the folder or in the one around it', async () => {
  expect(await evaluated('c.jpg\ncrowd/sparse/a.jpg\n')).toEqual(['c.jpg', 'sparse/a.jpg']);
});

test('a name is the whole path, not its end', async () => {
  expect(await evaluated('a.jpg\n')).toEqual(['a.jpg']);
});

test('pictures keep the data’s order, and each counts once, however they are listed', async () => {
  expect(await evaluated('c.jpg\r\n\na.jpg\r\ncrowd/c.jpg\n')).toEqual(['a.jpg', 'c.jpg']);
});

test('a limit takes the first of what is listed', async () => {
  expect(await evaluated('c.jpg\nb.jpg\n', '--limit', '1')).toEqual(['b.jpg']);
});

test('a listed picture that is not there is an error: a figure over fewer would be taken for the list’s', async () => {
  await expect(evaluated('a.jpg\nz.jpg\n')).rejects.toThrow('the list names z.jpg, which is not among');
});

test('a list of nothing is an error', async () => {
  await expect(evaluated('\n')).rejects.toThrow('test.txt names no picture');
});
