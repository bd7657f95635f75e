import type { InferenceSession, OnnxValue } from 'onnxruntime-web';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { PromiseQueue } from '#core/promise-queue.ts';
import type { ModelFile, TensorSpec } from '#core/io-spec.ts';
import type { EngineConditions, EngineSession, GpuTensor, SessionIo } from './engine.ts';
import { reasonOf } from './open-ort.ts';
import { queueOf, type Ort } from './ort-runtime.ts';

/**
 * A session whose input and outputs are GPU buffers, allocated once and bound: nothing crosses to the CPU. What a
 * recurrent network remembers is copied from where a run leaves it to where the next one reads it (some MB).
 */
export class OrtGpuSession implements EngineSession {
  readonly conditions: EngineConditions;
  readonly io: SessionIo & { location: 'gpu' };
  readonly #session: InferenceSession;
  readonly #queue: PromiseQueue;
  readonly #feeds: Record<string, OnnxValue> = {};
  readonly #fetches: Record<string, OnnxValue> = {};
  readonly #buffers: GPUBuffer[] = [];
  readonly #device: GPUDevice;
  readonly #states: readonly { from: GPUBuffer; to: GPUBuffer }[];
  #lost: string | undefined;
  #isDisposed = false;

  constructor(
    ort: Ort,
    session: InferenceSession,
    file: ModelFile,
    device: GPUDevice,
    conditions: EngineConditions,
  ) {
    this.conditions = conditions;
    this.#session = session;
    this.#queue = queueOf(ort);
    const bind = (spec: TensorSpec, into: Record<string, OnnxValue>): GpuTensor => {
      const buffer = createTensorBuffer(device, spec);
      this.#buffers.push(buffer);
      into[spec.name] = ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims: [...spec.shape] });
      return { shape: spec.shape, buffer };
    };
    const input = bind(file.input, this.#feeds);
    const outputs = new Map(file.outputs.map((spec) => [spec.name, bind(spec, this.#fetches)]));
    this.io = { location: 'gpu', input, outputs };
    this.#device = device;
    this.#states = (file.states ?? []).map((state) => ({
      from: bind({ ...state.input, name: state.output }, this.#fetches).buffer,
      to: bind(state.input, this.#feeds).buffer,
    }));
    // A run with GPU outputs resolves silently on a lost device, so the loss itself is watched.
    void device.lost.then(({ reason, message }) => (this.#lost = message || reason));
  }

  run(): Promise<void> {
    return this.#queue.add(async () => {
      if (this.#isDisposed)
        throw new VitrineError('engine-failed', 'The session was disposed before this run.');
      this.#requireDevice();
      try {
        await this.#session.run(this.#feeds, this.#fetches);
      } catch (cause) {
        this.#requireDevice();
        throw new VitrineError('engine-failed', 'onnxruntime failed while running the model on WebGPU.', {
          detail: reasonOf(cause),
          cause,
        });
      }
      this.#requireDevice();
      this.#remember();
    });
  }

  reset(): void {
    if (this.#states.length === 0 || this.#isDisposed) return;
    const encoder = this.#device.createCommandEncoder({ label: 'forget states' });
    for (const { to } of this.#states) encoder.clearBuffer(to);
    this.#device.queue.submit([encoder.finish()]);
  }

  /** Queued after the run's own commands. */
  #remember(): void {
    if (this.#states.length === 0) return;
    const encoder = this.#device.createCommandEncoder({ label: 'keep states' });
    for (const { from, to } of this.#states) encoder.copyBufferToBuffer(from, 0, to, 0, to.size);
    this.#device.queue.submit([encoder.finish()]);
  }

  dispose(): Promise<void> {
    return this.#queue.add(async () => {
      if (this.#isDisposed) return;
      this.#isDisposed = true;
      try {
        await this.#session.release();
      } catch (error) {
        // On a lost device there is nothing left to free; anything else is a fault to know of.
        if (this.#lost === undefined) throw error;
      } finally {
        for (const buffer of this.#buffers) buffer.destroy();
      }
    });
  }

  #requireDevice(): void {
    if (this.#lost === undefined) return;
    throw new VitrineError('device-lost', 'The GPU device was lost.', { detail: this.#lost });
  }
}

function createTensorBuffer(device: GPUDevice, { name, shape }: TensorSpec): GPUBuffer {
  const bytes = shape.reduce((product, side) => product * side, 4);
  return device.createBuffer({
    label: `tensor ${name} [${shape.join(',')}]`,
    // onnxruntime's kernels read vec4s; its own buffers are rounded up to 16 bytes as well.
    size: Math.ceil(bytes / 16) * 16,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
}
