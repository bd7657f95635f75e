import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FetchJobs, type Spawner } from '#server/fetch-jobs.ts';
import { modelRequests } from '#server/model-server.ts';

let folder: string;
let server: Server;
let base: string;
const started: string[] = [];
/** What the next command does, as JavaScript for Node. */
let script = '';
const spawner: Spawner = (name) => {
  started.push(name);
  return spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
};
const say = (line: object) => `console.log(${JSON.stringify(JSON.stringify(line))});`;
const post = (query: string, init: RequestInit = {}) =>
  fetch(`${base}/models/fetch?${query}`, { method: 'POST', ...init });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-models-'));
  started.length = 0;
  const handle = modelRequests(folder, new FetchJobs(spawner));
  server = createServer((request, response) =>
    handle(request, response, () => {
      response.writeHead(418);
      response.end();
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

describe('model files', () => {
  it('are served as they are now, with their length, and not sent twice', async () => {
    await writeFile(join(folder, 'a-1x1-fp32.onnx'), 'first');
    const first = await fetch(`${base}/models/a-1x1-fp32.onnx`);
    expect(await first.text()).toBe('first');
    expect(first.headers.get('content-length')).toBe('5');
    expect(first.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    const tag = first.headers.get('etag') ?? '';
    const again = await fetch(`${base}/models/a-1x1-fp32.onnx`, { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
    await writeFile(join(folder, 'a-1x1-fp32.onnx'), 'second');
    const newer = await fetch(`${base}/models/a-1x1-fp32.onnx`, { headers: { 'if-none-match': tag } });
    expect(await newer.text()).toBe('second');
  });

  it('are listed with the news that more can be fetched, also before there are any', async () => {
    expect(await (await fetch(`${base}/models/index.json`)).json()).toEqual({
      version: 1,
      files: [],
      canFetch: true,
    });
    await writeFile(join(folder, 'index.json'), JSON.stringify({ version: 1, files: [{ file: 'a.onnx' }] }));
    const index = (await (await fetch(`${base}/models/index.json`)).json()) as object;
    expect(index).toMatchObject({ canFetch: true, files: [{ file: 'a.onnx' }] });
  });

  it.each(['..%2f..%2fpackage.json', '.prepared.json', 'sub%2fa.onnx', 'missing.onnx', 'a.html', ''])(
    'are nothing else: %s is not found',
    async (name) => {
      await writeFile(join(folder, '.prepared.json'), '{}');
      await writeFile(join(folder, 'a.html'), '<script>');
      expect((await fetch(`${base}/models/${name}`)).status).toBe(404);
    },
  );

  it('leave all other paths to the next handler', async () => {
    expect((await fetch(`${base}/index.html`)).status).toBe(418);
  });
});

describe('fetching a model', { timeout: 30_000 }, () => {
  it('passes the lines of the command on', async () => {
    script = say({ stage: 'download', loaded: 1, total: 2 }) + say({ done: true });
    const response = await post('model=yolox-nano&variant=coco', { headers: { origin: base } });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      { stage: 'download', loaded: 1, total: 2 },
      { done: true },
    ]);
    expect(started).toEqual(['yolox-nano/coco']);
  });

  it.each([
    ['model=a&variant=b', { origin: 'http://elsewhere.example' }, 403],
    ['model=a&variant=b', { origin: 'null' }, 403],
    ['model=a&variant=b', { 'sec-fetch-site': 'cross-site' }, 403],
    ['model=--help&variant=b', {}, 400],
    ['model=a%2Fb&variant=c', {}, 400],
    ['model=a', {}, 400],
  ])('refuses %s from %j', async (query, headers, status) => {
    expect((await post(query, { headers })).status).toBe(status);
    expect(started).toEqual([]);
  });

  it('is no effect of a mere GET', async () => {
    expect((await fetch(`${base}/models/fetch?model=a&variant=b`)).status).toBe(405);
    expect(started).toEqual([]);
  });

  it('says what went wrong when the command dies', async () => {
    script = 'console.error("disk full"); process.exit(3)';
    const line = JSON.parse(await (await post('model=a&variant=b')).text()) as object;
    expect(line).toEqual({
      error: { code: 'internal', message: 'the prepare command ended with code 3', detail: 'disk full\n' },
    });
  });

  it('runs once for two who ask', async () => {
    script = `${say({ stage: 'export', loaded: 0, total: 1 })} setTimeout(() => { ${say({ done: true })} }, 400);`;
    const texts = await Promise.all([0, 1].map(async () => (await post('model=a&variant=b')).text()));
    expect(started).toHaveLength(1);
    texts.forEach((text) => expect(text.trim().split('\n').at(-1)).toBe('{"done":true}'));
  });

  it('stops the command when the page leaves, and the next request waits until it is gone', async () => {
    const [told, gone] = [join(folder, 'told'), join(folder, 'gone')];
    script = `const fs = require('fs');
      process.on('SIGTERM', () => {
        fs.writeFileSync(${JSON.stringify(told)}, '');
        setTimeout(() => { fs.writeFileSync(${JSON.stringify(gone)}, ''); process.exit(0); }, 300);
      });
      ${say({ stage: 'download', loaded: 1, total: 9 })} setInterval(() => {}, 1000);`;
    const leave = new AbortController();
    const response = await post('model=a&variant=b', { signal: leave.signal });
    await response.body!.getReader().read();
    leave.abort();
    await vi.waitFor(() => expect(existsSync(told)).toBe(true), 5000);
    script = `const loaded = Number(require('fs').existsSync(${JSON.stringify(gone)}));
      console.log(JSON.stringify({ stage: 'export', loaded, total: 1 })); ${say({ done: true })}`;
    const next = await (await post('model=a&variant=b')).text();
    expect(next.split('\n')[0]).toBe('{"stage":"export","loaded":1,"total":1}');
  });
});
