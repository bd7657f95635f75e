import type { EngineId, Support } from '#core/engine-id.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { NodePlacement } from '#core/node-placement.ts';
import type { EngineSession } from '#engine/engine.ts';
import { probeEngines, type EngineRegistry } from '#engine/registry.ts';
import type { ProbeFile } from '#session/model-catalog.api.ts';
import type { LoadProgress, OpenReport, OpenRequest } from '#workers/inference/inference.api.ts';
import { chooseEngine, type Choosing } from './choose-engine.ts';
import { CpuPath } from './cpu-path.ts';
import type { Display } from './display.ts';
import { downloadModel, verifyModel } from '../shared/download.ts';
import type { FramePath } from './frame-path.ts';
import type { GpuHolder, HeldGpu } from '../shared/gpu-holder.ts';
import { GpuPath } from './gpu-path.ts';
import { runOnce } from './measure.ts';
import { modelSpecOf } from '../shared/model-spec.ts';
import { openSession } from '../shared/open-session.ts';
import type { OpenableModel } from '../shared/openable-model.ts';

export interface Opened {
  path: FramePath;
  report: OpenReport;
}

/**
 * What `auto` chooses from, the one that is ready soonest first; engines that need a file of their own or have no say
 * over their device are left out.
 */
const AUTO: readonly EngineId[] = ['ort-wasm', 'ort-webgpu'];

/** From a request to a path that is ready to run: everything that takes time happens beside the old one. */
export class ModelOpener {
  readonly #engines: EngineRegistry;
  readonly #gpu: GpuHolder;
  readonly #display: Display;

  constructor(engines: EngineRegistry, gpu: GpuHolder, display: Display) {
    this.#engines = engines;
    this.#gpu = gpu;
    this.#display = display;
  }

  async open(
    request: OpenRequest,
    signal: AbortSignal,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Opened> {
    const { file, user } = request;
    const say = (stage: LoadProgress['stage'], loaded = 0) =>
      onProgress({ stage, loaded, total: stage === 'download' ? file.bytes : 0 });
    const spec = await modelSpecOf(file, user?.manifest);
    say('download');
    const bytes = await bytesOf(request, signal, (loaded) => say('download', loaded));
    say('verify');
    await verifyModel(bytes, file);
    signal.throwIfAborted();
    const startMs = performance.now();
    const { session, decision } = await this.#openSession(request, bytes, signal, say);
    const sessionCreateMs = performance.now() - startMs;
    try {
      say('first-inference');
      const gpu = session.io.location === 'gpu' ? await this.#gpu.open() : undefined;
      const firstInferenceMs = await runOnce(session, gpu?.device);
      signal.throwIfAborted();
      const path = await this.#createPath(session, spec, file, gpu, signal);
      const { engine, threads, precision, graphCapture, notes } = session.conditions;
      const report: OpenReport = {
        engine,
        decision,
        threads,
        precision,
        graphCapture,
        roundTrip: request.roundTrip,
        notes,
        sessionCreateMs,
        firstInferenceMs,
      };
      return { path, report };
    } catch (error) {
      await session.dispose();
      throw error;
    }
  }

  /** Where the nodes of this model are put when that engine opens it. */
  async placement(
    request: OpenRequest & { engine: EngineId },
    signal: AbortSignal,
  ): Promise<readonly NodePlacement[]> {
    const engine = await this.#engines.load(request.engine);
    if (!engine.place) return [];
    const bytes = await bytesOf(request, signal, () => undefined);
    const device = request.engine === 'ort-webgpu' ? (await this.#gpu.open()).device : undefined;
    return engine.place(bytes, { device, threads: request.threads }, signal);
  }

  async #createPath(
    session: EngineSession,
    spec: Awaited<ReturnType<typeof modelSpecOf>>,
    file: ModelFile,
    gpu: HeldGpu | undefined,
    signal: AbortSignal,
  ): Promise<FramePath> {
    const surface = await this.#display.surfaceOf(gpu ? 'webgpu' : '2d', signal);
    if (surface.kind === '2d') return CpuPath.create(surface, session, spec, file.size);
    if (!gpu) throw new TypeError('a webgpu surface needs the device');
    const { device, frameImport } = gpu;
    return GpuPath.create({ surface, device, frameImport, session, spec, model: file.size });
  }

  async #openSession(
    request: OpenRequest,
    bytes: Uint8Array,
    signal: AbortSignal,
    say: (stage: LoadProgress['stage']) => void,
  ): Promise<{ session: EngineSession; decision: string | undefined }> {
    const { engine, file } = request;
    const open = (id: EngineId, model: OpenableModel) =>
      openSession(this.#engines, this.#gpu, model, { ...request, engine: id }, signal);
    if (engine !== 'auto') {
      say('session');
      return { session: await open(engine, { bytes, file }), decision: undefined };
    }
    say('probe');
    const support = await probeEngines();
    const gpu = support['ort-webgpu'].ok ? await this.#gpu.open().catch(() => undefined) : undefined;
    const excluded = exclusions(file, support, gpu);
    const hosted = AUTO.filter((id) => this.#engines.ids.includes(id));
    const choosing: Choosing = {
      candidates: hosted.filter((id) => !excluded.has(id)),
      excluded: [...excluded.values()],
      adapter: gpu ? Object.values(gpu.adapter).join(' ') : 'none',
      device: gpu?.device,
      loadProbe: () => loadProbe(request.probe, signal),
      open,
    };
    return chooseEngine(choosing, { bytes, file }, signal);
  }
}

/** From the browser's storage where a person brought the model, else from the server. */
async function bytesOf(
  { file, user }: OpenRequest,
  signal: AbortSignal,
  onLoaded: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  if (user) return new Uint8Array(await user.data.arrayBuffer());
  return downloadModel(file, signal, onLoaded);
}

/** Engines of AUTO that cannot run `file` here, with the reason in plain words. */
function exclusions(
  file: ModelFile,
  support: Record<EngineId, Support>,
  gpu: HeldGpu | undefined,
): Map<EngineId, string> {
  const reasons = new Map<EngineId, string>();
  const isHalf = file.precision === 'fp16';
  if (!gpu) reasons.set('ort-webgpu', 'there is no usable WebGPU here.');
  else if (isHalf && !gpu.adapter.shaderF16) reasons.set('ort-webgpu', 'the adapter has no 16-bit shaders.');
  if (!support['ort-wasm'].ok) reasons.set('ort-wasm', support['ort-wasm'].reason);
  else if (isHalf) reasons.set('ort-wasm', 'ort-wasm has no 16-bit kernels.');
  return reasons;
}

/** The probe network as a file that engines open; undefined where the server has none. */
async function loadProbe(
  probe: ProbeFile | undefined,
  signal: AbortSignal,
): Promise<OpenableModel | undefined> {
  if (!probe) return undefined;
  try {
    const bytes = await downloadModel(probe, signal, () => undefined);
    await verifyModel(bytes, probe);
    const size = { width: probe.input.shape.at(-1) ?? 1, height: probe.input.shape.at(-2) ?? 1 };
    const kind = { model: 'probe', variant: 'probe', format: 'onnx', precision: 'fp32' } as const;
    return { bytes, file: { ...probe, ...kind, size, trained: false } };
  } catch {
    signal.throwIfAborted();
    // The model itself is timed then.
    return undefined;
  }
}
