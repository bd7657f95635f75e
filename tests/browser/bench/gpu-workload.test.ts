import { describe, expect, it } from 'vitest';
import { startBench } from '#workers/bench/bench.client.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';

describe('the reference workload on the GPU', () => {
  it('gives about the same figure each time, whatever the adapter', async ({ skip }) => {
    const worker = startBench();
    try {
      const { machine } = await worker.describe();
      if (!machine.adapter) return skip(`no WebGPU: ${machine.webgpuReason}`);
      const found: number[] = [];
      for (let i = 0; i < 5; i++) {
        const { ms, gpuMs } = await worker.reference(true);
        expect(ms).toBeGreaterThan(0);
        found.push(gpuMs!);
      }
      found.sort((a, b) => a - b);
      expect(found[0]).toBeGreaterThan(0);
      // Of the same order: how near they are is the machine's affair, and what the line is drawn for.
      expect(found[2]! / found[0]!).toBeLessThan(10);
      expect((await worker.reference(false)).gpuMs).toBeUndefined();
    } finally {
      worker.terminate(new VitrineError('aborted', 'done'));
    }
  });
});
