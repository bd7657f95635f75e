import { median } from '#bench/statistics.ts';
import shader from './gpu-workload.wgsl?raw';

const RUNS = 5;
const [GROUPS, GROUP] = [64, 64];
/** Multiply-adds of one step of the shader's loop: four, for each invocation. */
const PER_STEP = 4 * GROUPS * GROUP;
/** What the time is told for. */
const MULTIPLY_ADDS = 2 ** 30;
/** Long enough to be seen beside what a submit costs. */
const LEAST_MS = 4;
const MOST_STEPS = 2 ** 22;

interface Prepared {
  run: (steps: number) => Promise<void>;
  /** So many that a run takes LEAST_MS on this device: found by the first call, and the same from then on. */
  steps: number;
}

const prepared = new WeakMap<GPUDevice, Promise<Prepared>>();

/** Milliseconds for 2^30 multiply-adds in float32, median of a few: what the GPU's clock, heat and company decide. */
export async function gpuWorkload(device: GPUDevice): Promise<number> {
  const known = prepared.get(device) ?? prepare(device);
  prepared.set(device, known);
  const { run, steps } = await known;
  const timesMs: number[] = [];
  while (timesMs.length < RUNS) timesMs.push(await timed(() => run(steps)));
  return (median(timesMs) * MULTIPLY_ADDS) / (PER_STEP * steps);
}

async function prepare(device: GPUDevice): Promise<Prepared> {
  const module = device.createShaderModule({ label: 'gpu workload', code: shader });
  const pipeline = await device.createComputePipelineAsync({
    label: 'gpu workload',
    layout: 'auto',
    compute: { module, entryPoint: 'gpu_workload_compute' },
  });
  const { STORAGE, UNIFORM, COPY_DST } = GPUBufferUsage;
  const sums = device.createBuffer({ label: 'gpu workload', size: 4 * GROUPS * GROUP, usage: STORAGE });
  const count = device.createBuffer({ label: 'gpu workload', size: 16, usage: UNIFORM | COPY_DST });
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [
      { binding: 0, resource: { buffer: sums } },
      { binding: 1, resource: { buffer: count } },
    ],
  });
  const run = async (steps: number) => {
    device.queue.writeBuffer(count, 0, Uint32Array.of(steps));
    const encoder = device.createCommandEncoder({ label: 'gpu workload' });
    const pass = encoder.beginComputePass({ label: 'gpu workload' });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(GROUPS);
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
  };
  let steps = 16;
  await run(steps);
  while (steps < MOST_STEPS && (await timed(() => run(steps))) < LEAST_MS) steps *= 2;
  return { run, steps };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
