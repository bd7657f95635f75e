/**
 * bar:graph: what the exporter writes, network by network, at a small size and in both precisions. No file holds an
 * Identity, a dead initialiser or a Transpose too many; what WebGPU leaves to the CPU is what the manifest says; and
 * onnxruntime loads each with and without its own rewriting, to equal results.
 *   npm run bar:graph                    all
 *   npm run bar:graph -- --only ddrnet   those with that in their name
 *   npm run bar:graph -- --look          without running them, which is what takes the time
 *   npm run bar:graph -- --placement     asks onnxruntime's WebGPU provider in Chromium, too, what it leaves to the CPU
 */
import { parseArgs } from 'node:util';
import { readOnnx } from '#export/onnx-reader.ts';
import { cpuOperatorsOf, decides, flawsOf } from './graph/structure.ts';
import { differenceOfLevels } from './graph/levels.ts';
import { graphsUnderTest, type GraphUnderTest } from './graph/networks.ts';
import { startPlacer } from './graph/placement.ts';
import { webgpuOperators } from './graph/webgpu-operators.ts';

/**
 * Largest difference ÷ largest value. Rewriting fuses additions and activations into convolutions and takes constants
 * together, which rounds in other places: a few units in the last place for each of up to hundreds of layers. 2e-5 are
 * 168 units of float32. In half precision the runtime also drops casts between its layers: 2e-2 as goldens/README.md has it.
 */
const TOLERANCE = { fp32: 2e-5, fp16: 2e-2 } as const;

/** Values that may lie further off where the network itself compares: one that keeps peaks decides ties by the last bit. */
const NEAR_TIES = 1e-3;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    look: { type: 'boolean' },
    placement: { type: 'boolean' },
  },
});

const supported = webgpuOperators();
const placer = values.placement ? await startPlacer() : undefined;
const missed: string[] = [];
const worst = { fp32: 0, fp16: 0 };
let files = 0;

console.log(
  'nodes of the float32 file; what runs on the CPU under WebGPU; difference of optimised and plain results',
);
for await (const network of graphsUnderTest(values.only, (line) => console.log(`not here: ${line}`))) {
  const line = [];
  for (const precision of ['fp32', 'fp16'] as const) line.push(await check(network, precision));
  const { nodes } = readOnnx(network.fp32.bytes);
  const cpu = cpuOperatorsOf(readOnnx(network.fp32.bytes), supported);
  const placed = await placer?.cpuOperators(network.fp32.bytes);
  if (placed && placed.join() !== cpu.join()) {
    missed.push(
      `${network.name}: the runtime puts ${placed.join(' ') || 'nothing'} on the CPU, not ${cpu.join(' ') || 'nothing'}`,
    );
  }
  const size = `${network.size.width}×${network.size.height}`;
  console.log(
    `${network.name} ${size}: ${nodes.length} nodes, CPU ${cpu.join(' ') || 'none'}, ${line.join(', ')}`,
  );
}

await placer?.close();
missed.forEach((line) => console.log(`MISSED ${line}`));
console.log(
  `bar:graph ${files} files, ${missed.length} missed, results within ${worst.fp32.toExponential(1)} (fp32, limit ` +
    `${TOLERANCE.fp32}) and ${worst.fp16.toExponential(1)} (fp16, limit ${TOLERANCE.fp16}) of their range`,
);
process.exitCode = missed.length === 0 && files > 0 ? 0 : 1;

async function check(network: GraphUnderTest, precision: 'fp32' | 'fp16'): Promise<string> {
  const { name, cpuOperators } = network;
  const exported = network[precision];
  const what = `${name} ${precision}`;
  files += 1;
  const model = readOnnx(exported.bytes);
  flawsOf(model).forEach((flaw) => missed.push(`${what}: ${flaw}`));
  const cpu = cpuOperatorsOf(model, supported);
  if (cpu.join() !== [...cpuOperators].sort().join()) {
    missed.push(
      `${what}: ${cpu.join(' ') || 'nothing'} on the CPU, its manifest says ${cpuOperators.join(' ') || 'nothing'}`,
    );
  }
  if (values.look) return `${precision} not run`;
  try {
    const { relative, share, isTelling } = await differenceOfLevels(
      exported,
      TOLERANCE[precision],
      network.input,
    );
    if (!isTelling) missed.push(`${what}: its results are one value throughout, or not finite`);
    const difference = relative.toExponential(1);
    if (relative <= TOLERANCE[precision]) {
      worst[precision] = Math.max(worst[precision], relative);
      return `${precision} ${difference}`;
    }
    const beyond = `${(share * 100).toFixed(3)} % of the values differ by up to ${difference}`;
    if (share > NEAR_TIES || !decides(model)) missed.push(`${what}: ${beyond}`);
    return `${precision} ${beyond}`;
  } catch (error) {
    missed.push(`${what}: does not run (${error instanceof Error ? error.message : String(error)})`);
    return `${precision} does not run`;
  }
}
