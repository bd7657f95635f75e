/** Vite plugin: after the page is built, its files are listed with their hashes and the service worker put beside them. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, normalizePath, type Plugin, type Rolldown } from 'vite';
import type { Build, BuildFile } from '#offline/build.ts';

const NAME = 'sw.js';

/** Not of the build: what operators put there. Each page is, under its own address. */
const isOfBuild = (path: string) =>
  path.endsWith('index.html') ||
  !(/^(models|kiosk|pictures)\//.test(path) || path === NAME || path.endsWith('.map'));

export function offlineWorker(): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'vitrine-offline-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outDir = join(root, config.build.outDir);
      if (config.build.outDir.startsWith('/')) outDir = config.build.outDir;
    },
    async closeBundle() {
      // Bars build pages of their own, which have no need of it.
      if (!(await readFile(join(outDir, 'index.html')).catch(() => undefined))) return;
      await writeFile(join(outDir, NAME), await compile(root));
      await listBuild(outDir);
    },
  };
}

async function compile(root: string): Promise<string> {
  const output = (await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: join(root, 'workers/offline/offline.worker.ts'), formats: ['iife'], name: 'vitrine' },
    },
  })) as Rolldown.RolldownOutput[];
  const [chunk] = output[0]?.output ?? [];
  if (!chunk) throw new Error('The service worker was not built.');
  return chunk.code;
}

/** Puts the list of what lies in `folder` before its service worker, in place of an older list. */
export async function listBuild(folder: string): Promise<Build> {
  const paths = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => normalizePath(join(entry.parentPath, entry.name)).slice(normalizePath(folder).length + 1))
    .filter(isOfBuild)
    .sort();
  const files: BuildFile[] = [];
  for (const path of paths) {
    const digest = createHash('sha256').update(await readFile(join(folder, path)));
    const hash = digest.digest('base64');
    files.push({
      url: `/${path}`,
      revision: path.startsWith('assets/') ? null : hash,
      integrity: `sha256-${hash}`,
    });
  }
  const id = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
  const list = { id, files };
  const worker = await readFile(join(folder, NAME), 'utf8');
  const code = worker.replace(/^self\.vitrineBuild=.*\n/, '');
  await writeFile(join(folder, NAME), `self.vitrineBuild=${JSON.stringify(list)};\n${code}`);
  return list;
}
