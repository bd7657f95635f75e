import { defineBrowserProvider } from '@vitest/browser';
import type { Browser } from 'puppeteer-core';
import { firefoxPath, launchFirefox } from './firefox.ts';

/** Runs Vitest's browser mode in the system's own Firefox, which Playwright cannot drive. */
export const firefox = defineBrowserProvider({
  name: 'firefox-bidi',
  supportedBrowser: ['firefox'],
  options: {},
  providerFactory() {
    let browser: Browser | undefined;
    return {
      name: 'firefox-bidi',
      supportsParallelism: false,
      getCommandsContext: () => ({}),
      async openPage(_sessionId, url) {
        const path = firefoxPath();
        if (path === undefined) throw new Error('no Firefox here: sudo apt-get install firefox-esr');
        browser ??= await launchFirefox(path);
        const page = await browser.newPage();
        await page.goto(url);
      },
      async close() {
        await browser?.close();
      },
    };
  },
});
