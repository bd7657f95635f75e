/**
 * bar:bench-overhead: a run of a model that does nothing, on WASM, is under 0.3 ms between the bench's two looks at the
 * clock. The engine's own call is in it, so that the harness alone is less still.
 */
import { createHash } from 'node:crypto';
import type { ModelFile } from '#core/io-spec.ts';
import { makePlan } from '#bench/plan.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { unary } from '#export/ops/elementwise.ts';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import type { BenchPage } from '../fixtures/page/bench/bench.ts';
import { launch, openPage } from './bench-browser.ts';
import { printConditions, verdict } from './bench-report.ts';
import { servePages } from './page-server.ts';

declare const window: { vitrine: BenchPage };

const LIMIT_MS = 0.3;
/** Large enough that a run is ten steps of the clock: the bench refuses to time less. */
const SIDE = 256;

const model = await identity();
const server = await servePages(7312, [model], ['bench']);
const browser = await launch({ webgpu: false });
try {
  const page = await openPage(browser, server.url('bench'));
  const plan = makePlan({
    name: 'Identity',
    models: [{ model: model.file.model }],
    engines: [{ engine: 'ort-wasm', threads: 1 }],
    runs: { atLeast: 500, seconds: 3, warmUpSeconds: 5 },
    seed: 1,
  });
  const report = await page.evaluate((one) => window.vitrine.run(one), plan);
  const [result] = report.results;
  printConditions(browser, [`ort-wasm, 1 thread, identity of ${SIDE} × ${SIDE} floats`]);
  const found = result?.inference;
  if (!found) throw new Error(`the identity did not run: ${JSON.stringify(result?.error)}`);
  console.log(`  ${found.count} runs, 95 % interval ${found.low}–${found.high} ms, p99 ${found.p99} ms`);
  verdict(found.median < LIMIT_MS, `median ${found.median} ms a run (under ${LIMIT_MS})`);
} finally {
  await browser.close();
  await server.close();
}

/** Under a counting network's name, whose input and output have the same shape here. */
async function identity(): Promise<{ file: ModelFile; bytes: Uint8Array<ArrayBuffer> }> {
  const { file } = await tinyModel('mcnn', { side: SIDE });
  const builder = new GraphBuilder({ name: 'identity' });
  builder.output('density', unary('Identity', builder.input(file.input.name, file.input.shape)));
  const bytes = writeOnnx(builder.finish());
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const outputs = [{ name: 'density', shape: file.input.shape }];
  return { file: { ...file, file: 'identity.onnx', bytes: bytes.length, sha256, outputs }, bytes };
}
