/** The deployment guide's nginx and Caddy, started with its files: what they serve is what the kiosk needs. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { productionHeaders } from '#server/headers.ts';

const guide = readFileSync(resolve(import.meta.dirname, '../../src/kiosk/GUIDE.md'), 'utf8');

function block(file: string): string {
  const found = [...guide.matchAll(/^```\w+ file=(\S+)\n(.*?)^```$/gms)].find(([, name]) => name === file);
  if (!found?.[2]) throw new Error(`The guide has no block for ${file}.`);
  return found[2];
}

const has = (program: string) => spawnSync('which', [program]).status === 0;

/** A folder laid out as `dist/` is. */
function site(): string {
  const place = mkdtempSync(join(tmpdir(), 'vitrine-host-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  const files = {
    'index.html': 'first page',
    'kiosk/index.html': 'kiosk page',
    'kiosk/edit/index.html': 'editor page',
    'kiosk/demo.json': '{}',
    'assets/ort.wasm': '\0asm',
    'assets/ort.mjs': 'export {};',
    'manifest.webmanifest': '{}',
    'sw.js': '',
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(place, 'site', name);
    mkdirSync(resolve(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
  return place;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

/** Starts it with the guide's file, changed in port and folder only. @returns its address once it answers. */
async function serve(program: 'nginx' | 'caddy'): Promise<string> {
  const place = site();
  const port = await freePort();
  const put = (text: string) =>
    text
      .replace(/\b8080\b|:8080/, (found) => found.replace('8080', String(port)))
      .replace('/srv/vitrine', join(place, 'site'));
  const file = join(place, 'config');
  const isNginx = program === 'nginx';
  const own = isNginx ? block('/etc/nginx/conf.d/vitrine.conf') : block('/etc/caddy/Caddyfile');
  const around = (text: string) =>
    isNginx
      ? // Its workers run as another user, who may not look into the test's folder.
        `user root;\npid ${place}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${text}}\n`
      : `{\n\tadmin off\n}\n${text}`;
  writeFileSync(file, around(put(own)));
  const args = isNginx
    ? ['-c', file, '-p', place, '-g', 'daemon off;']
    : ['run', '--adapter', 'caddyfile', '--config', file];
  const server = spawn(program, args, { stdio: 'ignore', env: { ...process.env, HOME: place } });
  onTestFinished(() => void server.kill('SIGTERM'));
  const url = `http://localhost:${port}`;
  await expect
    .poll(
      () =>
        fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 15_000 },
    )
    .toBe(true);
  return url;
}

describe.each(['nginx', 'caddy'] as const)('%s', (program) => {
  it.skipIf(!has(program))(
    'serves every page by its address, with headers and types',
    { timeout: 60_000 },
    async () => {
      const url = await serve(program);
      const get = async (path: string) => {
        const response = await fetch(`${url}${path}`, { redirect: 'manual' });
        return { status: response.status, headers: response.headers, text: await response.text() };
      };
      const pages = ['/', '/kiosk', '/kiosk?config=/kiosk/wall.json', '/kiosk/edit'];
      const texts = ['first page', 'kiosk page', 'kiosk page', 'editor page'];
      for (const [at, path] of pages.entries()) {
        const { status, headers, text } = await get(path);
        expect([path, status, text]).toEqual([path, 200, texts[at]]);
        for (const [name, value] of Object.entries(productionHeaders))
          expect([path, name, headers.get(name)]).toEqual([path, name, value]);
      }
      const types = {
        '/assets/ort.wasm': 'application/wasm',
        '/assets/ort.mjs': 'text/javascript',
        '/sw.js': 'text/javascript',
        '/manifest.webmanifest': 'application/manifest+json',
        '/kiosk/demo.json': 'application/json',
      };
      for (const [path, type] of Object.entries(types)) {
        const { headers } = await get(path);
        expect([path, headers.get('content-type')?.split(';')[0]]).toEqual([path, type]);
        // Threads need them on every file, workers' scripts among them.
        expect(headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
      }
      // What must be there is told to be missing: a page in place of a model would be a broken model.
      expect((await get('/models/none.onnx')).status).toBe(404);
    },
  );
});
