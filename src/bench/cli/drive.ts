/** Runs a plan in a browser's page, over crashes of that page, as a person would who comes back and presses "Go on". */
import type { Browser, Page } from 'playwright';
import type { Plan } from '../plan.ts';
import type { presets } from '../presets.ts';
import type { Report } from '../report.ts';

/** What the command touches of the page's desk (src/ui/pages/bench/desk.ts). */
interface DeskLike {
  status: string;
  plan: Plan | undefined;
  unfinished: unknown;
  error: { code: string; message: string; detail?: string } | undefined;
  progress:
    | { done: number; total: number; stage: string; cell: { model: string; engine: string } | undefined }
    | undefined;
  choosePreset(id: string): void;
  run(plan?: Plan): Promise<Report | undefined>;
  resume(): Promise<Report | undefined>;
}

declare const document: { querySelector(name: 'vt-bench'): { desk: DeskLike } | null };

export type PresetId = (typeof presets)[number]['id'];

/** Enough for each cell of a hostile plan to end its page twice. */
const MOST_PAGES = 50;

export async function drive(
  browser: Browser,
  url: string,
  wanted: Plan | PresetId,
  say: (line: string) => void,
): Promise<Report> {
  // One context: what the journal keeps must outlive a page.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    let isFirst = true;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = await context.newPage();
      try {
        const report = await attempt(page, url, isFirst ? wanted : undefined, say);
        if (report) return report;
      } finally {
        await page.close().catch(() => undefined);
      }
      isFirst = false;
      say('the page ended; going on in a new one');
    }
    throw new Error('The page ended again and again.');
  } finally {
    await context.close();
  }
}

/** Undefined where the page crashed. Without `wanted` it goes on with what was broken off. */
async function attempt(
  page: Page,
  url: string,
  wanted: Plan | PresetId | undefined,
  say: (line: string) => void,
): Promise<Report | undefined> {
  const crashed = new Promise<undefined>((resolve) => page.once('crash', () => resolve(undefined)));
  const work = async (): Promise<Report> => {
    await page.goto(new URL('bench', url).href);
    await page.waitForFunction(() => document.querySelector('vt-bench')?.desk.status === 'ready');
    const timer = setInterval(() => void tell(page, say), 2_000);
    try {
      const answer = await page.evaluate(async (task) => {
        const { desk } = document.querySelector('vt-bench')!;
        if (typeof task === 'string') desk.choosePreset(task);
        const report = task
          ? await desk.run(typeof task === 'string' ? desk.plan : task)
          : await desk.resume();
        return report ?? desk.error;
      }, wanted);
      if (answer && 'results' in answer) return answer;
      throw new Error([answer?.message ?? 'Nothing was run.', answer?.detail].filter(Boolean).join('\n'));
    } finally {
      clearInterval(timer);
    }
  };
  const running = work();
  // After a crash it rejects, which is told by then.
  running.catch(() => undefined);
  return Promise.race([running, crashed]);
}

const told = new WeakMap<Page, string>();

async function tell(page: Page, say: (line: string) => void): Promise<void> {
  const line = await page
    .evaluate(() => {
      const progress = document.querySelector('vt-bench')?.desk.progress;
      if (!progress?.cell) return undefined;
      const { done, total, cell, stage } = progress;
      return `${done} of ${total}: ${cell.model} on ${cell.engine}, ${stage}`;
    })
    .catch(() => undefined);
  if (line === undefined || told.get(page) === line) return;
  told.set(page, line);
  say(line);
}
