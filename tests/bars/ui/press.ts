/** Presses every control of the Studio as a person does, and asks the browser how long each took to be seen. */
import type { Browser, ElementHandle, Page } from 'playwright';

export interface Pressed {
  name: string;
  /** From the press to the next paint; the browser counts in steps of 8 ms, and tells nothing below 16. */
  ms: number;
}

const LIVE = '/?source=scene&task=matting&model=selfie-segmentation&engine=ort-wasm&threads=2';
/** Presses that end what is measured (the source) or leave the page, and the choice of a file, which needs a person. */
const LEFT_OUT =
  /Close the source|Full screen|Choose an? (image|screen|file|another)|Fetch|Make .* filler|Language/;

declare global {
  interface Window {
    slowest: number;
    shift: number;
  }
}

/** What the page's observers need, before anything else runs in it. */
function observe(): void {
  window.slowest = 0;
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
      if (entry.interactionId) window.slowest = Math.max(window.slowest, entry.duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[])
      if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

async function openLive(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(observe);
  await page.goto(`${url}${LIVE}`);
  await page.locator('vt-meter').filter({ hasText: 'first run' }).waitFor({ timeout: 120_000 });
  await page.locator('vt-stage .readout').filter({ hasText: /./ }).waitFor({ timeout: 60_000 });
  return page;
}

export async function pressControls(browser: Browser, url: string): Promise<Pressed[]> {
  const page = await openLive(browser, url);
  // Its controls are loaded when it is opened.
  for (const panel of await page.locator('vt-app details.panel:not([open]) > summary').all())
    await panel.click();
  await page.locator('vt-truth .advice').waitFor();
  const pressed: Pressed[] = [];
  for (const control of await controlsOf(page)) {
    const name = await nameOf(control);
    if (LEFT_OUT.test(name) || !(await control.isVisible()) || !(await control.isEnabled())) continue;
    await page.evaluate(() => (window.slowest = 0));
    if (!(await press(page, control))) continue;
    // An entry comes after its frame was painted.
    await page.waitForTimeout(250);
    pressed.push({ name, ms: Math.max(16, await page.evaluate(() => window.slowest)) });
    if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape');
  }
  await page.close();
  return pressed;
}

type Control = ElementHandle<HTMLElement | SVGElement>;

/** A locator's handles are of HTML or SVG elements, which their type leaves open. */
async function controlsOf(page: Page): Promise<Control[]> {
  return (await page.locator('button, summary, select, input').elementHandles()) as Control[];
}

/** False where something lies over it, or it is gone by now. */
async function press(page: Page, control: Control): Promise<boolean> {
  const kind = await control.evaluate((element) =>
    element instanceof HTMLSelectElement
      ? 'keys'
      : element instanceof HTMLInputElement && element.type === 'range'
        ? 'keys'
        : 'click',
  );
  try {
    await control.scrollIntoViewIfNeeded({ timeout: 2000 });
    if (kind === 'click') {
      // A hidden radio button is pressed by its label.
      const label = (
        await control.evaluateHandle((element) => element.closest('label') ?? element)
      ).asElement();
      await (label ?? control).click({ timeout: 2000 });
    } else {
      await control.focus();
      await page.keyboard.press('ArrowRight');
    }
    return true;
  } catch {
    return false;
  }
}

function nameOf(control: Control): Promise<string> {
  return control.evaluate((element) => {
    const label = element.closest('label');
    const text = element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent ?? '';
    const title = element.closest('[title]')?.getAttribute('title') ?? '';
    return `${element.localName} ${text.replace(/\s+/g, ' ').trim() || title}`.slice(0, 80);
  });
}

/** What moved by itself while pages load, and while a model is loaded and runs. */
export async function watchShifts(browser: Browser, url: string): Promise<{ page: string; shift: number }[]> {
  const shifts: { page: string; shift: number }[] = [];
  for (const path of ['/', '/compare', '/bench', '/evaluate', '/docs']) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(observe);
    await page.goto(`${url}${path}`, { waitUntil: 'networkidle' });
    await page.waitForTimeout(1500);
    shifts.push({ page: path, shift: await page.evaluate(() => window.shift) });
    await page.close();
  }
  const live = await openLive(browser, url);
  await live.waitForTimeout(8000);
  shifts.push({ page: 'a live model', shift: await live.evaluate(() => window.shift) });
  await live.close();
  return shifts;
}
