/** The built app, served as it is deployed, with models that a bar can break and configurations that it names. */
import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, preview, type InlineConfig, type Plugin } from 'vite';
import type { TinyModel } from '#tests/helpers/tiny-model.ts';
import { obedience } from './kiosk-faults/breakable.ts';

export type ModelFault = 'missing' | 'truncated' | 'wrong-hash';

export interface KioskSite {
  url: string;
  /** What is wrong with each model file, by its name. */
  broken: Map<string, ModelFault>;
  /** The built files; what is changed there is served so. */
  folder: string;
  /** The server goes, and comes back at the same address. */
  off: () => Promise<void>;
  on: () => Promise<void>;
  close: () => Promise<void>;
}

export async function serveKiosk(
  port: number,
  models: readonly TinyModel[],
  configurations: Readonly<Record<string, object>>,
): Promise<KioskSite> {
  const root = resolve(import.meta.dirname, '../..');
  const outDir = await mkdtemp(join(tmpdir(), 'vitrine-kiosk-'));
  const broken: KioskSite['broken'] = new Map();
  const config: InlineConfig = {
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: false,
    plugins: [faulty(models, broken, configurations)],
    worker: { plugins: () => [obedient] },
  };
  await build({ ...config, build: { outDir, emptyOutDir: true } });
  const open = () =>
    preview({ ...config, build: { outDir }, preview: { port, strictPort: true, host: '127.0.0.1' } });
  let server = await open();
  return {
    folder: outDir,
    off: () => server.close(),
    on: async () => void (server = await open()),
    url: `http://localhost:${port}`,
    broken,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

const obedient: Plugin = {
  name: 'obedient-worker',
  transform: (code, id) => (id.endsWith('/inference.worker.ts') ? code + obedience : undefined),
};

function faulty(
  models: readonly TinyModel[],
  broken: KioskSite['broken'],
  configurations: Readonly<Record<string, object>>,
): Plugin {
  const files = new Map(models.map((model) => [`/models/${model.file.file}`, model]));
  return {
    name: 'faulty-models',
    // Before the model server, which would answer 404.
    enforce: 'pre',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0] ?? '';
        const configuration = configurations[path];
        response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
        if (configuration || path === '/models/index.json') {
          const index = { version: 1, files: models.map(({ file }) => file) };
          response.setHeader('Content-Type', 'application/json');
          response.setHeader('Cache-Control', 'no-store');
          return response.end(JSON.stringify(configuration ?? index));
        }
        const model = files.get(path);
        if (!model) return next();
        response.setHeader('Cache-Control', 'no-store');
        const fault = broken.get(model.file.file);
        if (fault === 'missing') {
          response.statusCode = 404;
          return response.end();
        }
        if (fault === 'truncated') return response.end(model.bytes.subarray(0, model.bytes.length / 2));
        if (fault === 'wrong-hash') return response.end(model.bytes.map((byte) => byte ^ 1));
        response.end(model.bytes);
      });
    },
  };
}
