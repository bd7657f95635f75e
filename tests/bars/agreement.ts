/**
 * Holds the GPU against the CPU, in real browsers on whatever adapter they have.
 *   npm run bar:agreement                       all of it
 *   npm run bar:agreement -- --part passes      each WGSL pass and composer against its CPU twin; also in Firefox if there
 *   npm run bar:agreement -- --part networks    every network on ort-webgpu against ort-wasm; also in Firefox if there
 *   npm run bar:agreement -- --network NAME     only networks whose name has NAME in it
 *   npm run bar:agreement -- --filler PATTERN   which networks without published weights take part ("." for all)
 */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer, type ViteDevServer } from 'vite';
import { firefoxPath } from '#tests/helpers/firefox.ts';
import { openBrowsers, type AgreementBrowser } from './agreement-browsers.ts';
import { smallNetworks, type Network } from './agreement-networks.ts';
import { runPasses } from './agreement-passes.ts';

/** Largest difference ÷ range of an output, fp32 on WebGPU against fp32 on WASM. */
const FP32_TOLERANCE = 1e-4;
/**
 * Root mean square of the differences ÷ range, fp16 on WebGPU against fp32 on WASM: halves have 11 bits, 5e-4 a
 * rounding, and the deepest networks here round some hundred times in a row, whose errors add up as their root. Not the
 * largest difference: where a peak is kept or dropped by comparison, a half may decide the other way.
 */
const FP16_TOLERANCE = 1e-2;

/** The heaviest network here took 40 s on a software adapter with a busy machine. */
const COMPARE_TIMEOUT_MS = 240_000;

const { values } = parseArgs({
  options: {
    part: { type: 'string' },
    network: { type: 'string', default: '' },
    filler: { type: 'string', default: '^ddrnet' },
    port: { type: 'string', default: '4620' },
  },
});

const missed: string[] = [];
const figures: string[] = [];
if (values.part !== 'networks') await passesPart();
if (values.part !== 'passes') await networksPart();
missed.forEach((line) => console.log(`MISSED ${line}`));
console.log(`bar:agreement ${figures.join('; ')}; ${missed.length} missed`);
process.exitCode = missed.length === 0 && figures.length > 0 ? 0 : 1;

async function passesPart(): Promise<void> {
  for (const browser of firefoxPath() === undefined
    ? (['Chromium'] as const)
    : (['Chromium', 'Firefox'] as const)) {
    const { passed, skipped, total, failed } = await runPasses(browser);
    missed.push(...failed.map((line) => `${browser}: ${line}`));
    if (passed === 0) missed.push(`${browser}: no pass was tested`);
    const left = skipped > 0 ? `, ${skipped} skipped` : '';
    figures.push(`${browser}: ${passed} of ${total} pass and composer tests equal their CPU twins${left}`);
  }
}

async function networksPart(): Promise<void> {
  const files = new Map<string, Uint8Array>();
  const server = await serve(files);
  const url = `http://localhost:${values.port}/tests/fixtures/page/agreement/index.html`;
  const tallies = (await openBrowsers(url)).map((browser) => ({ browser, networks: 0, fp32: 0, fp16: 0 }));
  try {
    for (const { browser } of tallies) console.log(conditionsOf(browser));
    const onMissing = (line: string) => console.log(`not here: ${line}`);
    for await (const network of smallNetworks(values.network, new RegExp(values.filler), onMissing)) {
      files.clear();
      for (const { file, bytes } of [network.fp32, network.fp16]) files.set(`/networks/${file.file}`, bytes);
      for (const tally of tallies) {
        tally.networks++;
        tally.fp32 = Math.max(tally.fp32, await judge(tally.browser, network, 'fp32'));
        if (!tally.browser.adapter.shaderF16) continue;
        tally.fp16 = Math.max(tally.fp16, await judge(tally.browser, network, 'fp16'));
      }
    }
  } finally {
    for (const { browser } of tallies) await browser.close();
    await server.close();
    await rm(server.config.cacheDir, { recursive: true, force: true });
  }
  for (const { browser, networks, fp32, fp16 } of tallies) {
    if (networks === 0) missed.push(`${browser.name}: no network was compared`);
    const single = `worst fp32 ${fp32.toExponential(1)} of the range (limit ${FP32_TOLERANCE})`;
    const half = browser.adapter.shaderF16
      ? `, fp16 rms ${fp16.toExponential(1)} (limit ${FP16_TOLERANCE})`
      : '';
    figures.push(`${browser.name}: ${networks} networks, ${single}${half}`);
  }
}

function conditionsOf({ name, adapter }: AgreementBrowser): string {
  const kind = adapter.software ? 'software adapter' : 'GPU';
  const names = [adapter.vendor, adapter.architecture, adapter.description].filter(Boolean).join(' ');
  return `${name}, ${kind} "${names}", shader-f16 ${adapter.shaderF16 ? 'yes' : 'no'}`;
}

/** Compares, prints and judges; the largest error. An output that is constant proves nothing and is a miss. */
async function judge(
  browser: AgreementBrowser,
  network: Network,
  precision: 'fp32' | 'fp16',
): Promise<number> {
  const name = `${browser.name} ${network.name} ${precision}`;
  const isHalf = precision === 'fp16';
  const tolerance = isHalf ? FP16_TOLERANCE : FP32_TOLERANCE;
  const request = { reference: network.fp32.file, candidate: network[precision].file, input: network.input };
  let worst = 0;
  try {
    for (const output of await inTime(browser.compare(request))) {
      const { range, largest, rms, offShare } = output;
      const error = isHalf ? rms : largest;
      const figures = `largest ${largest.toExponential(1)}, rms ${rms.toExponential(1)}, ${offShare.toFixed(3)} off`;
      console.log(`${name} ${output.name}: ${figures}, of ${range.toPrecision(3)}`);
      if (Number.isNaN(range)) missed.push(`${name} ${output.name} is not a number on WASM`);
      else if (!(range > 0)) missed.push(`${name} ${output.name} is constant: nothing was compared`);
      else if (!(error <= tolerance))
        missed.push(`${name} ${output.name}: ${error.toExponential(1)} > ${tolerance}`);
      worst = Math.max(worst, error);
    }
  } catch (error) {
    missed.push(`${name}: ${String(error)}`);
    console.log(missed.at(-1));
  }
  return worst;
}

/** A page that hangs must not hang the bar. */
function inTime<T>(promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`no answer within ${COMPARE_TIMEOUT_MS / 1000} s`)),
      COMPARE_TIMEOUT_MS,
    ).unref();
  });
  return Promise.race([promise, late]);
}

/** The page from Vite, and `files` by address from memory. */
async function serve(files: ReadonlyMap<string, Uint8Array>): Promise<ViteDevServer> {
  const root = resolve(import.meta.dirname, '../..');
  const server = await createServer({
    root,
    configFile: resolve(root, 'vite.config.ts'),
    logLevel: 'warn',
    // Its own: another Vite that runs beside it would rewrite the shared one under it.
    cacheDir: join(tmpdir(), `vitrine-agreement-${process.pid}`),
    server: { port: Number(values.port), strictPort: true, watch: null, hmr: false },
    plugins: [
      {
        name: 'small-networks',
        configureServer: ({ middlewares }) => {
          middlewares.use((request, response, next) => {
            const bytes = files.get(request.url ?? '');
            if (bytes) response.end(bytes);
            else next();
          });
        },
      },
    ],
  });
  return server.listen();
}
