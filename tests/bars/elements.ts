/**
 * bar:elements: each example page (plain HTML, React, Vue) shows a live model in Chromium and in Firefox, from the built
 * package and nothing else of this repository; and a stranger's compiler, Node and bundler take the package as it is.
 * Reports what the package weighs.
 */
import { cp, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, preview } from 'vite';
import { buildElements } from '../../src/server/elements/build-elements.ts';
import { modelServer } from '../../src/server/model-server.ts';
import { isolationHeaders } from '../../src/server/headers.ts';
import { firefoxPath, launchFirefox } from '#tests/helpers/firefox.ts';
import { launch } from './bench-browser.ts';
import { bundles, compiles, importsInNode, installAt } from './elements/stranger.ts';
import { printConditions, verdict } from './bench-report.ts';

const root = resolve(import.meta.dirname, '../..');
const examples = ['html', 'react', 'vue'] as const;
const PORT = 4672;

/** `--package DIR`: one that was built before. */
const { values } = parseArgs({ options: { package: { type: 'string' } } });
const folder = await mkdtemp(join(tmpdir(), 'vitrine-elements-'));
const site = join(folder, 'site');
const pack = values.package ? resolve(values.package) : await buildElements(join(folder, 'vitrine'));
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

/** Files and bytes (gzip) of what is loaded before a line of the page runs. */
async function weighEntry(entry: string): Promise<[number, number]> {
  const waiting = [entry];
  const seen = new Set(waiting);
  let bytes = 0;
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const code = await readFile(join(pack, path), 'utf8');
    bytes += gzipSync(code).length;
    for (const [, found = ''] of code.matchAll(/(?:from|import)\s*["'`](\.[^"'`]+)["'`]/g)) {
      const next = join(dirname(path), found);
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  }
  return [seen.size, bytes];
}

const RUNS = new Set(['.js', '.mjs', '.css', '.wasm']);

/** Bytes of the package's files by what they are, gzip. */
async function weigh(): Promise<void> {
  const paths = await readdir(pack, { recursive: true });
  const sums = new Map<string, number>();
  for (const path of paths) {
    if (!(await stat(join(pack, path))).isFile() || !RUNS.has(extname(path))) continue;
    const kind =
      extname(path) === '.wasm'
        ? 'runtimes (one of them is loaded)'
        : /worker/.test(path)
          ? 'workers'
          : extname(path);
    sums.set(kind, (sums.get(kind) ?? 0) + gzipSync(await readFile(join(pack, path))).length);
  }
  for (const entry of ['elements', 'vt-stage', 'session']) {
    const [count, bytes] = await weighEntry(`${entry}.js`);
    console.log(`  ${entry}.js with the ${count - 1} files that it imports at once: ${kB(bytes)} gzip`);
  }
  for (const [kind, bytes] of sums) console.log(`  ${kind}: ${kB(bytes)} gzip`);
  const manifest = JSON.parse(await readFile(join(pack, 'custom-elements.json'), 'utf8')) as {
    modules: { declarations?: { tagName?: string }[] }[];
  };
  const tags = manifest.modules.flatMap(({ declarations = [] }) =>
    declarations.flatMap(({ tagName }) => tagName ?? []),
  );
  console.log(`  custom-elements manifest: ${tags.length} elements`);
  if (!tags.includes('vt-stage')) throw new Error('The manifest does not describe vt-stage.');
  await stat(join(pack, 'types/src/ui/elements/elements.d.ts'));
}

/**
 * Plain HTML is served as it is. The others are bundled as such apps are, without the package: it has workers and runtimes
 * that find each other by their places, so it is served beside the app and found by an import map.
 */
async function placeExample(name: (typeof examples)[number]): Promise<void> {
  const source = join(root, 'src/ui/elements/examples', name);
  const target = join(site, name);
  if (name === 'html') return cp(source, target, { recursive: true });
  await build({
    root: source,
    configFile: false,
    base: './',
    logLevel: 'error',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      outDir: target,
      emptyOutDir: true,
      target: 'esnext',
      modulePreload: false,
      rolldownOptions: { external: ['vitrine/elements'] },
    },
  });
}

interface DrivenPage {
  bringToFront(): Promise<void>;
  goto(url: string): Promise<unknown>;
  evaluate<R>(call: () => R): Promise<Awaited<R>>;
}

/** Resolves with what the meter says of the running model; rejects after two minutes. */
async function runs(page: DrivenPage, name: string): Promise<string> {
  await page.goto(`http://localhost:${PORT}/${name}/index.html`);
  await page.bringToFront();
  const endMs = Date.now() + 120_000;
  await page.evaluate(() => document.querySelector('button')?.click());
  for (;;) {
    // No function with a name may be in it: tsx would refer to a helper that the page lacks.
    const said = await page.evaluate(() => ({
      meter: document.querySelector('vt-meter')?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '',
      stage: document.querySelector('vt-stage')?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '',
    }));
    if (/first run \d/.test(said.meter) && /The person covers/.test(said.stage))
      return said.meter.slice(-160);
    if (Date.now() > endMs) throw new Error(`nothing runs: ${JSON.stringify(said).slice(0, 600)}`);
    await new Promise((done) => setTimeout(done, 500));
    // The framework may have mounted only now.
    if (!/Opening|Live|first run/.test(said.stage + said.meter))
      await page.evaluate(() => document.querySelector('button')?.click());
  }
}

/** Each counts as a page does. */
async function askStranger(): Promise<void> {
  const away = join(folder, 'stranger');
  await installAt(away, pack, root);
  for (const check of [() => compiles(away, root), () => importsInNode(away), () => bundles(away)]) {
    wanted++;
    try {
      console.log(`  ${await check()}`);
      worked++;
    } catch (error) {
      console.error(`MISSED: ${String(error)}`);
    }
  }
}

let worked = 0;
let wanted = 0;
try {
  await cp(pack, join(site, 'vitrine'), { recursive: true });
  for (const name of examples) await placeExample(name);
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [modelServer()],
    build: { outDir: site },
    preview: { port: PORT, strictPort: true, host: '127.0.0.1', headers: isolationHeaders },
  });
  const chromium = await launch({ webgpu: false });
  const path = firefoxPath();
  const isFirefoxHere = path !== undefined;
  try {
    printConditions(chromium, ['from the built package; selfie segmentation on WASM, the built-in scene']);
    await weigh();
    await askStranger();
    if (!isFirefoxHere)
      console.error('MISSED: Firefox is not installed (`sudo apt-get install firefox-esr`)');
    // A browser for each page: Firefox shows no frames in a tab behind another.
    const openFirefox = async () => (path === undefined ? undefined : launchFirefox(path));
    for (const [browser, open] of [
      ['Chromium', () => launch({ webgpu: false })],
      ['Firefox', openFirefox],
    ] as const) {
      for (const name of examples) {
        wanted++;
        const driven = await open();
        if (!driven) continue;
        const page = (await driven.newPage()) as DrivenPage;
        try {
          console.log(`  ${browser}, ${name}: ${await runs(page, name)}`);
          worked++;
        } catch (error) {
          console.error(`MISSED: ${browser}, ${name}: ${String(error)}`);
        } finally {
          await driven.close();
        }
      }
    }
  } finally {
    await chromium.close();
    await server.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
verdict(
  worked === wanted,
  `${worked} of ${wanted} uses of the package work: example pages show a live model, strangers' tools take it`,
);
