/** Presses every control of the app as a person does, and asks the browser how long each took to be seen. */
import type { Browser, JSHandle, Page } from 'playwright';
import {
  appPages,
  isLive,
  ON_WASM,
  openPanels,
  openProfile,
  type AppPage,
} from '#tests/helpers/app-pages.ts';
import { nextControl, type Found } from './next-control.ts';

/** Of the slowest event that a press made. */
interface Answer {
  /** From the press to the next paint; the browser counts in steps of 8 ms, and tells nothing below 16. */
  ms: number;
  /** Of that, until the page's code began, and in it; the rest is drawing. */
  waitedMs: number;
  workedMs: number;
}

export interface Pressed extends Answer {
  name: string;
}

/** Of the app's states those that have controls which no other has. */
const PRESSED = [
  'matting',
  'detection',
  'segmentation',
  'counting',
  'compare',
  'several',
  'bench',
  'evaluate',
  'docs',
  'kiosk',
  'kiosk-edit',
  'kiosk-status-open',
];
/**
 * Presses that end what is measured (the source), need a person (another program's dialog), start a program of the
 * server, or run the bench, which asks that nobody presses anything.
 */
const LEFT_OUT =
  'Close the source|Use the camera|screen|Full screen|Fetch|Make .* filler|Run \\d+ cell|Close Built-in';
/** More than any page has, the kiosk's form with its copies too: a page whose controls never end is a fault. */
const MOST_CONTROLS = 500;

/** Before anything else runs in a page: keeps the slowest interaction since it was last asked. */
function observe(): void {
  const kept = window as unknown as { slowest: Answer };
  kept.slowest = { ms: 0, waitedMs: 0, workedMs: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId?: number })[]) {
      const { duration: ms, startTime, processingStart, processingEnd } = entry;
      if (!entry.interactionId || ms <= kept.slowest.ms) continue;
      kept.slowest = {
        ms,
        waitedMs: Math.round(processingStart - startTime),
        workedMs: Math.round(processingEnd - processingStart),
      };
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/**
 * All controls of `names` (every page where it is undefined). A model runs on two threads of WASM all the time: the
 * page's own, or that of a page beside it.
 */
export async function pressControls(
  browser: Browser,
  url: string,
  names: readonly string[] | undefined,
): Promise<Pressed[]> {
  const pressed: Pressed[] = [];
  for (const appPage of appPages.filter(({ name }) => (names ?? PRESSED).includes(name))) {
    const beside = appPage.path.includes('ort-wasm') ? undefined : await runBeside(browser, url);
    const found = await pressPage(browser, url, appPage);
    const worst = Math.max(0, ...found.map(({ ms }) => ms));
    console.log(
      `  ${appPage.name}: ${found.length} controls, slowest ${worst} ms${beside ? ', a model beside it' : ''}`,
    );
    pressed.push(...found);
    await beside?.context().close();
  }
  return pressed;
}

async function runBeside(browser: Browser, url: string): Promise<Page> {
  const page = await openProfile(browser);
  await page.goto(`${url}/?${ON_WASM}&task=matting&model=selfie-segmentation`);
  await isLive(page);
  return page;
}

async function pressPage(browser: Browser, url: string, appPage: AppPage): Promise<Pressed[]> {
  const page = await openProfile(browser);
  try {
    await page.addInitScript(observe);
    // A person's file, or none: the press is what is measured.
    page.on('filechooser', () => undefined);
    await page.goto(`${url}${appPage.path}`);
    await appPage.ready(page);
    if (appPage.path.startsWith('/?')) await openPanels(page);
    return await pressAll(page, appPage.name);
  } finally {
    await page.context().close();
  }
}

async function pressAll(page: Page, where: string): Promise<Pressed[]> {
  const pressed: Pressed[] = [];
  for (let tries = 0; tries < MOST_CONTROLS; tries++) {
    const found = await page.evaluateHandle(nextControl, LEFT_OUT);
    if ((await found.evaluate((one) => one?.name)) === undefined) {
      // Of a dialog everything was pressed: the page behind it goes on.
      if (!(await page.locator('dialog[open]').count())) return pressed;
      await page.keyboard.press('Escape');
      continue;
    }
    const { name, isLast, answer } = await press(page, found as JSHandle<Found>);
    if (answer) pressed.push({ name: `${where}: ${name}`, ...answer });
    if (isLast) return pressed;
  }
  throw new Error(`${where} has more than ${MOST_CONTROLS} controls`);
}

/** Without an answer where the control had gone by then, or something lay over it. */
async function press(
  page: Page,
  found: JSHandle<Found>,
): Promise<{ name: string; isLast: boolean; answer: Answer | undefined }> {
  const { name, isLast, by } = await found.evaluate(({ name, isLast, by }) => ({ name, isLast, by }));
  const element = await found.evaluateHandle(({ element, by }) =>
    // A hidden radio button is pressed by its label.
    by === 'click' ? (element.closest('label') ?? element) : element,
  );
  try {
    await element.scrollIntoViewIfNeeded({ timeout: 2000 });
    await page.evaluate(
      () => ((window as unknown as { slowest: Answer }).slowest = { ms: 0, waitedMs: 0, workedMs: 0 }),
    );
    if (by === 'click') await element.click({ timeout: 2000 });
    else {
      await element.focus();
      await page.keyboard.press(by === 'arrow' ? 'ArrowRight' : '1');
    }
  } catch {
    console.log(`  not to be pressed: ${name}`);
    return { name, isLast, answer: undefined };
  }
  return { name, isLast, answer: await page.evaluate(slowestSeen) };
}

/** Resolves when what was pressed is painted and told of: an entry comes after its frame. */
async function slowestSeen(): Promise<Answer> {
  const painted = () => new Promise((done) => requestAnimationFrame(done));
  await painted();
  await painted();
  await new Promise((done) => setTimeout(done, 150));
  const { slowest } = window as unknown as { slowest: Answer };
  return { ...slowest, ms: Math.max(16, slowest.ms) };
}
