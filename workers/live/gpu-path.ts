import type { GpuComposer } from '#compose/composer.ts';
import { loadComposer } from '#compose/registry.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { place, type Size, type UnitPoint } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import type { EngineSession, SessionIo } from '#engine/engine.ts';
import { frameSize, type FrameImportMode } from '#gpu/frame-importer.ts';
import { GpuTimer } from '#gpu/gpu-timer.ts';
import { ResizeNormalizePass } from '#gpu/passes/resize-normalize/resize-normalize.ts';
import { Continuity } from './continuity.ts';
import { resizeCanvas, type Surface } from './display.ts';
import { FastestImporter } from './fastest-importer.ts';
import type { FramePath, Passage } from './frame-path.ts';
import { runOnce } from './measure.ts';
import type { ModelSpec } from '../shared/model-spec.ts';

/** Frame, tensor, run and picture on one device: nothing crosses to the CPU but the small figures. */
export class GpuPath implements FramePath {
  readonly hasModel = true;
  readonly surface: Surface & { kind: 'webgpu' };
  readonly #device: GPUDevice;
  readonly #session: EngineSession;
  readonly #io: SessionIo & { location: 'gpu' };
  readonly #spec: ModelSpec;
  readonly #model: Size;
  readonly #composer: GpuComposer;
  readonly #continuity = new Continuity();
  readonly #importer: FastestImporter;
  readonly #toTensor: ResizeNormalizePass;
  readonly #timer: GpuTimer;
  readonly #outputs: ReadonlyMap<string, GPUBuffer>;
  #isConfigured = false;

  private constructor(init: GpuPathInit, composer: GpuComposer, io: SessionIo & { location: 'gpu' }) {
    this.surface = init.surface;
    this.#device = init.device;
    this.#session = init.session;
    this.#io = io;
    this.#spec = init.spec;
    this.#model = init.model;
    this.#composer = composer;
    this.#importer = new FastestImporter(init.device, init.frameImport);
    this.#toTensor = new ResizeNormalizePass(init.device, init.spec.input);
    this.#timer = new GpuTimer(init.device);
    this.#outputs = new Map([...io.outputs].map(([name, { buffer }]) => [name, buffer]));
  }

  static async create(init: GpuPathInit): Promise<GpuPath> {
    const { io } = init.session;
    if (io.location !== 'gpu')
      throw new TypeError(`GpuPath needs a session with gpu tensors, got ${io.location}`);
    const factory = await loadComposer(init.spec.kind);
    const format = navigator.gpu.getPreferredCanvasFormat();
    const composer = factory.createGpu(init.device, format, init.spec.composer);
    return new GpuPath(init, composer, io);
  }

  async process(frame: VideoFrame, look: Look, wantsMap: boolean): Promise<Passage> {
    try {
      return await this.#process(frame, look, wantsMap);
    } catch (error) {
      // What fails on a lost device fails for that reason, and the loss may be told a little later.
      const loss = await Promise.race([this.#device.lost, patience()]);
      if (!loss) throw error;
      throw new VitrineError('device-lost', 'The GPU device was lost.', {
        detail: loss.message,
        cause: error,
      });
    }
  }

  async #process(frame: VideoFrame, look: Look, wantsMap: boolean): Promise<Passage> {
    const startMs = performance.now();
    const atMs = frame.timestamp / 1000;
    const size = frameSize(frame);
    if (!this.#continuity.goesOn(size)) this.#cut();
    const placement = place(size, this.#model, this.#spec.input.fit);
    const before = this.#device.createCommandEncoder({ label: 'before the model' });
    this.#timer.start(before);
    const texture = await this.#importer.import(before, frame);
    this.#toTensor.encode(before, texture, this.#io.input.buffer, placement);
    this.#device.queue.submit([before.finish()]);
    frame.close();
    const readyMs = performance.now();
    await this.#session.run();
    await this.#device.queue.onSubmittedWorkDone();
    const ranMs = performance.now();
    const { canvas, context } = this.surface;
    this.#configure();
    resizeCanvas(canvas, size);
    const after = this.#device.createCommandEncoder({ label: 'after the model' });
    this.#composer.encode({
      encoder: after,
      frame: texture,
      outputs: this.#outputs,
      placement,
      look,
      atMs,
      target: context.getCurrentTexture().createView(),
    });
    this.#timer.end(after);
    const encodedMs = performance.now();
    this.#device.queue.submit([after.finish()]);
    this.#composer.afterSubmit();
    this.#timer.afterSubmit();
    const drawnMs = performance.now();
    return {
      size,
      timings: {
        preprocessMs: readyMs - startMs,
        inferenceMs: ranMs - readyMs,
        decodeMs: encodedMs - ranMs,
        drawMs: drawnMs - encodedMs,
        gpuMs: this.#timer.lastMs,
      },
      summary: wantsMap ? await this.#composer.settled() : this.#composer.summary(),
      map: wantsMap ? await this.#composer.map?.() : undefined,
    };
  }

  /** With the first frame: until then the canvas may belong to the former path, and after a loss to a lost device. */
  #configure(): void {
    if (this.#isConfigured) return;
    this.#isConfigured = true;
    this.surface.context.configure({
      device: this.#device,
      format: navigator.gpu.getPreferredCanvasFormat(),
      alphaMode: 'opaque',
    });
  }

  async classAt(point: UnitPoint): Promise<number | undefined> {
    return this.#composer.classAt?.(point);
  }

  setBackground(image: ImageBitmap | undefined): void {
    this.#composer.setBackground?.(image);
  }

  reset(): void {
    this.#continuity.cut();
  }

  async runBare(): Promise<number> {
    this.reset();
    return runOnce(this.#session, this.#device);
  }

  #cut(): void {
    this.#session.reset();
    this.#composer.reset?.();
  }

  async dispose(): Promise<void> {
    this.#composer.dispose();
    this.#importer.dispose();
    this.#toTensor.dispose();
    this.#timer.dispose();
    await this.#session.dispose();
  }
}

const LOSS_PATIENCE_MS = 200;

function patience(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), LOSS_PATIENCE_MS));
}

export interface GpuPathInit {
  surface: Surface & { kind: 'webgpu' };
  device: GPUDevice;
  frameImport: FrameImportMode;
  session: EngineSession;
  spec: ModelSpec;
  model: Size;
}
