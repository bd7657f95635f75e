import { chromium, type Browser } from 'playwright';
import { baseFlags, chromiumPath } from '#tests/helpers/chromium.ts';
import type { DrivenBrowser, Launch } from './browser.ts';

export const launch: Launch = async ({ headed, flags }) => {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    throw new Error(
      'There is no Chromium: `sudo apt-get install chromium`, or name one in VITRINE_CHROMIUM.',
    );
  }
  const args = [...baseFlags, ...flags];
  return drivenChromium(await chromium.launch({ executablePath, headless: !headed, args }));
};

/** Takes the browser over. */
export async function drivenChromium(browser: Browser): Promise<DrivenBrowser> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  return {
    name: `Chromium ${browser.version()}`,
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return {
        evaluate: (act, argument) => page.evaluate(act as never, argument as never),
        close: () => page.close().catch(() => undefined),
      };
    },
    close: () => browser.close(),
  };
}
