/** The documentation's chapters: what the build makes of Markdown, and that no link in ours leads nowhere. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { chapterId } from '#core/chapter.ts';
import { readChapter } from '#server/chapters.ts';

const root = resolve(import.meta.dirname, '../../..');
const files = ['src', 'models']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter((path) => chapterId(path) !== undefined);

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** The chapter that `text` makes as the card of a model, beside other files. */
function read(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-chapters-'));
  folders.push(folder);
  for (const path of ['models/one/README.md', 'models/two/README.md', 'models/two/network.ts']) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), path.endsWith('one/README.md') ? text : '# Two\n');
  }
  return readChapter(folder, 'models/one/README.md');
}

describe('chapters', () => {
  it.each(files)('%s: has a title, and its links lead somewhere', (path) => {
    const { title, html } = readChapter(root, path);
    expect(title).not.toBe('');
    const anchors = [...html.matchAll(/\/docs\?read=([\w/-]+)#([\w-]+)/g)];
    for (const [, id, anchor] of anchors) {
      const target = files.find((file) => chapterId(file) === id);
      expect(target && readChapter(root, target).html).toContain(`id="${anchor}"`);
    }
  });

  it('gives no two chapters one address', () => {
    const ids = files.map((path) => chapterId(path));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('models/cgnet');
    expect(ids).toContain('guide/start');
  });

  it('links chapters with each other, names other files, and keeps what is outside', () => {
    const { title, html } = read(
      '# One `first`\n\n[two](../two/README.md#part) [code](../two/network.ts) [far](https://example.org/?a&b)\n',
    );
    expect(title).toBe('One first');
    expect(html).toContain('<a href="/docs?read=models/two#part">two</a> code');
    expect(html).toContain('<a href="https://example.org/?a&amp;b">far</a>');
  });

  it('shows markup as text', () => {
    const { html } = read('# One\n\n<script>alert(1)</script>\n\na <b onclick="x">b</b>\n\n```\n<i>\n```\n');
    expect(html).not.toMatch(/<(script|b|i)\b/);
  });

  it('refuses a text without a title and a link to nothing, by name', () => {
    expect(() => read('No title\n')).toThrow('models/one/README.md: the first line');
    expect(() => read('# One\n\n[lost](../three/README.md)\n')).toThrow('nothing is at “../three/README.md”');
  });
});
