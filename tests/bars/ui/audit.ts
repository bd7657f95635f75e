/** Has axe look at every page, in each colours and language. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright';
import { allLocales } from '#ui/locales/codes.ts';
import { appPages, openProfile, type AppPage } from '#tests/helpers/app-pages.ts';

/** What a system can ask for. More contrast has colours of its own in light and in dark. */
const themes = [
  { name: 'light', colorScheme: 'light', contrast: 'no-preference' },
  { name: 'dark', colorScheme: 'dark', contrast: 'no-preference' },
  { name: 'light, more contrast', colorScheme: 'light', contrast: 'more' },
  { name: 'dark, more contrast', colorScheme: 'dark', contrast: 'more' },
] as const;

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const window: { axe: typeof axe };

/** In words: which page, in what colours and language, and what axe found there. */
export async function auditPages(
  browser: Browser,
  url: string,
  { languages, names }: { languages: readonly string[]; names: readonly string[] | undefined },
): Promise<{ audits: number; findings: string[] }> {
  const findings: string[] = [];
  let audits = 0;
  for (const appPage of appPages.filter(({ name }) => names?.includes(name) ?? true)) {
    const found = await auditPage(browser, url, appPage, languages);
    for (const line of found) console.log(`  axe: ${line}`);
    findings.push(...found);
    audits += languages.length * themes.length;
    console.log(`  ${appPage.name}: ${languages.length} languages, ${themes.length} colours`);
  }
  return { audits, findings };
}

async function auditPage(
  browser: Browser,
  url: string,
  { name, path, ready }: AppPage,
  languages: readonly string[],
): Promise<string[]> {
  const page = await openProfile(browser, { reducedMotion: 'reduce' });
  const open = async (language: string) => {
    await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
    await ready(page);
    // As the page's own policy forbids: by the debugger, which may.
    await page.evaluate(source);
  };
  const findings: string[] = [];
  try {
    for (const [index, language] of languages.entries()) {
      // The masthead's own choice, where there is one: what was opened and what runs stays.
      const choice = page.locator('vt-masthead select');
      if (index === 0 || !(await choice.count())) await open(language);
      else await choice.selectOption({ index: allLocales.findIndex((one) => one === language) });
      await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached', timeout: 30_000 });
      for (const [place, { name: theme, ...media }] of themes.entries()) {
        await page.emulateMedia(media);
        for (const found of await violations(page, place > 0))
          findings.push(`${name} ${language} ${theme}: ${found.slice(0, 400)}`);
      }
    }
    return findings;
  } finally {
    await page.context().close();
  }
}

/** `coloursOnly`: the rules about colours, where all others were asked of the very same elements before. */
function violations(page: Page, coloursOnly: boolean): Promise<string[]> {
  return page.evaluate(async (isColour) => {
    const result = await window.axe.run(document, {
      resultTypes: ['violations'],
      ...(isColour ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {}),
    });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' / ')}`);
  }, coloursOnly);
}
