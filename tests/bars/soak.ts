/**
 * bar:soak: nothing piles up. After 10,000 frames on a 64 px model, JS heap (page and workers) and the count and bytes
 * of live GPU buffers and textures are within 2 % of their level after 500 frames, and no frame is open.
 * `--frames N` for another length, `--engine ort-wasm` for the CPU.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import type { LivePage } from '../fixtures/page/bench-page.ts';
import { launch, openPage } from './bench-browser.ts';
import { printConditions, verdict } from './bench-report.ts';
import { makeClip } from './clip.ts';
import { servePages } from './page-server.ts';

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '10000' },
    engine: { type: 'string', default: 'ort-webgpu' },
  },
});
const frames = Number(values.frames);
const engine = values.engine === 'ort-wasm' ? 'ort-wasm' : 'ort-webgpu';
const WARM_FRAMES = 500;
const MOST_GROWTH = 0.02;
const SIZE = { width: 160, height: 120 };
/** Frames between two lines of progress. */
const LEG = 500;

declare const window: { vitrine: LivePage };

type Level = Record<
  'jsHeapBytes' | 'gpuBuffers' | 'gpuBufferBytes' | 'gpuTextures' | 'gpuTextureBytes' | 'openFrames',
  number
>;

if (!Number.isInteger(frames) || frames <= WARM_FRAMES) {
  throw new Error(`--frames must be a whole number above ${WARM_FRAMES}, got ${values.frames}`);
}
// A counting network: on SwiftShader it runs at 25 to 30 frames a second, a matting one of that size at 6.
const model = await tinyModel('mcnn', { side: 64 });
const clip = await makeClip(
  { what: 'drawn', size: SIZE, framesPerSecond: 60 },
  join(tmpdir(), 'vitrine-soak.y4m'),
);
const server = await servePages(4635, [model]);
const browser = await launch({
  clip: clip.path,
  webgpu: engine === 'ort-webgpu',
  // performance.measureUserAgentSpecificMemory answers after a collection at once instead of some time later.
  flags: ['--enable-blink-features=ForceEagerMeasureMemory'],
});
try {
  const page = await openPage(browser, server.url('live'));
  const { file } = model;
  await page.evaluate((request) => window.vitrine.start(request), {
    source: { kind: 'camera', deviceId: '', label: '', ...SIZE, frameRate: 60 },
    model: {
      model: file.model,
      variant: file.variant,
      size: file.size,
      precision: 'fp32',
      engine,
      roundTrip: false,
      graphCapture: false,
      threads: 0,
    },
    look: {},
  } as const);
  printConditions(browser, [
    `${engine}, tiny counting network of filler weights 64x64 fp32, camera: ${clip.name}`,
  ]);
  let done = 0;
  const go = async (until: number) => {
    while (done < until) {
      const count = Math.min(LEG, until - done);
      const { fps } = await page.evaluate((leg) => window.vitrine.watch({ frames: leg }), count);
      done += count;
      console.log(`  ${done} frames, ${fps.toFixed(1)} fps, heap ${show((await level(page)).jsHeapBytes)}`);
    }
  };
  await go(WARM_FRAMES);
  const before = await level(page);
  await go(frames);
  const after = await level(page);
  const growths = (Object.keys(before) as (keyof Level)[])
    .filter((key) => key !== 'openFrames')
    .map((key) => {
      const growth = before[key] === 0 ? after[key] : after[key] / before[key] - 1;
      console.log(`  ${key}: ${before[key]} -> ${after[key]} (${(growth * 100).toFixed(2)} %)`);
      return Math.abs(growth);
    });
  await page.evaluate(() => window.vitrine.stopSource());
  // The frame in flight is shown first.
  await page.waitForTimeout(2000);
  const { openFrames } = await level(page);
  const worst = Math.max(...growths);
  const figure = `after ${frames} frames: ${openFrames} frames open, worst change ${(worst * 100).toFixed(2)} % (at most ${MOST_GROWTH * 100} %)`;
  verdict(worst <= MOST_GROWTH && openFrames === 0, figure);
} finally {
  await browser.close();
  await server.close();
}

/** What is held after a collection; resources that only the collector frees are counted as gone then. */
async function level(page: Page): Promise<Level> {
  return page.evaluate(async () => {
    const measure = (performance as { measureUserAgentSpecificMemory?: () => Promise<Measured> })
      .measureUserAgentSpecificMemory;
    if (!measure) throw new Error('the page is not cross-origin isolated');
    const { breakdown } = await measure.call(performance);
    const scripts = breakdown.filter(({ types }) => types.includes('JavaScript'));
    const jsHeapBytes = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
    return { jsHeapBytes, ...(await window.vitrine.resources()) };
  });
}

interface Measured {
  breakdown: { bytes: number; types: string[] }[];
}

function show(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
