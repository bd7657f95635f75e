/** Every page of the app in the states that people see it in, for what looks at all of them: axe, shifts, pictures. */
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { hashPin } from '#kiosk/pin.ts';
import { plainWall } from './plain-wall.ts';

export interface AppPage {
  name: string;
  /** With its query, to which `lang` can be added. */
  path: string;
  /** Resolves when what the page is for is to be seen. */
  ready: (page: Page) => Promise<unknown>;
}

const PIN = '7391';
/** Answered by `serveWall`; a server has no such file. */
const WALL = '/kiosk/of-a-test.json';
/** How every live page here is run: two threads leave no core of a small machine alone. */
export const ON_WASM = 'source=scene&engine=ort-wasm&threads=2';
const side = (name: 'a' | 'b') => `${name}.engine=ort-wasm&${name}.size=256x256`;

const shows = (selector: string) => (page: Page) =>
  page.locator(selector).first().waitFor({ timeout: 120_000 });

/** A result was drawn, and said in words. */
export async function isLive(page: Page): Promise<void> {
  await page.locator('vt-stage .readout').filter({ hasText: /./ }).first().waitFor({ timeout: 120_000 });
}

/** Opens all groups of settings: what is in them is loaded then. */
export async function openPanels(page: Page): Promise<void> {
  const shut = page.locator('vt-app details.panel:not([open]) > summary');
  while (await shut.count()) await shut.first().click();
  await page.locator('vt-truth .advice').waitFor({ timeout: 60_000 });
}

async function withPanels(page: Page): Promise<void> {
  await isLive(page);
  await openPanels(page);
}

async function withImport(page: Page): Promise<void> {
  await page.locator('vt-model-picker .own button').last().click();
  await page.locator('vt-import dialog[open]').waitFor();
}

async function withHelp(page: Page): Promise<void> {
  await page.locator('vt-masthead button[slot=actions]').click();
  await page.locator('vt-help dialog[open]').waitFor();
}

async function behindPin(page: Page): Promise<void> {
  const wall = await page.context().newPage();
  await wall.goto(new URL(`/kiosk?config=${WALL}`, page.url()).href);
  await wall.locator('vt-kiosk').waitFor();
  // The status learns of the wall when it is opened.
  await page.reload();
  await page.locator('vt-pin-form input').fill(PIN);
  await page.locator('vt-pin-form button').click();
  await page.locator('vt-kiosk-status dl').waitFor({ timeout: 60_000 });
  await wall.close();
}

/** A page of a browser profile of its own, whose server has a configuration for the wall. */
export async function openProfile(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const cards = [{ en: 'The computer tells you from the wall behind you.' }];
  const playlist = plainWall.playlist.map((scene) => ({ ...scene, cards }));
  const json = { ...plainWall, playlist, pin: await hashPin(PIN) };
  // What tsx puts into functions to keep their names, and a page does not have.
  await context.addInitScript('globalThis.__name ??= (named) => named');
  await context.route(
    ({ pathname }) => pathname === WALL,
    (route) => route.fulfill({ json }),
  );
  return context.newPage();
}

export const appPages: readonly AppPage[] = [
  { name: 'welcome', path: '/', ready: shows('vt-welcome') },
  { name: 'guide', path: '/?guide=1', ready: shows('vt-guide dialog[open]') },
  { name: 'help', path: '/', ready: withHelp },
  { name: 'import', path: '/', ready: withImport },
  { name: 'segmentation', path: `/?${ON_WASM}&task=segmentation`, ready: isLive },
  { name: 'matting', path: `/?${ON_WASM}&task=matting&model=selfie-segmentation`, ready: withPanels },
  {
    name: 'detection',
    path: `/?${ON_WASM}&task=detection&tracking=1&trails=1&lines=500-1000-500-0`,
    ready: withPanels,
  },
  { name: 'counting', path: `/?${ON_WASM}&task=counting`, ready: isLive },
  {
    name: 'compare',
    path: `/compare?source=scene&task=matting&${side('a')}&${side('b')}`,
    ready: shows('vt-compare .agreement b'),
  },
  { name: 'several', path: '/several?scene=detection,matting', ready: shows('vt-pane p.figures') },
  { name: 'bench', path: '/bench', ready: shows('vt-bench .truth') },
  { name: 'evaluate', path: '/evaluate', ready: shows('vt-evaluate select') },
  { name: 'docs', path: '/docs', ready: shows('vt-docs article') },
  { name: 'docs-model', path: '/docs?read=models/cgnet', ready: shows('vt-docs article') },
  { name: 'kiosk', path: '/kiosk', ready: shows('vt-kiosk-start') },
  { name: 'kiosk-wall', path: `/kiosk?config=${WALL}`, ready: shows('vt-kiosk') },
  { name: 'kiosk-edit', path: '/kiosk/edit', ready: shows('vt-schema-form details') },
  { name: 'kiosk-status', path: '/kiosk/status', ready: shows('vt-kiosk-status [role=status]') },
  { name: 'kiosk-status-open', path: '/kiosk/status', ready: behindPin },
];
