import type { DetectorTensor } from '#core/decoder.ts';
import type { ResultSummary } from '#core/result.ts';
import { DrawFramePass } from '#gpu/passes/draw-frame/draw-frame.ts';
import { SelectAbovePass } from '#gpu/passes/select-above/select-above.ts';
import { ReadbackRing, type ReadbackSource } from '#gpu/readback-ring.ts';
import type { ComposerModel, GpuComposer, GpuFrameContext } from '../composer.ts';
import { requireOutput } from '../single-output.ts';
import { BoxFinder, leastScore, type BoxFrame } from './box-finder.ts';
import { detectorOutputs, type DetectorOutput } from './detect.ts';

/** An output with what brings it to the CPU: a copy of the whole, or the pass that picks entries. */
interface Transfer {
  output: DetectorOutput;
  select: SelectAbovePass | undefined;
  sizeBytes: number;
}

export class GpuBoxesComposer implements GpuComposer {
  readonly #finder: BoxFinder;
  readonly #transfers: Transfer[];
  readonly #drawFrame: DrawFramePass;
  readonly #ring: ReadbackRing;
  #encoded: BoxFrame | undefined;
  #isCut = false;
  #summary: ResultSummary = { kind: 'boxes', detections: [] };

  constructor(device: GPUDevice, format: GPUTextureFormat, model: ComposerModel) {
    this.#finder = new BoxFinder(model);
    this.#transfers = detectorOutputs(model).map((output) => {
      const count = output.shape.reduce((product, side) => product * side, 1);
      const select =
        output.transfer === 'sparse' ? new SelectAbovePass(device, count, output.cap) : undefined;
      return { output, select, sizeBytes: select?.readbackBytes ?? count * 4 };
    });
    this.#drawFrame = new DrawFramePass(device, format);
    const sizeBytes = this.#transfers.reduce((sum, transfer) => sum + transfer.sizeBytes, 0);
    this.#ring = new ReadbackRing(device, 'boxes', sizeBytes);
  }

  encode({ encoder, frame, outputs, placement, look, atMs, target }: GpuFrameContext): void {
    this.#drawFrame.encode(encoder, frame, target, look.mirror);
    const sources: ReadbackSource[] = [];
    for (const { output, select, sizeBytes } of this.#transfers) {
      const buffer = requireOutput(outputs, output.name);
      select?.encode(encoder, buffer, leastScore(look));
      sources.push(...(select?.sources ?? [{ buffer, size: sizeBytes }]));
    }
    this.#encoded = undefined;
    // A frame whose read-back is skipped leaves the cut to the next.
    if (!this.#ring.encode(encoder, sources)) return;
    this.#encoded = { placement, look, atMs, isCut: this.#isCut };
    this.#isCut = false;
  }

  afterSubmit(): void {
    const encoded = this.#encoded;
    if (!encoded) return;
    this.#encoded = undefined;
    this.#ring.afterSubmit((bytes) => {
      this.#summary = this.#finder.find(this.#tensorsIn(bytes), encoded);
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
    this.#isCut = true;
  }

  dispose(): void {
    for (const { select } of this.#transfers) select?.dispose();
    this.#ring.dispose();
  }

  #tensorsIn(bytes: ArrayBuffer): Record<string, DetectorTensor> {
    const tensors: Record<string, DetectorTensor> = {};
    let offset = 0;
    for (const { output, select, sizeBytes } of this.#transfers) {
      const { name, shape } = output;
      tensors[name] = select
        ? { transfer: 'sparse', ...select.view(bytes, offset, shape) }
        : { transfer: 'dense', shape, data: new Float32Array(bytes, offset, sizeBytes / 4) };
      offset += sizeBytes;
    }
    return tensors;
  }
}
