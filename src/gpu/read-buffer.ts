/**
 * The bytes of a buffer (COPY_SRC), or `size` of them from `offset` on (multiples of 4), copied, once the queue has come
 * to them. It waits: not for the hot path.
 */
export async function readBuffer(
  device: GPUDevice,
  buffer: GPUBuffer,
  { offset, size } = { offset: 0, size: buffer.size },
): Promise<ArrayBuffer> {
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = device.createBuffer({ label: `${buffer.label} read-back`, size, usage });
  try {
    const encoder = device.createCommandEncoder({ label: 'read-back' });
    encoder.copyBufferToBuffer(buffer, offset, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return staging.getMappedRange().slice(0);
  } finally {
    staging.destroy();
  }
}
