/**
 * bar:pipeline: what the pipeline costs. Median time between displayed frames ÷ median bare run of the same open
 * session, in the same worker, measured by turns. WASM ≤ 1.15 with a model of at least 20 ms; WebGPU ≤ 1.10, here on
 * whatever adapter there is, and with a model small enough for a software one.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import type { ModelFile } from '#core/io-spec.ts';
import type { SessionState } from '#session/session-state.ts';
import type { LiveFigures, LivePage } from '../fixtures/page/bench-page.ts';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import { launch, openPage } from './bench-browser.ts';
import { median, printConditions, verdict } from './bench-report.ts';
import { makeClip, type Clip } from './clip.ts';
import { servePages } from './page-server.ts';
import { realModel } from './real-model.ts';

const WASM_LIMIT = 1.15;
const WEBGPU_LIMIT = 1.1;
/** The camera brings 30 frames a second: a faster model would wait for frames, and the wait is not the pipeline's. */
const SLOW_ENOUGH_MS = 40;

declare const window: { vitrine: LivePage };

interface Case {
  name: 'wasm' | 'webgpu';
  limit: number;
  engine: 'ort-wasm' | 'ort-webgpu';
  /** Lightest first; the first that is slow enough is taken. */
  files: readonly ModelFile[];
  /** Turns of bare runs and frames: short ones, so that whatever else the machine does falls on both. */
  rounds: number;
  framesARound: number;
}

const models = await Promise.all(
  [256, 384, 512].map((side) => realModel('centernet', { width: side, height: side })),
);
// Few layers: on a software adapter each one's shader takes about a second to compile.
const small = await realModel('mcnn/shanghaitech-a', { width: 96, height: 96 }).catch(
  async (error: unknown) => {
    console.log(`mcnn is not reachable (${String(error)}); webgpu is measured with filler weights`);
    return tinyModel('mcnn', { side: 128, width: 48, layers: 6 });
  },
);
const clip = await makeClip(
  { what: 'street', size: { width: 640, height: 480 }, framesPerSecond: 30 },
  join(tmpdir(), 'vitrine-pipeline.y4m'),
);
const server = await servePages(4633, [...models, small]);
try {
  const files = models.map(({ file }) => file);
  const wasm = await run({
    name: 'wasm',
    limit: WASM_LIMIT,
    engine: 'ort-wasm',
    files,
    rounds: 12,
    framesARound: 10,
  });
  const gpuFiles = [small.file];
  const webgpu = await run({
    name: 'webgpu',
    limit: WEBGPU_LIMIT,
    engine: 'ort-webgpu',
    files: gpuFiles,
    rounds: 4,
    framesARound: 6,
  });
  const figure = `wasm ${wasm.toFixed(3)} (at most ${WASM_LIMIT}), webgpu ${webgpu.toFixed(3)} (at most ${WEBGPU_LIMIT})`;
  verdict(wasm <= WASM_LIMIT && webgpu <= WEBGPU_LIMIT, `frame period ÷ bare run: ${figure}`);
} finally {
  await server.close();
}

/** The ratio. */
async function run(bar: Case): Promise<number> {
  const browser = await launch({ clip: clip.path, webgpu: bar.engine === 'ort-webgpu' });
  try {
    const page = await openPage(browser, server.url('live'));
    const file = await choose(page, bar);
    const bareMs: number[] = [];
    const periodsMs: number[] = [];
    let last: LiveFigures | undefined;
    for (let round = 0; round < bar.rounds; round++) {
      const count = bar.framesARound;
      bareMs.push(...(await page.evaluate((runs) => window.vitrine.timeRuns(runs), count)));
      last = await page.evaluate((frames) => window.vitrine.watch({ frames }), count);
      if (last.stages.inferenceMs === 0) throw new Error(`${bar.name}: the model stopped running`);
      // The first period spans the end of the bare runs.
      periodsMs.push(...last.periodsMs.slice(1));
    }
    const [bare, period] = [median(bareMs), median(periodsMs)];
    await print(browser, page, bar, clip, file);
    console.log(
      `  bare run ${bare.toFixed(1)} ms (${bareMs.length}), frame period ${period.toFixed(1)} ms (${periodsMs.length})`,
    );
    const { preprocessMs, inferenceMs, decodeMs, drawMs } = last!.stages;
    const stages = { preprocessMs, inferenceMs, decodeMs, drawMs };
    const inWords = Object.entries(stages).map(([stage, ms]) => `${stage.slice(0, -2)} ${ms.toFixed(1)}`);
    console.log(`  stages, mean ms: ${inWords.join(', ')}`);
    console.log(`  ${bar.name} ratio ${(period / bare).toFixed(3)}`);
    return period / bare;
  } finally {
    await browser.close();
  }
}

/** Opens the lightest model that is slow enough, or the heaviest. */
async function choose(page: Page, { engine, files }: Case): Promise<ModelFile> {
  for (const [i, file] of files.entries()) {
    const { model, variant, size } = file;
    const settings = { model, variant, size, precision: 'fp32', engine } as const;
    const request = {
      source: { kind: 'camera', deviceId: '', label: '', width: 640, height: 480, frameRate: 30 },
      model: { ...settings, roundTrip: false, graphCapture: false, threads: 0 },
      look: {},
    } as const;
    await page.evaluate((wanted) => window.vitrine.start(wanted), request);
    const bare = await page.evaluate(() => window.vitrine.timeRuns(5));
    if (median(bare) >= SLOW_ENOUGH_MS || i === files.length - 1) return file;
  }
  throw new Error('no model to measure with');
}

async function print(
  browser: Browser,
  page: Page,
  bar: Case,
  { name }: Clip,
  file: ModelFile,
): Promise<void> {
  const { machine, model } = await page.evaluate(
    () => (window.vitrine as unknown as { session: { state: SessionState } }).session.state,
  );
  const adapter = machine?.adapter;
  const where =
    bar.engine === 'ort-wasm'
      ? `${model.report?.threads ?? 0} threads`
      : `${adapter?.vendor} ${adapter?.architecture}${adapter?.software ? ' (software, not a GPU)' : ''}`;
  printConditions(browser, [
    `${bar.name}: ${bar.engine}, ${where}, ${file.model} ${file.size.width}x${file.size.height} ${file.precision}`,
    `  camera: ${name}`,
  ]);
}
