/**
 * Holds the GPU against the CPU, in real browsers on whatever adapter they have.
 *   npm run bar:agreement                       all of it
 *   npm run bar:agreement -- --part passes      each WGSL pass and composer against its CPU twin, in Chromium
 *   npm run bar:agreement -- --part networks    every network on ort-webgpu against ort-wasm; also in Firefox if there
 *   npm run bar:agreement -- --network NAME     only networks whose name has NAME in it
 *   npm run bar:agreement -- --filler PATTERN   which networks without published weights take part ("." for all)
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer, type ViteDevServer } from 'vite';
import { chromium } from 'playwright';
import type { AdapterReport } from '#core/machine-report.ts';
import { baseFlags, chromiumPath, webgpuFlags } from '#tests/helpers/chromium.ts';
import { firefoxPath, launchFirefox } from '#tests/helpers/firefox.ts';
import type { AgreementPage, CompareRequest, OutputAgreement } from '../fixtures/page/agreement-page.ts';
import type { InputSpec } from '#core/io-spec.ts';
import type { TinyModel } from '#tests/helpers/tiny-model.ts';
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
  const { passed, total, failed } = await runPasses();
  missed.push(...failed);
  if (total === 0) missed.push('no pass was tested');
  figures.push(`${passed} of ${total} pass and composer tests equal their CPU twins`);
}

async function networksPart(): Promise<void> {
  const { networks, missing } = await smallNetworks(values.network, new RegExp(values.filler));
  missing.forEach((line) => console.log(`not here: ${line}`));
  if (networks.length === 0) missed.push('no network was compared');
  const server = await serve(networks);
  const url = `http://localhost:${values.port}/tests/fixtures/page/agreement/index.html`;
  try {
    await compareAll('Chromium', await openChromium(url), networks);
    const firefox = firefoxPath();
    if (firefox === undefined) console.log('Firefox is not installed: not compared there');
    else await compareAll('Firefox', await openFirefox(firefox, url), networks);
  } finally {
    await server.close();
  }
}

/** The agreement page in one browser. */
interface Driver {
  adapter: () => Promise<AdapterReport>;
  compare: (request: CompareRequest) => Promise<OutputAgreement[]>;
  close: () => Promise<void>;
}

async function compareAll(browser: string, driver: Driver, networks: readonly Network[]): Promise<void> {
  try {
    const adapter = await driver.adapter();
    const kind = adapter.software ? 'software adapter' : 'GPU';
    const names = [adapter.vendor, adapter.architecture, adapter.description].filter(Boolean).join(' ');
    console.log(`${browser}, ${kind} "${names}", shader-f16 ${adapter.shaderF16 ? 'yes' : 'no'}`);
    const worst = { fp32: 0, fp16: 0 };
    for (const { name, fp32, fp16, input } of networks) {
      worst.fp32 = Math.max(worst.fp32, await judge(`${browser} ${name} fp32`, driver, fp32, fp32, input));
      if (!adapter.shaderF16) continue;
      worst.fp16 = Math.max(worst.fp16, await judge(`${browser} ${name} fp16`, driver, fp32, fp16, input));
    }
    const half = adapter.shaderF16 ? `, fp16 ${worst.fp16.toExponential(1)} (limit ${FP16_TOLERANCE})` : '';
    figures.push(
      `${browser}: ${networks.length} networks, worst fp32 ${worst.fp32.toExponential(1)} of the range (limit ${FP32_TOLERANCE})${half}`,
    );
  } finally {
    await driver.close();
  }
}

/** Compares, prints and judges; the largest error. An output that is constant proves nothing and is a miss. */
async function judge(
  name: string,
  driver: Driver,
  { file: reference }: TinyModel,
  { file: candidate }: TinyModel,
  input: InputSpec,
): Promise<number> {
  const isHalf = candidate.precision === 'fp16';
  const tolerance = isHalf ? FP16_TOLERANCE : FP32_TOLERANCE;
  let worst = 0;
  try {
    for (const output of await driver.compare({ reference, candidate, input })) {
      const { range, largest, rms, offShare } = output;
      const error = isHalf ? rms : largest;
      const figures = `largest ${largest.toExponential(1)}, rms ${rms.toExponential(1)}, ${offShare.toFixed(3)} off`;
      console.log(`${name} ${output.name}: ${figures}, of ${range.toPrecision(3)}`);
      if (!(range > 0)) missed.push(`${name} ${output.name} is constant: nothing was compared`);
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

async function openChromium(url: string): Promise<Driver> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('no Chromium here: sudo apt-get install chromium');
  const browser = await chromium.launch({ executablePath, args: [...baseFlags, ...webgpuFlags] });
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  await page.goto(url);
  await page.waitForFunction(() => 'vitrine' in window);
  return {
    adapter: () => page.evaluate(() => (window as unknown as { vitrine: AgreementPage }).vitrine.adapter()),
    compare: (request) =>
      page.evaluate((r) => (window as unknown as { vitrine: AgreementPage }).vitrine.compare(r), request),
    close: () => browser.close(),
  };
}

async function openFirefox(path: string, url: string): Promise<Driver> {
  const browser = await launchFirefox(path);
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`page: ${String(error)}`));
  await page.goto(url);
  await page.waitForFunction(() => 'vitrine' in window);
  return {
    adapter: () => page.evaluate(() => (window as unknown as { vitrine: AgreementPage }).vitrine.adapter()),
    compare: (request) =>
      page.evaluate((r) => (window as unknown as { vitrine: AgreementPage }).vitrine.compare(r), request),
    close: () => browser.close(),
  };
}

/** The page from Vite, and the networks from memory. */
async function serve(networks: readonly Network[]): Promise<ViteDevServer> {
  const models = networks.flatMap(({ fp32, fp16 }) => [fp32, fp16]);
  const bytesOf = new Map(models.map(({ file, bytes }) => [`/networks/${file.file}`, bytes]));
  const root = resolve(import.meta.dirname, '../..');
  const server = await createServer({
    root,
    configFile: resolve(root, 'vite.config.ts'),
    logLevel: 'warn',
    server: { port: Number(values.port), strictPort: true, watch: null, hmr: false },
    plugins: [
      {
        name: 'small-networks',
        configureServer: ({ middlewares }) => {
          middlewares.use((request, response, next) => {
            const bytes = bytesOf.get(request.url ?? '');
            if (bytes) response.end(bytes);
            else next();
          });
        },
      },
    ],
  });
  return server.listen();
}
