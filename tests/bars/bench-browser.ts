import { chromium, type Browser, type Page } from 'playwright';
import { baseFlags, chromiumPath, fakeCameraFlags, webgpuFlags } from '#tests/helpers/chromium.ts';

/** A browser, with a fake camera where `clip` is given; with `webgpu` on a software adapter, otherwise without any. */
export async function launch(options: {
  clip?: string;
  webgpu: boolean;
  flags?: readonly string[];
}): Promise<Browser> {
  const { clip, webgpu, flags = [] } = options;
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error('No Chromium here; `sudo apt-get install chromium` brings one.');
  const camera = clip === undefined ? [] : fakeCameraFlags(clip);
  const args = [...baseFlags, ...camera, ...(webgpu ? webgpuFlags : []), ...flags];
  return chromium.launch({ executablePath, args });
}

/** A page of tests/fixtures/page that is ready to be driven. What goes wrong in it is printed. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`page: ${message.text()}`);
  });
  await page.goto(url);
  await page.waitForFunction(() => 'vitrine' in window);
  return page;
}
