/** The kiosk's launcher with a real browser: a page that is stuck is started again, and signals end both. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { BEAT_CHANNEL } from '#kiosk/beat.ts';
import { baseFlags } from '#tests/helpers/chromium.ts';
import { serveFile } from '#tests/helpers/file-server.ts';

const root = resolve(import.meta.dirname, '../..');

/** Beats as the wall does; `end` is what happens to it after a while. */
const page = (end: string) => `<!doctype html><title>wall</title><script>
  const channel = new BroadcastChannel(${JSON.stringify(BEAT_CHANNEL)});
  setInterval(() => channel.postMessage({ front: 'live', resultAgeMs: 10 }), 200);
  setTimeout(() => { ${end} }, 3000);
</script>`;

it(
  'starts a browser again whose page is stuck, goes on well, and ends on a signal',
  { timeout: 240_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vitrine-launcher-'));
    let loads = 0;
    const server = await serveFile((request, response) => {
      response.setHeader('Content-Type', 'text/html');
      if (!request.url?.startsWith('/kiosk')) return response.writeHead(404).end();
      // Only the first one is stuck.
      response.end(page(loads++ === 0 ? 'for (;;) {}' : ''));
    });
    onTestFinished(async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    });
    const origin = new URL(server.url).origin;
    const launcher = spawn(
      process.execPath,
      [
        '--import=tsx',
        join(root, 'src/server/kiosk/kiosk.ts'),
        ...['--url', origin, '--config', '/kiosk/wall.json', '--headless', '--silent', '5'],
        ...[
          '--profile',
          join(folder, 'profile'),
          '--log',
          join(folder, 'log'),
          `--flags=${baseFlags.join(' ')}`,
        ],
      ],
      { cwd: root },
    );
    onTestFinished(() => void launcher.kill('SIGKILL'));
    const ended = new Promise<number | null>((done) => launcher.on('close', done));
    let said = '';
    const saidTwice = new Promise<void>((done) => {
      launcher.stdout.on('data', (part: Buffer) => {
        said += part.toString();
        if (said.split('"what":"alive"').length === 3) done();
      });
    });
    launcher.stderr.on('data', (part: Buffer) => (said += part.toString()));
    await Promise.race([saidTwice, ended]);
    expect(said).toContain('No heart-beat for 5 s. Again in 1 s.');
    expect(loads).toBe(2);
    expect(server.requests[0]).toBe('GET /kiosk?config=%2Fkiosk%2Fwall.json');
    launcher.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(said).toContain('"what":"stopped"');
  },
);

it('says what is wrong with its arguments', { timeout: 60_000 }, async () => {
  const launcher = spawn(
    process.execPath,
    ['--import=tsx', join(root, 'src/server/kiosk/kiosk.ts'), '--url', 'nowhere'],
    { cwd: root },
  );
  let said = '';
  launcher.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const code = await new Promise((done) => launcher.on('close', done));
  expect(code).toBe(1);
  expect(said).toContain('--url is an address');
});
