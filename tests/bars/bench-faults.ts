/**
 * bar:bench-faults: cells made to crash, hang, run out of memory or lose their device are reported as such and the rest
 * complete; a reload in the middle resumes; a clock that goes back, a coarse one, an impossible plan, a corrupt report and
 * one of a newer schema are plain errors.
 */
import type { Page } from 'playwright';
import { measureRuns } from '#bench/measure-runs.ts';
import { makePlan, type Plan } from '#bench/plan.ts';
import { readReport, type Report } from '#bench/report.ts';
import { toErrorData } from '#core/errors/vitrine-error.ts';
import { someReport } from '#tests/helpers/bench-reports.ts';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import type { BenchPage } from '../fixtures/page/bench/bench.ts';
import { launch, openPage } from './bench-browser.ts';
import { verdict } from './bench-report.ts';
import { servePages } from './page-server.ts';

declare const window: { vitrine: BenchPage };

const small = { width: 16, layers: 4 };
const sides = [40, 48, 64, 72];
// Its first layer alone fills 4 GB, which is all that WASM can have.
const huge = await tinyModel('selfie-segmentation', { side: 4096, width: 64, layers: 2 });
const models = [huge, ...(await Promise.all(sides.map((side) => tinyModel('mcnn', { side, ...small }))))];

const square = (side: number) => ({ width: side, height: side });
const runs = { atLeast: 12, seconds: 0, warmUpSeconds: 2 };
const plan = (parts: Partial<Parameters<typeof makePlan>[0]>): Plan =>
  makePlan({
    name: 'faults',
    models: [{ model: 'mcnn', sizes: sides.map(square) }],
    engines: [{ engine: 'ort-wasm', threads: 1 }],
    runs,
    cellSeconds: 45,
    seed: 3,
    ...parts,
  });

const failures: string[] = [];
let checks = 0;
function expect(what: string, isSo: boolean, found: unknown): void {
  checks++;
  console.log(`${isSo ? 'ok   ' : 'NOT  '} ${what}`);
  if (!isSo) failures.push(`${what}: ${JSON.stringify(found)}`);
}

const server = await servePages(7310, models, ['bench']);
try {
  await crashHangAndMemory();
  await lostDevice();
  await reload();
  await impossible();
} finally {
  await server.close();
}
await clocks();
documents();
for (const failure of failures) console.error(failure);
verdict(failures.length === 0, `${failures.length} of ${checks} expectations about faults are not met`);

async function onPage<T>(webgpu: boolean, work: (page: Page) => Promise<T>): Promise<T> {
  const browser = await launch({ webgpu });
  try {
    const page = await openPage(browser, server.url('bench'));
    page.setDefaultTimeout(600_000);
    return await work(page);
  } finally {
    await browser.close();
  }
}

function statusAt({ results }: Report, side: number): string | undefined {
  return results.find(({ cell }) => cell.size.width === side)?.status;
}

async function crashHangAndMemory(): Promise<void> {
  const wanted = plan({
    models: [
      { model: 'mcnn', sizes: sides.map(square) },
      { model: 'selfie-segmentation', sizes: [square(4096)] },
    ],
  });
  const report = await onPage(false, (page) =>
    page.evaluate((one) => window.vitrine.run(one, { faults: { 40: 'crash', 48: 'hang' } }), wanted),
  );
  expect('a worker that crashes is told as crashed', statusAt(report, 40) === 'crashed', report.results);
  expect('one that hangs is ended and told as hung', statusAt(report, 48) === 'hung', report.results);
  const huge = report.results.find(({ cell }) => cell.size.width === 4096);
  expect('a model that needs 4 GB is told as out of memory', huge?.status === 'out-of-memory', huge);
  const rest = [64, 72].map((side) => statusAt(report, side));
  expect('the rest complete', rest.join() === 'done,done', report.results);
}

async function lostDevice(): Promise<void> {
  const wanted = plan({
    models: [{ model: 'mcnn', sizes: [square(40), square(64)] }],
    engines: [{ engine: 'ort-webgpu' }],
    runs: { atLeast: 5, seconds: 0, warmUpSeconds: 1 },
    cellSeconds: 240,
  });
  const report = await onPage(true, (page) =>
    page.evaluate((one) => window.vitrine.run(one, { faults: { 40: 'lose-device' } }), wanted),
  );
  expect('a lost device is told as such', statusAt(report, 40) === 'device-lost', report.results);
  expect('and the next cell has a device again', statusAt(report, 64) === 'done', report.results);
}

async function impossible(): Promise<void> {
  const wanted = plan({ engines: [{ engine: 'ort-wasm', threads: 64 }] });
  const said = await onPage(false, (page) =>
    page.evaluate(
      (one) =>
        window.vitrine.run(one).then(
          () => 'it ran',
          (error: Error) => error.message,
        ),
      wanted,
    ),
  );
  expect('an impossible plan is refused with its reason', said.includes('64 threads asked for'), said);
}

async function reload(): Promise<void> {
  const wanted = plan({ models: [{ model: 'mcnn', sizes: [square(48), square(64), square(72)] }] });
  const report = await onPage(false, async (page) => {
    void page.evaluate((one) => window.vitrine.run(one), wanted).catch(() => undefined);
    await page.waitForFunction(() => window.vitrine.done === 1);
    await page.reload();
    await page.waitForFunction(() => 'vitrine' in window);
    return page.evaluate(() => window.vitrine.resume());
  });
  const statuses = report.results.map(({ status }) => status);
  expect('a reload in the middle resumes', statuses.join() === 'done,done,done', report.results);
  expect('and is told', report.marks?.some((mark) => mark.includes('reload')) === true, report.marks);
}

async function clocks(): Promise<void> {
  const measured = (stepMs: number, clockStepMs: number) => {
    let [at, count] = [0, 0];
    const run = () => Promise.resolve(void (at += ++count > 15 ? stepMs : 20));
    const pause = () => Promise.resolve();
    return measureRuns({ runs, run, now: () => at, pause, clockStepMs });
  };
  const told = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing was wrong',
      (error: unknown) => toErrorData(error).message,
    );
  const back = await told(measured(-5, 0.005));
  expect('a clock that goes back is told', back.includes('went back'), back);
  const coarse = await told(measured(20, 16));
  expect('and so is a coarse one', coarse.includes('steps of 16 ms'), coarse);
}

function documents(): void {
  const told = (act: () => unknown) => {
    try {
      act();
      return { code: '', message: 'nothing was wrong' };
    } catch (error) {
      return toErrorData(error);
    }
  };
  const report = someReport(3);
  const newer = told(() => readReport(JSON.stringify({ ...report, version: 99 })));
  expect('a report of a newer schema is told', newer.message.includes('schema version 99'), newer);
  const cut = told(() => readReport(JSON.stringify(report).slice(0, 500)));
  expect('a corrupt one as well', cut.code === 'bad-file', cut);
  const wrong = told(() => readReport(JSON.stringify({ ...report, results: [{ status: 'done' }] })));
  expect('and one with a wrong member, with its place', wrong.message.includes('results.0.cell'), wrong);
}
