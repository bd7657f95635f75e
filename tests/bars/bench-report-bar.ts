/**
 * bar:bench-report: on the built page a report of 500 cells is on screen within 1 s and filtered within 100 ms; the link
 * of a 40-cell report is shorter than 8 kB and opens to the same figures.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { serveApp } from '#bench/cli/serve-app.ts';
import { columns } from '#bench/table.ts';
import type { Report } from '#bench/report.ts';
import { someReport } from '#tests/helpers/bench-reports.ts';
import { launch } from './bench-browser.ts';
import { median, printConditions, verdict } from './bench-report.ts';

const [RENDER_MS, FILTER_MS, LINK_BYTES] = [1000, 100, 8000];
const FILTERS = ['wasm', 'centernet 256', 'nothing has this', '', 'agrees 192'];

interface Element {
  updateComplete: Promise<boolean>;
  shadowRoot: { querySelector(selector: string): Element & Record<string, unknown> };
  dispatchEvent(event: unknown): void;
}
type Bench = Element & {
  desk: {
    status: string;
    shown: { report: Report }[];
    openFiles(files: unknown[]): Promise<void>;
  };
};
declare const document: { querySelector(name: 'vt-bench'): Bench | null };
declare const requestAnimationFrame: (act: () => void) => void;

const folder = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
const app = await serveApp();
const browser = await launch({ webgpu: false });
try {
  const page = await openBench('');
  const renderMs = await render(page, someReport(500));
  const filterMs = await filter(page);
  await page.close();
  const { bytes, same } = await link(someReport(40));
  printConditions(browser, ['500 cells with 60 samples each; the median of what each filter took']);
  console.log(`  filters, ms: ${filterMs.map((ms) => ms.toFixed(0)).join(', ')}`);
  const worst = Math.max(...filterMs);
  verdict(
    renderMs < RENDER_MS && worst < FILTER_MS && bytes < LINK_BYTES && same,
    `500 cells shown in ${renderMs.toFixed(0)} ms (under ${RENDER_MS}), filtered in ${median(filterMs).toFixed(0)}, at worst ${worst.toFixed(0)} ms (under ${FILTER_MS}), link of 40 cells ${bytes} bytes (under ${LINK_BYTES}) with ${same ? 'the same' : 'OTHER'} figures`,
  );
} finally {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true });
}

async function openBench(fragment: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('pageerror', ({ message }) => console.error(`page: ${message}`));
  await page.goto(new URL(`bench${fragment}`, app.url).href);
  await page.waitForFunction(() => document.querySelector('vt-bench')?.desk.status === 'ready');
  return page;
}

/** From the file's bytes at hand to a frame with the table in it; reading and checking the JSON is part of it. */
async function render(page: Page, report: Report): Promise<number> {
  const text = JSON.stringify(report);
  const tookMs = await page.evaluate(async (json) => {
    const bench = document.querySelector('vt-bench')!;
    const file = new File([json], 'large.json', { type: 'application/json' });
    const startMs = performance.now();
    await bench.desk.openFiles([file]);
    await bench.updateComplete;
    await bench.shadowRoot.querySelector('vt-bench-table').updateComplete;
    await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - startMs;
  }, text);
  const rows = await page.locator('vt-bench-table tbody tr').count();
  if (rows !== report.results.length) throw new Error(`${rows} rows of ${report.results.length} are there`);
  return tookMs;
}

async function filter(page: Page): Promise<number[]> {
  const timesMs: number[] = [];
  for (const words of FILTERS) {
    const tookMs = await page.evaluate(async (text) => {
      const table = document.querySelector('vt-bench')!.shadowRoot.querySelector('vt-bench-table');
      const input = table.shadowRoot.querySelector('input[type=search]');
      const startMs = performance.now();
      input['value'] = text;
      input.dispatchEvent(new Event('input'));
      await table.updateComplete;
      await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - startMs;
    }, words);
    timesMs.push(tookMs);
  }
  const hidden = await page.locator('vt-bench-table tbody tr[hidden]').count();
  if (hidden === 0) throw new Error('the last filter hid nothing');
  return timesMs;
}

async function link(report: Report): Promise<{ bytes: number; same: boolean }> {
  const path = join(folder, 'forty.json');
  await writeFile(path, JSON.stringify(report));
  const page = await openBench('');
  await page.locator('vt-bench input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: /^Link of/ }).click();
  await page.waitForFunction(() =>
    (globalThis as unknown as { location: { hash: string } }).location.hash.startsWith('#report='),
  );
  const address = new URL(page.url());
  const before = await tableText(page);
  await page.close();
  const opened = await openBench(address.hash);
  const after = await tableText(opened);
  const shown = await opened.evaluate(() => document.querySelector('vt-bench')!.desk.shown[0]!.report);
  const figures = (one: Report) =>
    JSON.stringify(one.results.map((result) => columns.map(({ of }) => of(result))));
  return { bytes: address.href.length, same: before === after && figures(shown) === figures(report) };
}

function tableText(page: Page): Promise<string> {
  return page.locator('vt-bench-table table').innerText();
}
