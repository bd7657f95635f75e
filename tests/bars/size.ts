/**
 * bar:size: what a visitor loads before choosing anything (HTML, CSS and scripts, gzip) is at most 60 kB, and neither
 * a worker nor a runtime is among it. Measured twice: on the files that the built index.html needs, and on what a
 * real browser asks for until the first page stands still.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { baseFlags, chromiumPath } from '#tests/helpers/chromium.ts';

const LIMIT_BYTES = 60_000;
const root = resolve(import.meta.dirname, '../..');
const outDir = join(root, 'node_modules/.cache/vitrine-size');

/** Level 9, as a server that compresses once and serves often would. */
const gzipBytes = (body: Buffer) => gzipSync(body, { level: 9 }).length;
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

/** The built page's own files: what index.html names, and what those scripts import before they run. */
function shellFiles(): string[] {
  const html = readFileSync(join(outDir, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
  const files = new Set(['index.html']);
  const follow = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    const code = readFileSync(join(outDir, file), 'utf8');
    // Static imports only: `from"./x.js"` and `import"./x.js"`, never `import("./x.js")`.
    for (const [, path = ''] of code.matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g)) {
      follow(join(file, '..', path));
    }
  };
  named.forEach(follow);
  return [...files];
}

/** What a browser asks for until the page has settled on its first choice. */
async function loadedBytes(url: string): Promise<{ path: string; type: string; bytes: number }[]> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: baseFlags });
  try {
    const page = await browser.newPage();
    const pending: Promise<{ path: string; type: string; bytes: number }>[] = [];
    page.on('response', (response) => {
      const path = new URL(response.url()).pathname;
      const type = response.request().resourceType();
      pending.push(response.body().then((body) => ({ path, type, bytes: gzipBytes(body) })));
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Use the camera' }).waitFor();
    if (page.workers().length > 0) throw new Error('A worker runs before anything was chosen.');
    return await Promise.all(pending);
  } finally {
    await browser.close();
  }
}

await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true, copyPublicDir: false } });
const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port: 0 } });
const address = server.resolvedUrls?.local[0];
if (!address) throw new Error('The preview server has no address.');
const loaded = await loadedBytes(address).finally(() => server.close());

console.log('Conditions: production build, gzip level 9, Chromium, nothing chosen yet.\nFiles of the shell:');
const files = shellFiles().map((file) => ({ file, bytes: gzipBytes(readFileSync(join(outDir, file))) }));
for (const { file, bytes } of files) console.log(`  ${kB(bytes).padStart(9)}  ${file}`);
const onDisk = files.reduce((sum, { bytes }) => sum + bytes, 0);

console.log('Asked for by the browser:');
for (const { path, type, bytes } of loaded) console.log(`  ${kB(bytes).padStart(9)}  ${type} ${path}`);
const shellTypes = ['document', 'script', 'stylesheet'];
const overTheWire = loaded
  .filter(({ type }) => shellTypes.includes(type))
  .reduce((sum, { bytes }) => sum + bytes, 0);
const heavy = loaded.filter(({ path }) =>
  /\.(wasm|onnx|tflite)$|worker|ort[-.]|tasks-vision|vision_/.test(path),
);

const failures = [
  onDisk > LIMIT_BYTES && `the files of the shell are ${kB(onDisk)}`,
  overTheWire > LIMIT_BYTES && `the browser loads ${kB(overTheWire)}`,
  overTheWire === 0 && 'the browser was seen to load nothing, so nothing was measured',
  heavy.length > 0 && `loaded too early: ${heavy.map(({ path }) => path).join(', ')}`,
].filter((failure) => failure !== false);
for (const failure of failures) console.error(`MISSED: ${failure}`);
const largest = Math.max(onDisk, overTheWire);
console.log(`shell before a model is chosen: ${kB(largest)} gzip (limit ${kB(LIMIT_BYTES)})`);
process.exit(failures.length > 0 ? 1 : 0);
