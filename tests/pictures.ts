/** `npm run pictures`: takes the README's picture from the built app, with the built-in scene as its source. */
import { resolve } from 'node:path';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { baseFlags, chromiumPath } from './helpers/chromium.ts';

const root = resolve(import.meta.dirname, '..');
const target = resolve(root, 'public/pictures/live.png');
const settleMs = Number(process.argv[2] ?? 20_000);

const server = await preview({ root, preview: { port: 4655 }, logLevel: 'warn' });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: baseFlags });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });
  await page.goto('http://localhost:4655/?source=scene');
  await page
    .getByRole('button', { name: 'Built-in scene' })
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await page.locator('vt-stage .readout').filter({ hasText: '%' }).waitFor({ timeout: 60_000 });
  // The meter's window fills, so that the picture shows warm figures.
  await page.waitForTimeout(settleMs);
  // Somebody must be in it: people walk through the scene.
  await page
    .locator('vt-stage .readout')
    .filter({ hasText: /covers ([6-9]|\d\d) %/ })
    .waitFor({ timeout: 60_000 });
  await page.screenshot({ path: target });
  console.log(`wrote ${target}`);
} finally {
  await browser.close();
  await server.close();
}
