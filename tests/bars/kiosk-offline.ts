/**
 * bar:kiosk-offline: a wall that was opened once runs without its server, after a restart of the browser too: every
 * scene of its playlist. Updates: a good one is taken while nobody is there; one that never starts, one that shows
 * nothing and one that does not arrive whole leave the last good build running, by themselves; a full storage is told.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { listBuild } from '#server/offline-worker.ts';
import { baseFlags, chromiumPath } from '#tests/helpers/chromium.ts';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import type { Supervisor } from '#kiosk/supervisor.ts';
import type { Conductor } from '#kiosk/conductor.ts';
import type { OfflineState } from '#workers/offline/offline.api.ts';
import { printConditions, verdict } from './bench-report.ts';
import { serveKiosk } from './kiosk-site.ts';

const PORT = 7440;
/** Above the longest trial (src/offline/ledger.ts). */
const PATIENCE_MS = 240_000;
const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

type Kiosk = HTMLElement & { front: string; supervisor: Supervisor; conductor: Conductor };

const models = [await tinyModel('mcnn'), await tinyModel('selfie-segmentation')];
const scene = (id: string, source: object, model: number) => ({
  id,
  source,
  model: models[model]!.file.model,
  variant: models[model]!.file.variant,
  size: { width: 64, height: 64 },
  engines: ['ort-wasm'],
  durationS: 86_400,
});
const scenes = [
  scene('built-in', { kind: 'scene' }, 0),
  scene('clip', { kind: 'clip', path: '/kiosk/clip.webm' }, 1),
  scene('camera', { kind: 'camera', width: 160, height: 120 }, 0),
];
const configuration = {
  version: 1,
  playlist: scenes,
  branding: { logo: '/kiosk/logo.svg' },
  privacyNotice: { en: 'Nothing is recorded.' },
  // Nobody is ever there, so that an update finds its idle moment.
  presence: { people: 1000, share: 1 },
  idleAfterS: 5,
};

console.log('building');
const site = await serveKiosk(PORT, models, { '/kiosk/wall.json': configuration });
const profile = await mkdtemp(join(tmpdir(), 'vitrine-offline-'));
const checks: { name: string; problem: string | undefined }[] = [];

