/** Builds the pages of tests/fixtures/page and serves them as the app is served: same bundler, headers and policy. */
import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, preview, type InlineConfig, type Plugin } from 'vite';
import type { ModelFile } from '#core/io-spec.ts';
import type { TinyModel } from '#tests/helpers/tiny-model.ts';

const root = resolve(import.meta.dirname, '../..');

export type PageName = 'live' | 'naive' | 'export' | 'hostile' | 'bench' | 'compare';

export interface PageServer {
  url: (page: PageName) => string;
  close: () => Promise<void>;
}

/** `models` are offered beside those of public/models. */
export async function servePages(
  port: number,
  models: readonly TinyModel[] = [],
  pages: readonly PageName[] = ['live', 'naive'],
): Promise<PageServer> {
  const outDir = await mkdtemp(join(tmpdir(), 'vitrine-pages-'));
  const page = (name: string) => join(root, `tests/fixtures/page/${name}/index.html`);
  const config: InlineConfig = {
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: false,
    plugins: [extraModels(models)],
  };
  await build({
    ...config,
    build: {
      outDir,
      emptyOutDir: true,
      rollupOptions: { input: Object.fromEntries(pages.map((name) => [name, page(name)])) },
    },
  });
  const server = await preview({
    ...config,
    build: { outDir },
    preview: { port, strictPort: true, host: '127.0.0.1' },
  });
  return {
    url: (name) => `http://localhost:${port}/tests/fixtures/page/${name}/index.html`,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

/** Adds `models` to what the model server lists and serves. */
function extraModels(models: readonly TinyModel[]): Plugin {
  const byFile = new Map(models.map((model) => [`/models/${model.file.file}`, model.bytes]));
  return {
    name: 'extra-models',
    // Before the model server, which would answer 404.
    enforce: 'pre',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        const bytes = byFile.get(request.url ?? '');
        if (bytes) return response.end(bytes);
        if (request.url !== '/models/index.json' || models.length === 0) return next();
        const files: ModelFile[] = models.map(({ file }) => file);
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ version: 1, files }));
      });
    },
  };
}
