/** Vite plugin: a built page has a file at its own path (`bench/index.html`), for hosts that only serve files. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { normalizePath, type Plugin } from 'vite';

const PAGES = 'src/ui/pages';

export function pageFiles(root = process.cwd()): Plugin {
  return {
    name: 'vitrine-page-files',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const index = bundle['index.html'];
        if (index?.type !== 'asset') return;
        for (const file of readdirSync(join(root, PAGES), { recursive: true, encoding: 'utf8' })) {
          if (!file.endsWith('page.ts')) continue;
          const fileName = `${dirname(normalizePath(file))}/index.html`;
          this.emitFile({ type: 'asset', fileName, source: index.source });
        }
      },
    },
  };
}