async function open(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: [...baseFlags, ...camera],
    viewport: { width: 640, height: 400 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${site.url}/kiosk?config=/kiosk/wall.json`);
  return { context, page };
}

/** A picture is on the screen, of this scene where one is named. */
async function shows(page: Page, id?: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const kiosk = document.querySelector<Kiosk>('vt-kiosk');
      if (kiosk?.front !== 'live' || kiosk.conductor.resultAgeMs > 1_000) return false;
      return wanted === undefined || kiosk.conductor.scene?.id === wanted;
    },
    id,
    { timeout: PATIENCE_MS, polling: 200 },
  );
}

async function allScenes(page: Page): Promise<void> {
  await shows(page);
  // Where it was before: the playlist's position outlives page and browser.
  const first = await page.evaluate(() => document.querySelector<Kiosk>('vt-kiosk')?.conductor.scene?.id);
  const start = scenes.findIndex(({ id }) => id === first);
  for (let step = 0; step < scenes.length; step++) {
    await shows(page, scenes[(start + step) % scenes.length]!.id);
    await page.keyboard.press('ArrowRight');
  }
  await shows(page, scenes[start]!.id);
}

/** The wall's log says so, since the entry that was the last of `after`. */
async function logs(page: Page, what: string, since = 0): Promise<string> {
  const found = await page.waitForFunction(
    ([name, sinceMs]) =>
      document
        .querySelector<Kiosk>('vt-kiosk')
        ?.supervisor.log.entries.findLast((entry) => entry.what === name && entry.atMs >= Number(sinceMs))
        ?.why,
    [what, since] as const,
    { timeout: PATIENCE_MS, polling: 200 },
  );
  return found.jsonValue() as Promise<string>;
}

/** Undefined while the page has no worker or is being loaded, when an answer may never come. */
function state(page: Page): Promise<OfflineState | undefined> {
  const passed = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 5_000));
  const answer = page
    .evaluate(
      () =>
        new Promise<OfflineState | undefined>((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => resolve(data as OfflineState);
          setTimeout(() => resolve(undefined), 3_000);
          navigator.serviceWorker.controller?.postMessage({ do: 'tell' }, [port2]);
        }),
    )
    .catch(() => undefined);
  return Promise.race([answer, passed]);
}

async function settles(page: Page, isSettled: (state: OfflineState) => boolean): Promise<void> {
  const untilMs = performance.now() + PATIENCE_MS;
  while (performance.now() < untilMs) {
    const now = await state(page);
    if (now && !now.onTrial && isSettled(now)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`it stands at ${JSON.stringify(await state(page))}`);
}

/** Not waited for: a newer build may load the page anew before it is answered. */
async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(() => {
    // A build that does not arrive whole rejects here, too.
    void navigator.serviceWorker.getRegistration().then((found) => found?.update().catch(() => undefined));
  });
}

async function check(name: string, work: () => Promise<string | void>): Promise<void> {
  const startMs = performance.now();
  let problem: string | undefined;
  let said: string | void = undefined;
  try {
    said = await work();
  } catch (error) {
    problem = String(error).split('\n')[0];
  }
  checks.push({ name, problem });
  const tookS = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(
    `  ${problem ? 'MISSED' : 'ok    '} ${tookS.padStart(6)} s  ${name}${said ? `: ${said}` : ''}${problem ? `: ${problem}` : ''}`,
  );
}

/** The same page with another entry script in front of its own. */
async function publish(name: string, code: (entry: string) => string): Promise<string> {
  const page = join(site.folder, 'kiosk/index.html');
  const html = await readFile(page, 'utf8');
  const [, entry = ''] = /src="(\/assets\/index-[^"]+\.js)"/.exec(original) ?? [];
  const file = `/assets/index-${name}.js`;
  await writeFile(join(site.folder, file), code(entry));
  await writeFile(page, html.replace(/src="\/assets\/index-[^"]+\.js"/, `src="${file}"`));
  return (await listBuild(site.folder)).id;
}

/** A short film, drawn and recorded by a browser. */
async function recordClip(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto(site.url);
  const bytes = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
    const pen = canvas.getContext('2d')!;
    const recorder = new MediaRecorder(canvas.captureStream(15), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let step = 0; step < 30; step++) {
      pen.fillStyle = `hsl(${step * 12} 60% 50%)`;
      pen.fillRect(0, 0, 160, 120);
      await new Promise((resolve) => setTimeout(resolve, 66));
    }
    recorder.stop();
    await ended;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  await writeFile(join(site.folder, 'kiosk/clip.webm'), Uint8Array.from(bytes));
  await page.close();
}

const original = await readFile(join(site.folder, 'kiosk/index.html'), 'utf8');
await writeFile(
  join(site.folder, 'kiosk/logo.svg'),
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
);
let { context, page } = await chromium
  .launchPersistentContext(profile, { executablePath: chromiumPath(), args: baseFlags })
  .then(async (first) => {
    printConditions(first.browser()!, [`playlist: ${scenes.map(({ id }) => id).join(', ')}`]);
    await recordClip(first);
    await first.close();
    return open();
  });
let firstBuild = '';
try {
  await check('opened once, everything is kept', async () => {
    const why = await logs(page, 'kept');
    firstBuild = (await state(page))?.own ?? '';
    const held = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    return `${why} ${Math.round(held / 1e6)} MB in the browser, build ${firstBuild}`;
  });
  await check('server off, the page loaded anew: all scenes run', async () => {
    await site.off();
    await page.reload();
    await allScenes(page);
  });
  await check('server off, the browser started anew: all scenes run, with threads', async () => {
    await context.close();
    ({ context, page } = await open());
    await allScenes(page);
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not isolated');
  });
  await check('server back, a newer build is taken while nobody is there', async () => {
    await site.on();
    const build = await publish('newer', (entry) => `import '${entry}';`);
    await lookForUpdate(page);
    await settles(page, ({ serving }) => serving === build);
    await shows(page);
    firstBuild = build;
    return `build ${build}`;
  });
  for (const [name, code] of [
    ['never starts', () => 'throw new Error("broken on purpose");'],
    [
      'starts and shows nothing',
      (entry: string) =>
        `globalThis.Worker = class { constructor() { throw new Error("broken on purpose"); } };\nawait import('${entry}');`,
    ],
  ] as const) {
    await check(`a build that ${name} is rolled back by itself`, async () => {
      const sinceMs = Date.now();
      const build = await publish(name.replaceAll(' ', '-'), code);
      await lookForUpdate(page);
      await settles(
        page,
        ({ serving, refused }) => serving === firstBuild && refused.some(({ id }) => id === build),
      );
      const backS = ((Date.now() - sinceMs) / 1000).toFixed(0);
      await shows(page);
      const why = await logs(page, 'rolled-back', sinceMs);
      await lookForUpdate(page);
      await settles(page, ({ serving }) => serving === firstBuild);
      return `after ${backS} s. ${why}`;
    });
  }
  await check('a build that does not arrive whole is not taken', async () => {
    const sinceMs = Date.now();
    const before = (await state(page))?.serving;
    await publish('cut', (entry) => `import '${entry}';`);
    await writeFile(join(site.folder, 'assets/index-cut.js'), 'import');
    await lookForUpdate(page);
    const why = await logs(page, 'update-failed', sinceMs);
    await settles(page, ({ serving }) => serving === before);
    return why;
  });
  await check('after all that a good build is taken', async () => {
    const build = await publish('mended', (entry) => `import '${entry}';`);
    await lookForUpdate(page);
    await settles(page, ({ serving }) => serving === build);
    await shows(page);
  });
  await check('no room for what is new: told, and the show goes on', async () => {
    const sinceMs = Date.now();
    const film = await readFile(join(site.folder, 'kiosk/clip.webm'));
    const noise = Buffer.alloc(30_000_000).map((_, i) => (i * 2_654_435_761) >>> 13);
    await writeFile(join(site.folder, 'kiosk/clip.webm'), Buffer.concat([film, noise]));
    const cdp = await context.newCDPSession(page);
    const { usage } = await cdp.send('Storage.getUsageAndQuota', { origin: site.url });
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: usage + 5_000_000 });
    await page.reload();
    const why = await logs(page, 'storage-full', sinceMs);
    await shows(page);
    return why;
  });
} finally {
  await context.close();
  await site.close().catch(() => undefined);
  await rm(profile, { recursive: true, force: true });
}
const met = checks.filter(({ problem }) => problem === undefined).length;
verdict(
  met === checks.length,
  `kiosk-offline: ${met} of ${checks.length} checks passed, ${scenes.length} scenes without a server`,
);
process.exit();
