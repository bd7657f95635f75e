import { firefoxPath, launchFirefox } from '#tests/helpers/firefox.ts';
import type { Launch } from './browser.ts';

/** Over WebDriver BiDi; `flags` are its command line's. */
export const launch: Launch = async ({ headed, flags }) => {
  const path = firefoxPath();
  if (path === undefined) {
    throw new Error(
      'There is no Firefox: `sudo apt-get install firefox-esr`, or name one in VITRINE_FIREFOX.',
    );
  }
  const browser = await launchFirefox(path, { headless: !headed, args: [...flags] });
  return {
    name: (await browser.version()).replace('/', ' '),
    async open(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return {
        evaluate: (act, argument) => page.evaluate(act as never, argument as never),
        close: () => page.close().catch(() => undefined),
      };
    },
    close: () => browser.close(),
  };
};
