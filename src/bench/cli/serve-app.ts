/** The app as people get it, built and served by this repository: the same bundle, headers and models. */
import { join, resolve } from 'node:path';
import { build, preview } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
const outDir = join(root, 'node_modules/.cache/vitrine-bench');

export interface ServedApp {
  url: string;
  close: () => Promise<void>;
}

/** `port` 0: any that is free. */
export async function serveApp(port = 0): Promise<ServedApp> {
  const config = { root, configFile: join(root, 'vite.config.ts'), logLevel: 'error' as const };
  // Models are served from public/models as they are.
  await build({ ...config, build: { outDir, emptyOutDir: true, copyPublicDir: false } });
  const server = await preview({ ...config, build: { outDir }, preview: { port, host: 'localhost' } });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('The preview server has no address.');
  return { url, close: () => server.close() };
}
