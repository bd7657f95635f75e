import type { Output } from '#bench/agreement.ts';
import { place, type Size } from '#core/geometry.ts';
import type { InputSpec } from '#core/io-spec.ts';
import { preprocess } from '#core/preprocess.ts';
import type { EngineSession } from '#engine/engine.ts';
import { readBuffer } from '#gpu/read-buffer.ts';
import { RunTimer } from './run-timer.ts';
import type { ReferenceFrame } from './reference-frame.ts';

/** An engine's session as a bench drives it: an input that stays, runs with the queue drained, outputs read on demand. */
export class CellSession {
  readonly #session: EngineSession;
  readonly #device: GPUDevice | undefined;
  readonly #timer: RunTimer | undefined;
  #bitmap: ImageBitmap | undefined;

  /** `device`: of a session with GPU tensors. */
  constructor(session: EngineSession, device: GPUDevice | undefined) {
    this.#session = session;
    this.#device = device;
    this.#timer = device?.features.has('timestamp-query') ? new RunTimer(device) : undefined;
  }

  /** Writes the frame into the input, as the pipeline does. */
  async setFrame(frame: ReferenceFrame, input: InputSpec, model: Size): Promise<void> {
    const { io } = this.#session;
    this.#session.reset();
    if (io.location === 'image') {
      this.#bitmap = await frame.bitmap();
      return;
    }
    const tensor = preprocess(frame.image, input, place(frame.image, model, input.fit));
    this.write(tensor);
  }

  /** False of engines that take the frame itself. */
  get canTakeTensors(): boolean {
    return this.#session.io.location !== 'image';
  }

  /** Puts another picture's tensor, f32 in the model's own layout, in place of the reference frame. */
  write(tensor: Float32Array): void {
    const { io } = this.#session;
    if (io.location === 'cpu') io.input.data.set(tensor);
    else if (io.location === 'gpu')
      this.#device?.queue.writeBuffer(io.input.buffer, 0, tensor as Float32Array<ArrayBuffer>);
  }

  /** Forgets what earlier frames left. */
  reset(): void {
    this.#session.reset();
  }

  async run(): Promise<void> {
    this.#timer?.begin();
    await this.#session.run(this.#bitmap);
    this.#timer?.end();
    if (this.#session.io.location === 'gpu') await this.#device?.queue.onSubmittedWorkDone();
  }

  /** Milliseconds on the GPU of the runs so far, the newest last; none without timestamps. */
  gpuTimes(): Promise<number[]> {
    return this.#timer?.times() ?? Promise.resolve([]);
  }

  async outputs(): Promise<Output[]> {
    const { io } = this.#session;
    if (io.location !== 'gpu') {
      return [...io.outputs].map(([name, { shape, data }]) => ({ name, shape, data: data.slice() }));
    }
    const read = [...io.outputs].map(async ([name, { shape, buffer }]) => {
      const count = shape.reduce((product, side) => product * side, 1);
      return { name, shape, data: (await this.#read(buffer)).subarray(0, count) };
    });
    return Promise.all(read);
  }

  async dispose(): Promise<void> {
    this.#bitmap?.close();
    this.#timer?.dispose();
    await this.#session.dispose();
  }

  async #read(buffer: GPUBuffer): Promise<Float32Array> {
    const device = this.#device;
    if (!device) throw new TypeError('a session with gpu tensors needs its device');
    return new Float32Array(await readBuffer(device, buffer));
  }
}
