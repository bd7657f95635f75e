/** Exports checkpoints in a real browser by the app's own export worker, and watches the page's thread meanwhile. */
import type { Size } from '#core/geometry.ts';
import type { ExportPage, ExportPageFigures } from '../fixtures/page/export/export.ts';
import { launch, openPage } from './bench-browser.ts';
import { servePages } from './page-server.ts';

const PORT = 4711;

declare const window: { vitrine: ExportPage };

export interface BrowserExport extends ExportPageFigures {
  id: string;
}

export async function exportInBrowser(
  cases: readonly { id: string; path: string; size: Size }[],
): Promise<BrowserExport[]> {
  const server = await servePages(PORT, [], ['export']);
  const browser = await launch({ webgpu: false });
  try {
    const made: BrowserExport[] = [];
    for (const { id, path, size } of cases) {
      const page = await openPage(browser, server.url('export'));
      await page.setInputFiles('input[type=file]', path);
      const [family = '', variant = ''] = id.split('/');
      const request = { family, variant, size };
      made.push({ id, ...(await page.evaluate((wanted) => window.vitrine.build(wanted), request)) });
      await page.close();
    }
    return made;
  } finally {
    await browser.close();
    await server.close();
  }
}
