/**
 * `npm run pictures`: takes the pictures of the README and of the documentation from the built app (`npm run build`), with
 * the built-in scene as its source. `npm run pictures -- live truth` takes only those; `npm run pictures -- pages` every
 * page at a phone's, a laptop's and a wall's width into tests/artefacts, to be looked at, and `pages bench docs` those.
 */
import { resolve } from 'node:path';
import { chromium, type Page } from 'playwright';
import { preview } from 'vite';
import { takePages } from './helpers/page-pictures.ts';
import { baseFlags, chromiumPath } from './helpers/chromium.ts';

const root = resolve(import.meta.dirname, '..');
const PORT = 4655;
/** The meter's window fills, so that pictures show warm figures. */
const SETTLE_MS = 20_000;

interface Picture {
  path: string;
  scheme: 'light' | 'dark';
  /** Resolves when there is to be seen what the picture is of. */
  ready: (page: Page) => Promise<unknown>;
}

const isLive = async (page: Page, readout: RegExp) => {
  await page.locator('vt-stage .readout').filter({ hasText: /./ }).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(SETTLE_MS);
  await page.locator('vt-stage .readout').filter({ hasText: readout }).waitFor({ timeout: 60_000 });
};

const pictures: Record<string, Picture> = {
  live: {
    path: '/?source=scene',
    scheme: 'dark',
    // Somebody must be in it: people walk through the scene.
    ready: (page) => isLive(page, /covers ([6-9]|\d\d) %/),
  },
  detection: {
    path: '/?source=scene&task=detection&tracking=1&trails=1',
    scheme: 'light',
    ready: (page) => isLive(page, /person/),
  },
  truth: {
    path: '/?source=scene',
    scheme: 'light',
    async ready(page) {
      await isLive(page, /./);
      const panel = page.locator('summary', { hasText: 'This machine' });
      await panel.click();
      await page.getByRole('button', { name: 'Where does each' }).click();
      await page.locator('vt-truth li').filter({ hasText: 'operators' }).waitFor({ timeout: 60_000 });
      await panel.scrollIntoViewIfNeeded();
    },
  },
  docs: { path: '/docs', scheme: 'light', ready: (page) => page.locator('vt-docs article').waitFor() },
  bench: { path: '/bench', scheme: 'light', ready: (page) => page.locator('vt-bench').waitFor() },
};

const [first, ...rest] = process.argv.slice(2);
const names = first === undefined || first === 'pages' ? [] : [first, ...rest];
const unknown = names.filter((name) => !(name in pictures));
if (unknown.length > 0) {
  console.error(`There is no picture ${unknown.join(', ')}; there are ${Object.keys(pictures).join(', ')}.`);
  process.exit(2);
}
const server = await preview({ root, preview: { port: PORT }, logLevel: 'warn' });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: baseFlags });
try {
  if (first === 'pages') await takePages(browser, `http://localhost:${PORT}`, rest);
  for (const [name, { path, scheme, ready }] of Object.entries(pictures)) {
    if (first !== undefined && !names.includes(name)) continue;
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: scheme });
    await page.goto(`http://localhost:${PORT}${path}`);
    await ready(page);
    const target = resolve(root, `public/pictures/${name}.png`);
    await page.screenshot({ path: target });
    console.log(`wrote ${target}`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
