/**
 * `npm run kiosk -- --config /kiosk/demo.json`: serves the built page, opens it full screen in a Chromium of its own
 * and starts that again whenever the page falls silent.
 *
 *   --config PATH     the configuration, a path on the site (default /kiosk/demo.json)
 *   --url URL         a Vitrine that is served elsewhere, instead of the one in dist/
 *   --port N          of the server here (default 4180)
 *   --profile DIR     the browser's folder (default ~/.local/share/vitrine-kiosk)
 *   --log FILE        what happened, one JSON object a line (default: standard output only)
 *   --silent S        seconds without a heart-beat until the browser is started again (default 60)
 *   --headless        without a window, for trying it out
 *   --flags="…"       further flags of the browser, separated by spaces
 */
import { appendFileSync, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { chromiumPath } from '#tests/helpers/chromium.ts';
import { keepRunning } from './keep-running.ts';
import { browserOpener } from './open-browser.ts';
import { defaultLimits } from './watch.ts';

const root = resolve(import.meta.dirname, '../../..');

/** @throws TypeError for an option that is not one of these. */
const readOptions = () =>
  parseArgs({
    options: {
      config: { type: 'string', default: '/kiosk/demo.json' },
      url: { type: 'string' },
      port: { type: 'string', default: '4180' },
      profile: { type: 'string', default: join(homedir(), '.local/share/vitrine-kiosk') },
      log: { type: 'string' },
      silent: { type: 'string', default: String(defaultLimits.silentMs / 1000) },
      headless: { type: 'boolean', default: false },
      flags: { type: 'string', default: '' },
    },
  }).values;
type Options = ReturnType<typeof readOptions>;

try {
  await run(readOptions());
} catch (error) {
  console.error(`kiosk: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function run(values: Options): Promise<void> {
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error(
      'there is no Chromium: `sudo apt-get install chromium`, or name one in VITRINE_CHROMIUM.',
    );
  const port = numberOf(values, 'port', 1, 65_535);
  const silentMs = numberOf(values, 'silent', 1, 3_600) * 1000;
  const served = values.url === undefined ? await serve(port) : undefined;
  const url = new URL('kiosk', served?.url ?? asFolder(values.url ?? ''));
  url.searchParams.set('config', values.config);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  const open = browserOpener({
    executablePath,
    profile: resolve(values.profile),
    url: url.href,
    isHeadless: values.headless,
    flags: values.flags.split(/\s+/).filter(Boolean),
  });
  const say = (what: string, why: string) => {
    const line = JSON.stringify({ at: new Date().toISOString(), what, why });
    console.log(line);
    if (values.log !== undefined) appendFileSync(values.log, `${line}\n`);
  };
  say('watching', url.href);
  await keepRunning(open, { ...defaultLimits, silentMs }, say, stop.signal);
  await served?.close();
}

async function serve(port: number): Promise<{ url: string; close: () => Promise<void> }> {
  if (!existsSync(join(root, 'dist/index.html')))
    throw new Error('there is no dist/: run `npm run build` once, or name a site by --url.');
  const server = await preview({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    preview: { port, strictPort: true, host: 'localhost' },
  });
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}

function numberOf(values: Options, name: 'port' | 'silent', least: number, most: number): number {
  const value = Number(values[name]);
  if (value >= least && value <= most) return value;
  throw new Error(`--${name} is a number from ${least} to ${most}, not ${values[name]}.`);
}

/** `https://host/app` names a folder, too. */
function asFolder(url: string): string {
  if (!URL.canParse(url)) throw new Error(`--url is an address such as https://example.org/, not ${url}.`);
  return url.endsWith('/') ? url : `${url}/`;
}
