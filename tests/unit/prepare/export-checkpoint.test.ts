import { describe, expect, it, vi } from 'vitest';
import { program } from '#models/espnetv2/network.ts';
import { exportCheckpoint, type CheckpointRequest } from '#models/prepare/index.ts';
import type { ProgramConfig } from '#models/network-program.ts';
import type { StoredTensor } from '#export/checkpoints/stored-tensor.ts';
import { torchFile, untrainedCheckpoint } from '#tests/helpers/checkpoint-file.ts';

vi.setConfig({ testTimeout: 60_000 });

const size = { width: 64, height: 32 };
/** As the manifest has the variant cityscapes-s05. */
const halfWidth = { scale: 0.5, classes: 20, dataset: 'city', upsample: false };
const checkpoint = (config: ProgramConfig = halfWidth) => untrainedCheckpoint(program, { size, config });

const exported = (tensors: Map<string, StoredTensor>, changes: Partial<CheckpointRequest> = {}) =>
  exportCheckpoint({
    id: 'espnetv2',
    files: new Map([['best.pth', torchFile(tensors)]]),
    size,
    precision: 'fp32',
    ...changes,
  });

describe('a checkpoint that somebody brings', () => {
  it('is exported as the variant whose keys it has', async () => {
    const { subject, file, outputs } = await exported(checkpoint());
    expect(subject.variant.id).toBe('cityscapes-s05');
    expect(file).toBe('espnetv2-cityscapes-s05-64x32-fp32.onnx');
    expect(outputs).toEqual([{ name: 'logits', shape: [1, 20, 16, 32] }]);
  });

  it('may have classes of its own', async () => {
    const seven = checkpoint({ ...halfWidth, classes: 7 });
    const { outputs } = await exported(seven, { id: 'espnetv2/cityscapes-s05', config: { classes: 7 } });
    expect(outputs[0]?.shape).toEqual([1, 7, 16, 32]);
  });

  it('is refused with the keys that are missing and left over', async () => {
    const tensors = checkpoint();
    const [key, tensor] = [...tensors][0]!;
    tensors.delete(key);
    tensors.set('somebody.elses', tensor);
    const failure = exported(tensors, { id: 'espnetv2/cityscapes-s05' });
    await expect(failure).rejects.toThrow(`1 missing (${key} [`);
    await expect(failure).rejects.toThrow('1 unexpected (somebody.elses)');
  });

  it('is refused at a size that the network cannot have', async () => {
    await expect(exported(checkpoint(), { size: { width: 64, height: 40 } })).rejects.toMatchObject({
      code: 'bad-shape',
      message: expect.stringContaining('multiples of 16, got 64 × 40') as string,
    });
  });

  it('is refused when it is no checkpoint', async () => {
    const files = new Map([['notes.txt', new TextEncoder().encode('Dear diary, today I trained')]]);
    await expect(exported(checkpoint(), { files })).rejects.toThrow('notes.txt is something else');
  });
});
