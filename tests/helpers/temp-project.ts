/** A copy of this repository's sources in a folder of its own, where a test may add models and prepare them. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Finished {
  code: number | null;
  output: string;
}

export interface TempProject {
  folder: string;
  /** Writes files below models/<id>/, by name. */
  addModel(id: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  /** Starts `npm run models` there. */
  start(args: readonly string[], env?: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams;
  /** The same, to its end. */
  models(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Finished>;
  remove(): Promise<void>;
}

export async function tempProject(): Promise<TempProject> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-project-'));
  const configurations = (await readdir(root)).filter((name) => /^tsconfig.*\.json$/.test(name));
  for (const name of ['models', 'src', 'package.json', ...configurations]) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawn(process.execPath, ['--import', 'tsx', 'models/prepare.ts', ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], VITRINE_CACHE: join(folder, 'cache'), ...env },
    });
  return {
    folder,
    async addModel(id, files) {
      await mkdir(join(folder, 'models', id), { recursive: true });
      for (const [name, content] of Object.entries(files)) {
        await writeFile(join(folder, 'models', id, name), content);
      }
    },
    start,
    models: (args, env) => finished(start(args, env)),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** What a process said, in both streams, and how it ended. */
export function finished(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  let output = '';
  const listen = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((done) => child.on('close', (code) => done({ code, output })));
}
