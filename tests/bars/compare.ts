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
const ROUNDS = 7;
const FRAMES = 10;
const FRAME_RATE = 30;
const SIZE = { width: 640, height: 480 };
/** Rounding of sums; anything else is a disagreement. */
const AGREES = 1 - 1e-6;

/** Of a frame shown: processor time of the whole browser, and the time to the next, in milliseconds. */
interface Cost {
  ms: number;
  periodMs: number;
}

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
    const ones: Cost[] = [];
    const boths: Cost[] = [];
    const shares: number[] = [];
    // One, both, one, both, one: what a round of both costs is held against the rounds of one before and after it, since
    // other people's work on the host changes the pace of this machine from second to second.
    for (let round = 0; round <= 2 * ROUNDS; round++) {
      const who: 'one' | 'both' = round % 2 === 0 ? 'one' : 'both';
      await page.evaluate((who) => window.vitrine.begin(who, 'still'), who);
      (who === 'one' ? ones : boths).push(await costed(page));
      shares.push(...(await page.evaluate(() => window.vitrine.end())));
    }
    await page.evaluate(() => window.vitrine.begin('both', 'camera'));
    await page.evaluate((frames) => window.vitrine.periods(frames), FRAMES);
    shares.push(...(await page.evaluate(() => window.vitrine.end())));
    await page.close();
    if (shares.length === 0) throw new Error(`${model}: nothing was compared`);
    const ratios = boths.map(({ ms }, i) => (2 * ms) / (ones[i]!.ms + ones[i + 1]!.ms));
    const ratio = median(ratios);
    const agreement = Math.min(...shares);
    const middle = (costs: Cost[], of: keyof Cost) => median(costs.map((cost) => cost[of])).toFixed(0);
    console.log(
      `  ${model} ${size.width}x${size.height}: one ${middle(ones, 'ms')} ms of processor time a frame, ` +
        `both ${middle(boths, 'ms')} ms, ${ratio.toFixed(3)} times (${ratios.map((each) => each.toFixed(2)).join(', ')}); ` +
        `between frames ${middle(ones, 'periodMs')} and ${middle(boths, 'periodMs')} ms; ` +
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

/** FRAMES frames of what runs there. */
async function costed(page: Page): Promise<Cost> {
  // From a frame shown to a frame shown: what opening and closing cost is nobody's frame.
  await page.evaluate(() => window.vitrine.periods(1));
  const before = await processorSeconds();
  const periodsMs = await page.evaluate((frames) => window.vitrine.periods(frames - 1), FRAMES);
  return { ms: ((await processorSeconds()) - before) * (1000 / FRAMES), periodMs: median(periodsMs) };
}

/** Of all processes of the browser. */
async function processorSeconds(): Promise<number> {
  const { processInfo } = await devTools.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
