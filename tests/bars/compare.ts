/**
 * bar:compare: the A/B of a model with itself says that the two agree wholly (1), and costs at most 2.1 times the model
 * alone. Cost is the processor time of the whole browser for each frame shown, on a still picture, which costs nothing by
 * itself; the time between frames, on a busy machine mostly waiting, is printed beside it. Agreement is that on a camera's
 * moving frames, too. For a model of each kind with an agreement figure of its own.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { ComparePage } from '../fixtures/page/bench-page.ts';
import { launch, openPage } from './bench-browser.ts';
import { median, printConditions, verdict } from './bench-report.ts';
import { makeClip } from './clip.ts';
import { servePages } from './page-server.ts';
import { realModel } from './real-model.ts';

const LIMIT = 2.1;
const ROUNDS = 3;
const FRAMES = 8;
const FRAME_RATE = 30;
const SIZE = { width: 640, height: 480 };
/** Rounding of sums; anything else is a disagreement. */
const AGREES = 1 - 1e-6;

declare const window: { vitrine: ComparePage };

const models = [
  await realModel('cgnet', { width: 320, height: 240 }),
  await realModel('selfie-segmentation/square', { width: 256, height: 256 }),
  await realModel('centernet', { width: 320, height: 320 }),
  await realModel('mcnn/shanghaitech-a', { width: 320, height: 240 }),
];
const clip = await makeClip(
  { what: 'street', size: SIZE, framesPerSecond: FRAME_RATE },
  join(tmpdir(), 'vitrine-compare.y4m'),
);
const server = await servePages(4645, models, ['compare']);
const browser = await launch({ clip: clip.path, webgpu: false });
const devTools = await browser.newBrowserCDPSession();
try {
  printConditions(browser, [
    `camera: ${clip.name}; ort-wasm fp32, threads as the machine grants; ${ROUNDS} rounds of ${FRAMES} frames by turns`,
  ]);
  let [costliest, least] = [0, 1];
  for (const { file } of models) {
    const page = await openPage(browser, server.url('compare'));
    const { model, variant, size } = file;
    await page.evaluate((request) => window.vitrine.open(request), {
      source: { kind: 'camera', deviceId: '', label: '', ...SIZE, frameRate: FRAME_RATE },
      model: {
        model,
        variant,
        size,
        precision: 'fp32',
        engine: 'ort-wasm',
        roundTrip: false,
        graphCapture: false,
        threads: 0,
      },
      look: {},
    } as const);
    const oneMs: number[] = [];
    const bothMs: number[] = [];
    const costOne: number[] = [];
    const costBoth: number[] = [];
    const shares: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const one = await costed(page, (frames) => window.vitrine.one(frames));
      oneMs.push(...one.result);
      costOne.push(one.costMs);
      const { result: both, costMs } = await costed(page, (frames) => window.vitrine.both(frames, 'still'));
      bothMs.push(...both.periodsMs);
      costBoth.push(costMs);
      shares.push(...both.shares);
    }
    const moving = await page.evaluate((frames) => window.vitrine.both(frames, 'camera'), FRAMES);
    shares.push(...moving.shares);
    await page.close();
    if (shares.length === 0) throw new Error(`${model}: nothing was compared`);
    const ratio = median(costBoth) / median(costOne);
    const agreement = Math.min(...shares);
    console.log(
      `  ${model} ${size.width}x${size.height}: one ${median(costOne).toFixed(0)} ms of processor time a frame, ` +
        `both ${median(costBoth).toFixed(0)} ms, ${ratio.toFixed(3)} times; ` +
        `between frames ${median(oneMs).toFixed(0)} and ${median(bothMs).toFixed(0)} ms; ` +
        `agreement ${agreement.toFixed(6)} at least, of ${shares.length}`,
    );
    costliest = Math.max(costliest, ratio);
    least = Math.min(least, agreement);
  }
  verdict(
    costliest <= LIMIT && least >= AGREES,
    `agreement with itself ${least.toFixed(6)} (1), cost ${costliest.toFixed(3)} x one (at most ${LIMIT})`,
  );
} finally {
  await browser.close();
  await server.close();
}

/** Runs `act` for FRAMES frames, with the browser's processor time for each of them, in milliseconds. */
async function costed<T>(
  page: Page,
  act: (frames: number) => Promise<T>,
): Promise<{ result: T; costMs: number }> {
  const before = await processorSeconds();
  const result = await page.evaluate(act, FRAMES);
  // Three more go by before the first is counted.
  return { result, costMs: ((await processorSeconds()) - before) * (1000 / (FRAMES + 3)) };
}

/** Of all processes of the browser. */
async function processorSeconds(): Promise<number> {
  const { processInfo } = await devTools.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
