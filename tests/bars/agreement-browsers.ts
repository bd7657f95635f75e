import { chromium } from 'playwright';
import type { AdapterReport } from '#core/machine-report.ts';
import { baseFlags, chromiumPath, webgpuFlags } from '#tests/helpers/chromium.ts';
import { firefoxPath, launchFirefox } from '#tests/helpers/firefox.ts';
import type { AgreementPage, CompareRequest, OutputAgreement } from '../fixtures/page/agreement-page.ts';

/** The agreement page in one browser. */
export interface AgreementBrowser {
  name: string;
  adapter: AdapterReport;
  compare: (request: CompareRequest) => Promise<OutputAgreement[]>;
  close: () => Promise<void>;
}

/** What Playwright's and Puppeteer's pages have in common. */
interface DrivenPage {
  goto(url: string): Promise<unknown>;
  waitForFunction(isReady: () => boolean): Promise<unknown>;
  evaluate<A, R>(call: (argument: A) => R, argument: A): Promise<Awaited<R>>;
}

type WithPage = { vitrine: AgreementPage };

/** Chromium, which must be there, and Firefox if it is. */
export async function openBrowsers(url: string): Promise<AgreementBrowser[]> {
  const browsers = [await openChromium(url)];
  const firefox = firefoxPath();
  if (firefox === undefined) console.log('Firefox is not installed: not compared there');
  else browsers.push(await openFirefox(firefox, url));
  return browsers;
}

async function openChromium(url: string): Promise<AgreementBrowser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('no Chromium here: sudo apt-get install chromium');
  const browser = await chromium.launch({ executablePath, args: [...baseFlags, ...webgpuFlags] });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`Chromium's page: ${error.message}`));
  return driven('Chromium', page, url, () => browser.close());
}

async function openFirefox(path: string, url: string): Promise<AgreementBrowser> {
  const browser = await launchFirefox(path);
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`Firefox's page: ${String(error)}`));
  return driven('Firefox', page as DrivenPage, url, () => browser.close());
}

async function driven(
  name: string,
  page: DrivenPage,
  url: string,
  close: () => Promise<void>,
): Promise<AgreementBrowser> {
  try {
    await page.goto(url);
    await page.waitForFunction(() => 'vitrine' in window);
    const adapter = await page.evaluate(() => (window as unknown as WithPage).vitrine.adapter(), undefined);
    const compare = (request: CompareRequest) =>
      page.evaluate((r) => (window as unknown as WithPage).vitrine.compare(r), request);
    return { name, adapter, compare, close };
  } catch (error) {
    await close();
    throw error;
  }
}
