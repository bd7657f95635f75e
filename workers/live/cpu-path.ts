import type { CpuComposer } from '#compose/composer.ts';
import { loadComposer } from '#compose/registry.ts';
import { place, type Size, type UnitPoint } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import { preprocess } from '#core/preprocess.ts';
import type { EngineSession } from '#engine/engine.ts';
import { Continuity } from './continuity.ts';
import { resizeCanvas, type Surface } from './display.ts';
import { FramePixels } from './frame-pixels.ts';
import type { FramePath, Passage } from './frame-path.ts';
import { runOnce } from './measure.ts';
import type { ModelSpec } from '../shared/model-spec.ts';

/** Pixels, tensor, run and picture on the CPU; the engine itself may be elsewhere (round trip, MediaPipe). */
export class CpuPath implements FramePath {
  readonly hasModel = true;
  readonly surface: Surface & { kind: '2d' };
  readonly #session: EngineSession;
  readonly #spec: ModelSpec;
  readonly #model: Size;
  readonly #composer: CpuComposer;
  readonly #continuity = new Continuity();
  readonly #pixels = new FramePixels();

  private constructor(
    surface: Surface & { kind: '2d' },
    session: EngineSession,
    spec: ModelSpec,
    model: Size,
    composer: CpuComposer,
  ) {
    this.surface = surface;
    this.#session = session;
    this.#spec = spec;
    this.#model = model;
    this.#composer = composer;
  }

  static async create(
    surface: Surface & { kind: '2d' },
    session: EngineSession,
    spec: ModelSpec,
    model: Size,
  ): Promise<CpuPath> {
    const factory = await loadComposer(spec.kind);
    return new CpuPath(surface, session, spec, model, factory.createCpu(spec.composer));
  }

  async process(frame: VideoFrame, look: Look, wantsMap: boolean): Promise<Passage> {
    const startMs = performance.now();
    const atMs = frame.timestamp / 1000;
    const image = await this.#pixels.read(frame);
    const size = { width: image.width, height: image.height };
    if (!this.#continuity.goesOn(size)) this.#cut();
    const { io } = this.#session;
    const placement = place(size, this.#model, this.#spec.input.fit);
    if (io.location === 'cpu') {
      frame.close();
      preprocess(image, this.#spec.input, placement, io.input.data);
    }
    const readyMs = performance.now();
    await this.#session.run(io.location === 'image' ? frame : undefined);
    const ranMs = performance.now();
    frame.close();
    const { canvas, context } = this.surface;
    resizeCanvas(canvas, size);
    if (io.location === 'gpu') throw new TypeError('CpuPath needs a session with outputs on the CPU');
    const { outputs } = io;
    const summary = this.#composer.draw({ canvas: context, frame: image, outputs, placement, look, atMs });
    return {
      size,
      timings: {
        preprocessMs: readyMs - startMs,
        inferenceMs: ranMs - readyMs,
        // One loop over the pixels decodes and draws.
        decodeMs: 0,
        drawMs: performance.now() - ranMs,
      },
      summary,
      map: wantsMap ? this.#composer.map?.() : undefined,
    };
  }

  classAt(point: UnitPoint): Promise<number | undefined> {
    return Promise.resolve(this.#composer.classAt?.(point));
  }

  setBackground(image: ImageBitmap | undefined): void {
    this.#composer.setBackground?.(image);
  }

  reset(): void {
    this.#continuity.cut();
  }

  async runBare(): Promise<number> {
    this.reset();
    return runOnce(this.#session, undefined);
  }

  #cut(): void {
    this.#session.reset();
    this.#composer.reset?.();
  }

  async dispose(): Promise<void> {
    this.#composer.dispose();
    await this.#session.dispose();
  }
}
