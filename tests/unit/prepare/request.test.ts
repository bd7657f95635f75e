import { connect } from 'node:net';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { request } from '#models/prepare/request.ts';
import { serveFile, type FileServer } from '#tests/helpers/file-server.ts';

let site: FileServer;
let proxy: Server;
/** What the proxy was asked to connect to. */
const tunnels: string[] = [];

beforeEach(async () => {
  tunnels.length = 0;
  site = await serveFile((_, response) => response.end('weights'));
  proxy = createServer();
  proxy.on('connect', (asked, socket) => {
    tunnels.push(asked.url ?? '');
    const [host = '', port = ''] = (asked.url ?? '').split(':');
    const through = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  for (const name of ['http_proxy', 'NO_PROXY', 'no_proxy']) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await site.close();
  proxy.closeAllConnections();
  proxy.close();
});

const ask = async () => (await request(site.url, { headers: { range: 'bytes=0-' } })).text();

it('asks through the proxy of the environment, except where NO_PROXY says not to', async () => {
  expect(await ask()).toBe('weights');
  expect(tunnels).toEqual([new URL(site.url).host]);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  expect(await ask()).toBe('weights');
  expect(tunnels).toHaveLength(1);
  expect(site.requests).toEqual(['GET /file bytes=0-', 'GET /file bytes=0-']);
});
