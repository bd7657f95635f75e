/** WebKitGTK's MiniBrowser, the nearest to Safari that Linux has, driven by its own WebDriver. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Launch } from './browser.ts';
import { WebDriverSession } from './web-driver.ts';

const MISSING =
  'There is no WebKitGTK: `sudo apt-get install webkit2gtk-driver xvfb` (its MiniBrowser and WebDriver; xvfb where there is no screen).';

export const launch: Launch = async ({ headed, flags }) => {
  const browser = miniBrowser();
  if (browser === undefined || !isThere('WebKitWebDriver')) throw new Error(MISSING);
  const port = await freePort();
  const driver = ['WebKitWebDriver', `--port=${port}`];
  // MiniBrowser has no mode without a window.
  const isVirtual = !headed;
  if (isVirtual && !isThere('xvfb-run')) throw new Error(MISSING);
  const [command = '', ...args] = isVirtual ? ['xvfb-run', '-a', ...driver] : driver;
  // A group of its own: xvfb-run leaves its children behind when it is ended alone.
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  const interrupted = () => {
    end(child);
    process.exit(1);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const server = `http://127.0.0.1:${port}`;
    await answers(server, child);
    const session = await WebDriverSession.open(server, {
      'webkitgtk:browserOptions': { binary: browser, args: ['--automation', ...flags] },
      timeouts: { script: 60_000 },
    });
    const { browserVersion: version } = session.capabilities;
    return {
      name: typeof version === 'string' ? `WebKitGTK ${version}` : 'WebKitGTK',
      async open(url) {
        // One window: another address is another page to it, and storage stays.
        await session.go(url);
        return {
          evaluate: (act, argument) => session.evaluate(act, argument),
          close: () => Promise.resolve(),
        };
      },
      async close() {
        process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
        await session.close();
        end(child);
      },
    };
  } catch (error) {
    end(child);
    throw error;
  }
};

function miniBrowser(): string | undefined {
  const roots = [
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
    '/usr/libexec',
    '/usr/lib64',
    '/usr/lib',
  ];
  const paths = roots.flatMap((root) =>
    ['4.1', '4.0'].map((version) => `${root}/webkit2gtk-${version}/MiniBrowser`),
  );
  return [process.env['VITRINE_MINIBROWSER'], ...paths].find(
    (path) => path !== undefined && existsSync(path),
  );
}

function isThere(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

function end(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid);
  } catch {
    // It ended by itself.
  }
}

async function answers(server: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) break;
    const ready = await fetch(`${server}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('WebKitWebDriver did not start.');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
