import puppeteer, { type Browser } from 'puppeteer-core';
import { BEAT_CHANNEL, type Beat } from '#kiosk/beat.ts';
import type { Opener } from './keep-running.ts';

export interface BrowserOptions {
  executablePath: string;
  /** The browser's own folder: camera permission, kept files, position of the playlist. */
  profile: string;
  url: string;
  isHeadless: boolean;
  flags: readonly string[];
}

/** Nothing of the browser on the screen, and nothing that asks. */
const kioskFlags = [
  '--kiosk',
  '--noerrdialogs',
  '--no-first-run',
  '--hide-crash-restore-bubble',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--autoplay-policy=no-user-gesture-required',
  '--password-store=basic',
  '--disable-features=Translate',
];

const CLOSE_MS = 5_000;

/** Opens a Chromium whose page's heart-beats come through the debugging pipe: no port is open, any address will do. */
export function browserOpener({ executablePath, profile, url, isHeadless, flags }: BrowserOptions): Opener {
  return async (onBeat) => {
    const browser = await puppeteer.launch({
      executablePath,
      userDataDir: profile,
      headless: isHeadless,
      pipe: true,
      defaultViewport: null,
      args: [...kioskFlags, ...flags],
      ignoreDefaultArgs: ['--enable-automation'],
      // The launcher has its own.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const [page = await browser.newPage()] = await browser.pages();
    const ended = new Promise<string>((resolve) => {
      browser.once('disconnected', () => resolve('The browser ended.'));
      page.once('error', (error) => resolve(`The page crashed: ${error.message}.`));
    });
    try {
      await browser.defaultBrowserContext().overridePermissions(new URL(url).origin, ['camera']);
      await page.exposeFunction('vitrineBeat', (beat: Beat) => onBeat(beat));
      await page.evaluateOnNewDocument(`{
        const channel = new BroadcastChannel(${JSON.stringify(BEAT_CHANNEL)});
        channel.onmessage = ({ data }) => globalThis.vitrineBeat?.(data);
      }`);
      // A server that is not up yet, or a page that hangs while it loads, falls silent like any other.
      void page.goto(url, { timeout: 0 }).catch(() => undefined);
    } catch (error) {
      await end(browser);
      throw error;
    }
    return { ended, close: () => end(browser) };
  };
}

/** A browser whose page is stuck does not always answer. */
async function end(browser: Browser): Promise<void> {
  const child = browser.process();
  const gone = new Promise((resolve) =>
    child?.exitCode === null ? child.once('exit', resolve) : resolve(0),
  );
  const timer = setTimeout(() => child?.kill('SIGKILL'), CLOSE_MS);
  void browser.close().catch(() => child?.kill('SIGKILL'));
  await gone;
  clearTimeout(timer);
}
