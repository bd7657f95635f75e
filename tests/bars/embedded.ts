/**
 * bar:embedded: after `npm ci && npm start` without a mirror and without any network but the registry, all four tasks run
 * on trained weights. A clone of what is committed here is started as a person starts it, in a state where no process reaches
 * another machine, and tests/e2e/embedded.spec.ts visits it with Chromium.
 *   npm run bar:embedded              with this checkout's node_modules, as package-lock.json has them
 *   npm run bar:embedded -- --install runs `npm ci` in the clone, from the registry
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verdict } from './bench-report.ts';

const PORT = 4759;
const SPEC = 'tests/e2e/embedded.spec.ts';
/** Networks are exported and the page is built before the server answers; a loaded machine takes its time. */
const START_MS = 600_000;

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { install: { type: 'boolean' } } });
const folder = mkdtempSync(join(tmpdir(), 'vitrine-embedded-'));
const copy = join(folder, 'vitrine');
const refused = join(folder, 'refused.txt');

try {
  if (!run('git', ['clone', '--quiet', root, copy], process.env, folder)) throw new Error('git clone failed');
  if (values.install) run('npm', ['ci', '--no-audit', '--no-fund'], environment());
  else symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  const isMet = await visit();
  const asked = existsSync(refused) ? new Set(readFileSync(refused, 'utf8').trim().split('\n')) : [];
  verdict(
    isMet,
    `bar:embedded ${isMet ? 'all four tasks run' : 'NOT all four tasks run'} on trained weights after ` +
      `${values.install ? 'npm ci and npm start' : 'npm start'}; hosts refused: ${[...asked].join(', ') || 'none asked for'}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Starts the copy and runs the test against it. */
async function visit(): Promise<boolean> {
  const server = startServer();
  try {
    await answers(server);
    const env = { ...environment(), VITRINE_E2E_URL: `http://localhost:${PORT}` };
    return run('npx', ['playwright', 'test', '-c', 'tests/playwright.config.ts', SPEC], env);
  } finally {
    // The whole group: npm, the shell and Vite.
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGTERM');
  }
}

/** Without a mirror, labelled data, or anything that another checkout prepared. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, VITRINE_CACHE: join(folder, 'cache') };
  for (const name of ['VITRINE_MIRROR', 'VITRINE_DATA']) delete env[name];
  return env;
}

function startServer(): ChildProcess {
  const env = {
    ...environment(),
    NODE_OPTIONS: `--import ${join(copy, 'tests/bars/embedded/no-network.js')}`,
    VITRINE_REFUSED: refused,
  };
  const args = ['start', '--', '--port', String(PORT), '--strictPort'];
  return spawn('npm', args, { cwd: copy, env, stdio: 'inherit', detached: true });
}

async function answers(server: ChildProcess): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until;) {
    if (server.exitCode !== null) throw new Error(`npm start ended with ${server.exitCode}`);
    const ok = await fetch(`http://localhost:${PORT}/`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((done) => setTimeout(done, 1000));
  }
  throw new Error(`npm start did not answer within ${START_MS / 60_000} minutes`);
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd = copy): boolean {
  return spawnSync(command, args, { cwd, env, stdio: 'inherit' }).status === 0;
}
