/** Has axe look at every page, in light and dark, in each language. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser } from 'playwright';

/** Path, and what is there when the page has settled. */
const pages: readonly { path: string; ready: string }[] = [
  { path: '/', ready: 'vt-welcome' },
  { path: '/?source=scene&task=detection&engine=ort-wasm', ready: 'vt-stage .chip b' },
  { path: '/compare', ready: 'vt-masthead' },
  { path: '/bench', ready: 'vt-masthead' },
  { path: '/evaluate', ready: 'vt-masthead' },
  { path: '/docs', ready: 'vt-docs article' },
  { path: '/kiosk', ready: 'vt-kiosk-start' },
];

declare const window: { axe: typeof axe };

/** In words: which page, in what colours and language, and what axe found there. */
export async function auditPages(
  browser: Browser,
  url: string,
  languages: readonly string[],
): Promise<{ audits: number; findings: string[] }> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const findings: string[] = [];
  let audits = 0;
  for (const { path, ready } of pages) {
    for (const language of languages) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      await page.locator(ready).first().waitFor({ timeout: 60_000 });
      await page.waitForTimeout(500);
      // As the page's own policy forbids: by the debugger, which may.
      await page.evaluate(source);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const violations = await page.evaluate(async () => {
          const result = await window.axe.run(document, { resultTypes: ['violations'] });
          return result.violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' / ')}`,
          );
        });
        audits++;
        findings.push(
          ...violations.map((found) => `${path} ${language} ${colorScheme}: ${found.slice(0, 400)}`),
        );
      }
      await page.close();
    }
  }
  return { audits, findings };
}
