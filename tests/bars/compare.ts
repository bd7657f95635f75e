/**
 * bar:compare: the A/B of a model with itself says that the two agree wholly (1), and costs at most 2.1 times the model
 * alone: median time between frames that both sides showed ÷ median time between frames of one session, on the same
 * camera, measured by turns in one page. For a model of each kind that has an agreement figure of its own.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComparePage } from '../fixtures/page/bench-page.ts';
import { launch, openPage } from './bench-browser.ts';
import { median, printConditions, verdict } from './bench-report.ts';
import { makeClip } from './clip.ts';
import { servePages } from './page-server.ts';
import { realModel } from './real-model.ts';

const LIMIT = 2.1;
const ROUNDS = 5;
const FRAMES = 12;
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
  { what: 'street', size: SIZE, framesPerSecond: 30 },
  join(tmpdir(), 'vitrine-compare.y4m'),
);
const server = await servePages(4641, models, ['compare']);
const browser = await launch({ clip: clip.path, webgpu: false });
try {
  printConditions(browser, [
    `camera: ${clip.name}; ort-wasm fp32, threads as the machine grants; ${ROUNDS} rounds of ${FRAMES} frames by turns`,
  ]);
  let [costliest, least] = [0, 1];
  for (const { file } of models) {
    const page = await openPage(browser, server.url('compare'));
    const { model, variant, size } = file;
    await page.evaluate((request) => window.vitrine.open(request), {
      source: { kind: 'camera', deviceId: '', label: '', ...SIZE, frameRate: 30 },
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
    const [oneMs, bothMs, shares]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      oneMs.push(...(await page.evaluate((frames) => window.vitrine.one(frames), FRAMES)));
      const both = await page.evaluate((frames) => window.vitrine.both(frames), FRAMES);
      bothMs.push(...both.periodsMs);
      shares.push(...both.shares);
    }
    await page.close();
    if (shares.length === 0) throw new Error(`${model}: nothing was compared`);
    const ratio = median(bothMs) / median(oneMs);
    const agreement = Math.min(...shares);
    console.log(
      `  ${model} ${size.width}x${size.height}: one ${median(oneMs).toFixed(1)} ms, both ${median(bothMs).toFixed(1)} ms, ` +
        `${ratio.toFixed(3)} times; agreement ${agreement.toFixed(6)} at least, of ${shares.length}`,
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
