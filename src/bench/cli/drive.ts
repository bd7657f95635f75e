/** Runs a plan in a browser's page, over crashes of that page, as a person would who comes back and presses "Go on". */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Plan } from '../plan.ts';
import type { presets } from '../presets.ts';
import type { Report } from '../report.ts';
import type { DrivenBrowser, DrivenPage } from './browsers/browser.ts';

/** What the command touches of the page's desk (src/ui/pages/bench/desk.ts). */
interface DeskLike {
  status: string;
  plan: Plan | undefined;
  clip: File | undefined;
  shown: readonly { report: Report }[];
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

export interface Task {
  wanted: Plan | PresetId;
  /** The path of a video file that pipelines run on. */
  clip?: string | undefined;
}

/** Enough for each cell of a hostile plan to end its page twice. */
const MOST_PAGES = 50;
const LOOK_MS = 500;
/** For a page to examine its machine: software adapters take their time. */
const READY_MS = 180_000;

export async function drive(
  browser: DrivenBrowser,
  url: string,
  task: Task,
  say: (line: string) => void,
): Promise<Report> {
  const address = new URL('bench', url).href;
  let left: Task | undefined = task;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await browser.open(address);
    try {
      await attempt(page, left, say);
      return await page.evaluate(() => document.querySelector('vt-bench')!.desk.shown[0]!.report, undefined);
    } catch (error) {
      if (error instanceof Refused) throw error;
      say('the page ended; going on in a new one');
    } finally {
      await page.close();
    }
    left = undefined;
  }
  throw new Error('The page ended again and again.');
}

/** The page itself said why it does not run the plan. */
class Refused extends Error {}

/** Without `task` it goes on with what was broken off. Rejects where the page crashed. */
async function attempt(page: DrivenPage, task: Task | undefined, say: (line: string) => void): Promise<void> {
  const until = Date.now() + READY_MS;
  while ((await look(page)).status !== 'ready') {
    if (Date.now() > until) throw new Refused(`The page was not ready after ${READY_MS / 1000} s.`);
    await pause();
  }
  // Only begun here: no driver is asked to wait for minutes.
  const clip = task?.clip === undefined ? undefined : clipOf(task.clip);
  await page.evaluate(begin, { wanted: task?.wanted, clip });
  let told = '';
  for (;;) {
    await pause();
    const { status, line, error, hasReport } = await look(page);
    if (line && line !== told) say((told = line));
    if (status !== 'ready') continue;
    if (hasReport) return;
    throw new Refused(error ?? 'Nothing was run.');
  }
}

function begin({
  wanted,
  clip,
}: {
  wanted: Plan | string | undefined;
  clip: { name: string; base64: string } | undefined;
}): void {
  const { desk } = document.querySelector('vt-bench')!;
  if (clip) {
    // Not by fetch: the page's policy has no data: addresses.
    const bytes = Uint8Array.from(atob(clip.base64), (character) => character.charCodeAt(0));
    desk.clip = new File([bytes], clip.name);
  }
  if (typeof wanted === 'string') desk.choosePreset(wanted);
  if (wanted === undefined) void desk.resume();
  else void desk.run(typeof wanted === 'string' ? desk.plan : wanted);
}

interface Look {
  status: string;
  line: string | undefined;
  error: string | undefined;
  hasReport: boolean;
}

function look(page: DrivenPage): Promise<Look> {
  return page.evaluate(() => {
    const desk = document.querySelector('vt-bench')?.desk;
    const { done, total, cell, stage } = desk?.progress ?? {};
    const { message, detail } = desk?.error ?? {};
    return {
      status: desk?.status ?? '',
      line: cell && `${done} of ${total}: ${cell.model} on ${cell.engine}, ${stage}`,
      error: message && [message, detail].filter(Boolean).join('\n'),
      hasReport: (desk?.shown.length ?? 0) > 0,
    };
  }, undefined);
}

function clipOf(path: string): { name: string; base64: string } {
  return { name: basename(path), base64: readFileSync(path).toString('base64') };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_MS));
