import type { SparseView } from '#core/io-spec.ts';
import { Bindings } from '../../bindings.ts';
import { computePipeline, dispatch } from '../../pipelines.ts';
import type { ReadbackSource } from '../../readback-ring.ts';
import { Uniforms } from '../../uniforms.ts';
import code from './select-above.wgsl?raw';

/** Picks a tensor's entries above a threshold on the GPU. CPU twin: `selectAbove`. */
export class SelectAbovePass {
  /** Bytes that `sources` take in a read-back. */
  readonly readbackBytes: number;
  readonly #count: number;
  readonly #cap: number;
  readonly #pipeline: GPUComputePipeline;
  readonly #bindings: Bindings;
  readonly #threshold;
  readonly #passed: GPUBuffer;
  readonly #indices: GPUBuffer;
  readonly #values: GPUBuffer;

  /** For tensors of `count` entries, of which at most `cap` are kept. */
  constructor(device: GPUDevice, count: number, cap: number) {
    this.#count = count;
    this.#cap = cap;
    this.readbackBytes = 4 + cap * 8;
    this.#pipeline = computePipeline(device, code, 'select_above_compute', { COUNT: count, CAP: cap });
    this.#bindings = new Bindings(device, this.#pipeline);
    this.#threshold = new Uniforms(device, 'select-above', { threshold: 'f32' });
    const storage = (label: string, size: number) =>
      device.createBuffer({
        label: `select-above ${label}`,
        size,
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      });
    this.#passed = storage('passed', 4);
    this.#indices = storage('indices', cap * 4);
    this.#values = storage('values', cap * 4);
  }

  encode(encoder: GPUCommandEncoder, tensor: GPUBuffer, threshold: number): void {
    this.#threshold.write({ threshold });
    encoder.clearBuffer(this.#passed);
    const buffers = [this.#passed, this.#indices, this.#values];
    const group = this.#bindings.group(this.#threshold.buffer, tensor, ...buffers);
    const workgroups = Math.min(Math.ceil(this.#count / 64), 65_535);
    dispatch(encoder, this.#pipeline, group, [workgroups], [1]);
  }

  /** What to read back: the count, the indices, the values. */
  get sources(): ReadbackSource[] {
    return [
      { buffer: this.#passed, size: 4 },
      { buffer: this.#indices, size: this.#cap * 4 },
      { buffer: this.#values, size: this.#cap * 4 },
    ];
  }

  /** The list in the bytes that `sources` gave; borrows `bytes` from `offset` on. */
  view(bytes: ArrayBuffer, offset: number, shape: readonly number[]): SparseView {
    const [passed = 0] = new Uint32Array(bytes, offset, 1);
    const kept = Math.min(passed, this.#cap);
    return {
      shape,
      indices: new Uint32Array(bytes, offset + 4, kept),
      values: new Float32Array(bytes, offset + 4 + this.#cap * 4, kept),
    };
  }

  dispose(): void {
    this.#threshold.dispose();
    for (const buffer of [this.#passed, this.#indices, this.#values]) buffer.destroy();
  }
}
