/** Takes a picture of every page at three widths, and says where something sticks out or is too small to be read. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright';
import { appPages, openProfile } from './app-pages.ts';

const folder = resolve(import.meta.dirname, '../artefacts/pages');
/** A phone, a laptop, a 4K wall. */
const viewports = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
  { width: 3840, height: 2160 },
];
/** The smallest text that is still read: on a 4K picture letters are half as large for whoever sits before it. */
const leastPx = (width: number) => (width >= 3840 ? 16 : 11);

/** All pages, or those of `names`. */
export async function takePages(browser: Browser, url: string, names: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const { name, path, ready } of appPages) {
    if (names.length > 0 && !names.includes(name)) continue;
    for (const viewport of viewports) {
      // Anew for each: what is open at first depends on the width.
      const page = await openProfile(browser, { viewport });
      await page.goto(`${url}${path}`);
      await ready(page);
      await page.waitForTimeout(1500);
      const file = join(folder, `${name}-${viewport.width}.png`);
      await page.screenshot({ path: file });
      const faults = await faultsOf(page, leastPx(viewport.width));
      console.log(`${file}${faults.map((fault) => `\n  ${fault}`).join('')}`);
      await page.context().close();
    }
  }
}

function faultsOf(page: Page, least: number): Promise<string[]> {
  return page.evaluate((leastLetterPx) => {
    const faults = new Set<string>();
    const overflowPx = document.documentElement.scrollWidth - innerWidth;
    if (overflowPx > 0) faults.add(`the page is ${overflowPx} px too wide`);
    const look = (root: ParentNode) => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        const { width, height } = element.getBoundingClientRect();
        if (width < 2 || height < 2 || !element.checkVisibility()) continue;
        const hasText = [...element.childNodes].some(
          (node) => node instanceof Text && node.data.trim() !== '',
        );
        const letterPx = Number.parseFloat(getComputedStyle(element).fontSize);
        const words = element.textContent?.trim().slice(0, 40) ?? '';
        if (hasText && letterPx < leastLetterPx - 0.1)
          faults.add(`${element.localName} “${words}” has letters of ${letterPx.toFixed(1)} px`);
        if (element.matches('button, summary, select') && element.scrollWidth > element.clientWidth + 1)
          faults.add(`${element.localName} “${words}” is cut off`);
      }
    };
    look(document);
    return [...faults].slice(0, 12);
  }, least);
}
