/**
 * bar:naive: the same portrait model, threads and camera in our pipeline and in a page that does it as tutorials do.
 * Ours shows at least 1.5 times its frames per second, and has no task of 50 ms or more on the page's thread.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LivePage, NaiveFigures, NaiveRequest } from '../fixtures/page/bench-page.ts';
import { launch, openPage } from './bench-browser.ts';
import { median, printConditions, verdict } from './bench-report.ts';
import { makeClip } from './clip.ts';
import { servePages } from './page-server.ts';
import { realModel } from './real-model.ts';

const WANTED = 1.5;
const LONG_TASK_MS = 50;
const ROUNDS = 3;
const SECONDS = 6;
const SIZE = { width: 1280, height: 720 };
/** More than either page can show here: otherwise the camera would be what is compared. */
const FRAME_RATE = 60;

declare const window: {
  vitrine: LivePage & { run: (request: NaiveRequest) => Promise<NaiveFigures> };
};

const model = await realModel('selfie-segmentation/square', { width: 256, height: 256 });
const { file } = model;
const clip = await makeClip(
  { what: 'portrait', size: SIZE, framesPerSecond: FRAME_RATE },
  join(tmpdir(), 'vitrine-naive.y4m'),
);
const server = await servePages(4634, [model]);
const browser = await launch({ clip: clip.path, webgpu: false });
try {
  const ours: { fps: number; longestTaskMs: number }[] = [];
  const naive: { fps: number; longestTaskMs: number }[] = [];
  let threads = 1;
  let frame = SIZE;
  for (let round = 0; round < ROUNDS; round++) {
    const live = await openPage(browser, server.url('live'));
    const report = await live.evaluate((request) => window.vitrine.start(request), {
      source: { kind: 'camera', deviceId: '', label: '', ...SIZE, frameRate: FRAME_RATE },
      model: {
        model: file.model,
        variant: file.variant,
        size: file.size,
        precision: 'fp32',
        engine: 'ort-wasm',
        roundTrip: false,
        graphCapture: false,
        threads: 0,
      },
      // What the naive page does, and nothing on top.
      look: { background: 'none', refine: false, decontaminate: false, smoothing: 0 },
    } as const);
    threads = report.threads;
    await live.evaluate(() => window.vitrine.watch({ seconds: 2 }));
    const figures = await live.evaluate((seconds) => window.vitrine.watch({ seconds }), SECONDS);
    ours.push(figures);
    frame = figures.frame;
    await live.close();

    const page = await openPage(browser, server.url('naive'));
    const request: NaiveRequest = {
      ...SIZE,
      seconds: SECONDS,
      threads,
      model: `/models/${file.file}`,
      size: file.size,
      input: file.input.name,
      output: file.outputs[0]!.name,
    };
    naive.push(await page.evaluate((wanted) => window.vitrine.run(wanted), request));
    await page.close();
  }
  printConditions(browser, [
    `both: ${file.model} ${file.size.width}x${file.size.height} fp32, onnxruntime-web wasm, ${threads} threads`,
    `camera: ${clip.name}; frames of ${frame.width}x${frame.height}; ${ROUNDS} rounds of ${SECONDS} s by turns`,
  ]);
  const show = (figures: typeof ours) =>
    figures
      .map(({ fps, longestTaskMs }) => `${fps.toFixed(1)} fps, longest task ${longestTaskMs.toFixed(0)} ms`)
      .join('; ');
  console.log(`  ours:  ${show(ours)}`);
  console.log(`  naive: ${show(naive)}`);
  console.log('  (longest task 0: none reached 50 ms)');
  const ratio = median(ours.map(({ fps }) => fps)) / median(naive.map(({ fps }) => fps));
  const longest = (figures: typeof ours) => Math.max(...figures.map(({ longestTaskMs }) => longestTaskMs));
  const figure =
    `longest main-thread task ${longest(ours).toFixed(0)} ms (naive ${longest(naive).toFixed(0)} ms), ` +
    `${ratio.toFixed(2)} x the naive frames per second (at least ${WANTED})`;
  verdict(ratio >= WANTED && longest(ours) <= LONG_TASK_MS, figure);
} finally {
  await browser.close();
  await server.close();
}
