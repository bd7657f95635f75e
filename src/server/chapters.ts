/**
 * Vite plugin: Markdown as pages of the documentation. `import chapter from './start.md?chapter'` gives a `Chapter`, made
 * when the app is built, so that no parser is sent to the page; `?chapter-title` gives its title alone. Links between
 * Markdown files of this repository lead to each other's pages, `/docs?read=<id>`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { Parser, Renderer, lexer, type Tokens } from 'marked';
import { normalizePath, type Plugin } from 'vite';
import { chapterId, type Chapter } from '#core/chapter.ts';

const ENDS = ['?chapter', '?chapter-title'] as const;

export function chapters(root = process.cwd()): Plugin {
  return {
    name: 'vitrine-chapters',
    enforce: 'pre',
    load(id) {
      const end = ENDS.find((one) => id.endsWith(`.md${one}`));
      if (!end) return undefined;
      const file = id.slice(0, -end.length);
      this.addWatchFile(file);
      const chapter = readChapter(root, normalizePath(relative(root, file)));
      return `export default ${JSON.stringify(end === '?chapter' ? chapter : chapter.title)};`;
    },
  };
}

/** `path` is of a Markdown file, from `root`, with slashes. A link to a file that is not there is an error. */
export function readChapter(root: string, path: string): Chapter {
  const [title, ...body] = lexer(readFileSync(join(root, path), 'utf8'));
  if (title?.type !== 'heading' || title['depth'] !== 1) {
    throw new Error(`${path}: the first line is to be a heading of the first level, “# Title”.`);
  }
  return {
    title: plain(title as Tokens.Heading),
    html: Parser.parse(body, { renderer: new ChapterRenderer(root, path) }),
  };
}

class ChapterRenderer extends Renderer {
  readonly #root: string;
  readonly #path: string;

  constructor(root: string, path: string) {
    super();
    this.#root = root;
    this.#path = path;
  }

  /** Has an id, so that links can lead to it. */
  override heading(token: Tokens.Heading): string {
    const id = slug(plain(token));
    return `<h${token.depth} id="${id}">${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`;
  }

  override link({ href, tokens }: Tokens.Link): string {
    const text = this.parser.parseInline(tokens);
    const target = this.#targetOf(href);
    return target === undefined ? text : `<a href="${escaped(target)}">${text}</a>`;
  }

  override image({ href, text }: Tokens.Image): string {
    const source = `/${this.#fromRoot(href).replace(/^public\//, '')}`;
    return `<img src="${escaped(source)}" alt="${escaped(text)}" loading="lazy">`;
  }

  /** What is wider than the page scrolls, by keys, too. */
  override table(token: Tokens.Table): string {
    return `<div class="wide" tabindex="0" role="group" aria-label="Table">${super.table(token)}</div>`;
  }

  override code({ text }: Tokens.Code): string {
    return `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`;
  }

  override html({ text }: Tokens.HTML | Tokens.Tag): string {
    return escaped(text);
  }

  /** Where a link leads in the app; nowhere for files that are not part of it, whose names are then plain text. */
  #targetOf(href: string): string | undefined {
    if (/^(https?:|\/|#)/.test(href)) return href;
    const [path = '', anchor] = this.#fromRoot(href).split('#');
    const id = chapterId(path);
    return id === undefined ? undefined : `/docs?read=${id}${anchor ? `#${anchor}` : ''}`;
  }

  #fromRoot(href: string): string {
    const path = posix.normalize(posix.join(dirname(this.#path), href));
    if (!existsSync(join(this.#root, path.replace(/#.*$/, '')))) {
      throw new Error(`${this.#path}: nothing is at “${href}”.`);
    }
    return path;
  }
}

function plain({ text }: Tokens.Heading): string {
  return text.replace(/[`*_]|\[|\]\([^)]*\)/g, '');
}

/** As GitHub makes them, so that links work there and here. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
