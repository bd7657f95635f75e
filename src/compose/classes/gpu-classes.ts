import type { Placement } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import type { ResultSummary } from '#core/result.ts';
import { DrawFramePass } from '#gpu/passes/draw-frame/draw-frame.ts';
import { ReadbackRing } from '#gpu/readback-ring.ts';
import type { ComposerModel, GpuComposer, GpuFrameContext } from '../composer.ts';
import { requireOutput } from '../single-output.ts';
import { ClassRanking } from './class-ranking.ts';

/** Reads the scores back whole: a thousand are 4 kB, and ranking them on the CPU takes microseconds. */
export class GpuClassesComposer implements GpuComposer {
  readonly #ranking: ClassRanking;
  readonly #drawFrame: DrawFramePass;
  readonly #ring: ReadbackRing;
  readonly #sizeBytes: number;
  #encoded: { placement: Placement; look: Look } | undefined;
  #summary: ResultSummary = { kind: 'classes', top: [] };

  constructor(device: GPUDevice, format: GPUTextureFormat, model: ComposerModel) {
    this.#ranking = new ClassRanking(model);
    this.#drawFrame = new DrawFramePass(device, format);
    this.#sizeBytes = this.#ranking.output.classes * 4;
    this.#ring = new ReadbackRing(device, 'classes', this.#sizeBytes);
  }

  encode({ encoder, frame, outputs, placement, look, target }: GpuFrameContext): void {
    this.#drawFrame.encode(encoder, frame, target, look.mirror);
    const buffer = requireOutput(outputs, this.#ranking.output.name);
    const isEncoded = this.#ring.encode(encoder, [{ buffer, size: this.#sizeBytes }]);
    this.#encoded = isEncoded ? { placement, look } : undefined;
  }

  afterSubmit(): void {
    const encoded = this.#encoded;
    if (!encoded) return;
    this.#encoded = undefined;
    this.#ring.afterSubmit((bytes) => {
      const scores = new Float32Array(bytes, 0, this.#sizeBytes / 4);
      this.#summary = this.#ranking.rank(scores, encoded.placement, encoded.look);
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

  dispose(): void {
    this.#ring.dispose();
  }
}
