/** The method page (src/bench/README.md, a chapter of the docs): every statement points at code and at a test that are there. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'src/bench/README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const method = text.slice(text.indexOf('## Method'), text.indexOf('**Sources of error.**'));
const rows = method
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  .map(([statement = '', where = '', tests = '']) => ({ statement, where, tests }));

const paths = (cell: string) =>
  [...cell.matchAll(/(?:\.\.\/|tests\/|workers\/|\]\()[\w./-]+\.ts/g)].map(([path]) => path);

/** As the reader of the page finds it: links are relative to the page, plain paths to the repository. */
function isThere(path: string): boolean {
  if (path.startsWith('](')) return existsSync(join(root, 'src/bench', path.slice(2)));
  return existsSync(join(root, path.startsWith('../') ? `src/bench/${path}` : path));
}

describe('the method page', () => {
  it('makes statements', () => expect(rows.length).toBeGreaterThan(20));

  it.each(rows)('$statement', ({ where, tests }) => {
    expect(paths(where).length).toBeGreaterThan(0);
    for (const path of [...paths(where), ...paths(tests)]) expect(isThere(path), path).toBe(true);
    const bars = [...tests.matchAll(/`(bar:[\w-]+)`/g)].map(([, bar]) => bar!);
    for (const bar of bars) expect(scripts[bar], bar).toBeDefined();
    expect(bars.length + paths(tests).filter((path) => path.startsWith('tests/')).length).toBeGreaterThan(0);
  });
});
