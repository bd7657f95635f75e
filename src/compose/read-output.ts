/** Composers of kinds that draw the frame as it is and make data of one small output: classes, text. */
import type { Placement } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import type { ResultSummary } from '#core/result.ts';
import { DrawFramePass } from '#gpu/passes/draw-frame/draw-frame.ts';
import { ReadbackRing } from '#gpu/readback-ring.ts';
import type { CpuComposer, CpuFrameContext, GpuComposer, GpuFrameContext } from './composer.ts';
import { showPixels } from './show-pixels.ts';
import { requireOutput } from './single-output.ts';

/** What an output's values mean; on the CPU, whatever the engine. */
export interface OutputReader {
  readonly name: string;
  /** How many values the output has. */
  readonly length: number;
  /** Before the first frame has arrived. */
  readonly empty: ResultSummary;
  /** `values` is borrowed for the call. */
  read(values: Float32Array, placement: Placement, look: Look): ResultSummary;
  /** As a composer's; for readers that remember. */
  reset?(): void;
}

export class CpuReadingComposer implements CpuComposer {
  readonly #reader: OutputReader;

  constructor(reader: OutputReader) {
    this.#reader = reader;
  }

  draw({ canvas, frame, outputs, placement, look }: CpuFrameContext): ResultSummary {
    showPixels(canvas, frame, look.mirror);
    return this.#reader.read(requireOutput(outputs, this.#reader.name).data, placement, look);
  }

  reset(): void {
    this.#reader.reset?.();
  }

  dispose(): void {
    // Holds only arrays.
  }
}

/** Reads the output back whole: thousands of values are some kilobytes, and take microseconds on the CPU. */
export class GpuReadingComposer implements GpuComposer {
  readonly #reader: OutputReader;
  readonly #drawFrame: DrawFramePass;
  readonly #ring: ReadbackRing;
  #encoded: { placement: Placement; look: Look } | undefined;
  #summary: ResultSummary;

  constructor(device: GPUDevice, format: GPUTextureFormat, reader: OutputReader) {
    this.#reader = reader;
    this.#drawFrame = new DrawFramePass(device, format);
    this.#ring = new ReadbackRing(device, reader.name, reader.length * 4);
    this.#summary = reader.empty;
  }

  encode({ encoder, frame, outputs, placement, look, target }: GpuFrameContext): void {
    this.#drawFrame.encode(encoder, frame, target, look.mirror);
    const buffer = requireOutput(outputs, this.#reader.name);
    const isEncoded = this.#ring.encode(encoder, [{ buffer, size: this.#reader.length * 4 }]);
    this.#encoded = isEncoded ? { placement, look } : undefined;
  }

  afterSubmit(): void {
    const encoded = this.#encoded;
    if (!encoded) return;
    this.#encoded = undefined;
    this.#ring.afterSubmit((bytes) => {
      const values = new Float32Array(bytes, 0, this.#reader.length);
      this.#summary = this.#reader.read(values, encoded.placement, encoded.look);
    });
  }

  summary(): ResultSummary {
    this.#ring.check();
    return this.#summary;
  }

  async settled(): Promise<ResultSummary> {
    await this.#ring.settled();
    return this.#summary;
  }

  reset(): void {
    this.#reader.reset?.();
  }

  dispose(): void {
    this.#ring.dispose();
  }
}
