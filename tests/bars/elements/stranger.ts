/**
 * The package as a stranger has it: in node_modules of a folder outside this repository. Each check throws where it does
 * not do.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';

const run = promisify(execFile);

/** What such a page would write, with what a compiler must know of it: elements, events, and what is wrong. */
const page = `
import { completeSettings, createSession, defaultLook, type Look, type Session } from 'vitrine/elements';
import { VtStage } from 'vitrine/elements/vt-stage';
const session: Session = createSession({ models: '/far/' });
const stage: VtStage = new VtStage();
document.createElement('vt-meter').session = session;
document.querySelector('vt-legend')?.addEventListener('vt-look-change', ({ change }) => {
  const changed: Partial<Look> = change;
  stage.look = { ...defaultLook, ...changed };
});
stage.addEventListener('vt-file-open', ({ file }) => void file.arrayBuffer());
session.addEventListener('meter', ({ detail }) => console.log(detail.displayFps.toFixed()));
session.addEventListener('statechange', ({ detail }) => console.log(detail.phase, detail.model.error?.code));
document.createElement('vt-compare').a = 'model=cgnet';
// @ts-expect-error: a kind of result is no number
stage.kind = 3;
void completeSettings({ model: 'cgnet' }).then((settings) => session.setModel(settings));
`;

/** Puts `pack` into `folder`/node_modules, with what it depends on. */
export async function installAt(folder: string, pack: string, root: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await mkdir(modules, { recursive: true });
  await cp(pack, join(modules, 'vitrine'), { recursive: true });
  const { dependencies } = JSON.parse(await readFile(join(pack, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies))
    await symlink(join(root, 'node_modules', name), join(modules, name));
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  await writeFile(join(folder, 'page.ts'), page);
}

/** Strictly, its own declarations too, by each way of resolving modules. */
export async function compiles(folder: string, root: string): Promise<string> {
  for (const resolution of ['bundler', 'node16', 'nodenext']) {
    const module = resolution === 'bundler' ? 'esnext' : resolution;
    const flags = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--target', 'es2023'];
    const ways = ['--lib', 'es2023,dom,dom.iterable,dom.asynciterable', '--module', module];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const args = [tsc, ...flags, ...ways, '--moduleResolution', resolution, 'page.ts'];
    await run('node', args, { cwd: folder }).catch(({ stdout }: { stdout: string }) => {
      throw new Error(`its types do not do with ${resolution}:\n${stdout.slice(0, 1500)}`);
    });
  }
  return 'types are strict by three ways of resolving';
}

/** Where there is no browser it can be imported, and says so when it is used. */
export async function importsInNode(folder: string): Promise<string> {
  const script = `
    const inNode = await import('vitrine/elements');
    const one = await import('vitrine/elements/vt-stage');
    if (inNode.catalogue.length === 0 || !('VtStage' in one)) throw new Error('exports are missing');
    try { inNode.createSession(); } catch (error) { console.log(error.message); }`;
  const { stdout } = await run('node', ['--input-type=module', '--eval', script], { cwd: folder });
  if (!stdout.includes('needs a browser')) throw new Error(`Node was not told why: ${stdout}`);
  return 'Node imports it';
}

/** A bundler takes workers and runtimes along, and leaves out elements that are not asked for. */
export async function bundles(folder: string): Promise<string> {
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><script type="module" src="./one.js"></script>',
  );
  await writeFile(
    join(folder, 'one.js'),
    "import 'vitrine/elements/vt-stage';\nimport { createSession } from 'vitrine/elements/session';\ncreateSession();\n",
  );
  const outDir = join(folder, 'dist');
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, target: 'esnext' },
  });
  const files = await readdir(join(outDir, 'assets'));
  for (const part of [/inference\.worker.*\.js$/, /mediapipe\.worker.*\.js$/, /ort-wasm.*\.wasm$/])
    if (!files.some((name) => part.test(name))) throw new Error(`the bundle lacks ${String(part)}`);
  for (const name of files.filter((one) => one.endsWith('.js'))) {
    const code = await readFile(join(outDir, 'assets', name), 'utf8');
    if (/["'`]vt-compare["'`]/.test(code)) throw new Error(`${name} holds vt-compare, which nobody imported`);
  }
  return 'Vite bundles one element with its workers and runtimes';
}
