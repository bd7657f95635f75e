import type { EngineSession } from '#engine/engine.ts';

export async function inferOnCpu(session: EngineSession, input: Float32Array): Promise<Float32Array> {
  if (session.io.location !== 'cpu')
    throw new Error(`expected tensors on the CPU, got ${session.io.location}`);
  session.io.input.data.set(input);
  await session.run();
  return onlyOf(session.io.outputs).data;
}

export async function inferOnGpu(
  device: GPUDevice,
  session: EngineSession,
  input: Float32Array,
): Promise<Float32Array> {
  if (session.io.location !== 'gpu')
    throw new Error(`expected tensors on the GPU, got ${session.io.location}`);
  device.queue.writeBuffer(session.io.input.buffer, 0, new Float32Array(input));
  await session.run();
  const { shape, buffer } = onlyOf(session.io.outputs);
  const size = shape.reduce((product, side) => product * side, 4);
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const copy = device.createBuffer({ size, usage });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, copy, 0, size);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(copy.getMappedRange().slice(0));
  copy.destroy();
  return values;
}

function onlyOf<T>(outputs: ReadonlyMap<string, T>): T {
  const [output] = outputs.values();
  if (!output) throw new Error('expected one output, got none');
  return output;
}
