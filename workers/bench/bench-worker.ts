/** One cell's measurement, in its own worker. */
import { measureRuns, clockStep } from '#bench/measure-runs.ts';
import type { Plan } from '#bench/plan.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { EngineId } from '#core/engine-id.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { EngineSession } from '#engine/engine.ts';
import type { EngineRegistry } from '#engine/registry.ts';
import { downloadModel, verifyModel } from '../shared/download.ts';
import { GpuHolder } from '../shared/gpu-holder.ts';
import { describeMachine } from '../shared/machine.ts';
import { modelSpecOf } from '../shared/model-spec.ts';
import { nextTask } from '../shared/next-task.ts';
import { openSession } from '../shared/open-session.ts';
import type {
  BenchApi,
  CellInspected,
  CellMeasured,
  CellOpened,
  CellRequest,
  CellStage,
  MachineDescription,
} from './bench.api.ts';
import { CellSession } from './cell-session.ts';
import { limitsOf } from './adapter-limits.ts';
import { measurePeak } from './peak.ts';
import { ReferenceFrame } from './reference-frame.ts';
import { referenceWorkload } from './reference-workload.ts';

const never = new AbortController().signal;

export class BenchWorker implements BenchApi {
  readonly #engines: EngineRegistry;
  #lose: (error: VitrineError) => void = () => undefined;
  readonly #lost = new Promise<never>((_, reject) => (this.#lose = reject));
  readonly #gpu = new GpuHolder((reason) =>
    this.#lose(new VitrineError('device-lost', 'The GPU device was lost.', { detail: reason })),
  );
  #session: CellSession | undefined;
  #onnx: Uint8Array | undefined;

  constructor(engines: EngineRegistry) {
    this.#engines = engines;
    // Whatever runs when the device goes is rejected with it; at other times nobody waits.
    this.#lost.catch(() => undefined);
  }

  async describe(): Promise<MachineDescription> {
    const machine = await describeMachine(this.#gpu);
    return { machine, ...(await limitsOf()), clockStepMs: clockStep(() => performance.now()) };
  }

  reference(): Promise<number> {
    return Promise.resolve(referenceWorkload());
  }

  async open(request: CellRequest, onStage: (stage: CellStage) => void): Promise<CellOpened> {
    const { file, manifest, startedMs } = request;
    onStage('download');
    const spec = await modelSpecOf(file, manifest);
    const fromMs = performance.now();
    const bytes = await downloadModel(file, never, () => undefined);
    const downloadMs = performance.now() - fromMs;
    await verifyModel(bytes, file);
    // The engine owns what it opens, and the nodes are counted afterwards.
    this.#onnx = file.format === 'onnx' ? bytes.slice() : undefined;
    onStage('session');
    const createMs = performance.now();
    const session = await this.#race(this.#openWith(request, bytes));
    const sessionCreateMs = performance.now() - createMs;
    const device = session.io.location === 'gpu' ? (await this.#gpu.open()).device : undefined;
    const cell = new CellSession(session, device);
    this.#session = cell;
    await cell.setFrame(new ReferenceFrame(), spec.input, file.size);
    onStage('first-inference');
    const runMs = performance.now();
    await this.#race(cell.run());
    const doneMs = performance.now();
    const { engine, threads, precision, graphCapture, notes } = session.conditions;
    return {
      conditions: { engine, threads, precision, graphCapture, notes: [...notes] },
      load: {
        downloadMs,
        sessionCreateMs,
        firstInferenceMs: doneMs - runMs,
        firstResultMs: performance.timeOrigin + doneMs - startedMs,
      },
      outputs: await this.#race(cell.outputs()),
    };
  }

  async measure(runs: Plan['runs'], onStage: (stage: CellStage) => void): Promise<CellMeasured> {
    const session = this.#session;
    if (!session) throw new VitrineError('internal', 'measure needs an open model');
    onStage('warm-up');
    const now = () => performance.now();
    const measured = await this.#race(
      measureRuns({
        runs,
        now,
        run: () => session.run(),
        pause: nextTask,
        clockStepMs: clockStep(now),
        onSample: (count) => count === 1 && onStage('measure'),
      }),
    );
    const gpuMs = await this.#race(session.gpuTimes());
    const heap = (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize;
    const { gpuBufferBytes, gpuTextureBytes } = this.#gpu.counts();
    const gpuBytes = gpuBufferBytes + gpuTextureBytes;
    return {
      ...measured,
      gpuMs,
      ...(heap === undefined ? {} : { jsHeapBytes: heap }),
      ...(gpuBytes > 0 ? { gpuBytes } : {}),
    };
  }

  async inspect(): Promise<CellInspected | undefined> {
    if (!this.#onnx) return undefined;
    const { readOnnx } = await import('#export/onnx-reader.ts');
    const { nodes } = readOnnx(this.#onnx);
    const operators: Record<string, number> = {};
    for (const { op } of nodes) operators[op] = (operators[op] ?? 0) + 1;
    return { nodes: nodes.length, operators };
  }

  peak(engine: EngineId, threads: number): Promise<{ gemmGmacPerSecond: number; copyGBPerSecond: number }> {
    const open = async (file: ModelFile, bytes: Uint8Array): Promise<CellSession> => {
      const session = await this.#openWith({ file, engine, threads, roundTrip: false, startedMs: 0 }, bytes);
      const device = session.io.location === 'gpu' ? (await this.#gpu.open()).device : undefined;
      return new CellSession(session, device);
    };
    return this.#race(measurePeak(open));
  }

  loseDevice(): Promise<void> {
    this.#gpu.lose();
    return Promise.resolve();
  }

  /** As the Studio runs it: captured where that works. */
  #openWith({ file, ...request }: CellRequest, bytes: Uint8Array): Promise<EngineSession> {
    const options = { ...request, graphCapture: !request.roundTrip };
    return openSession(this.#engines, this.#gpu, { bytes, file }, options, never);
  }

  #race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    return Promise.race([work, this.#lost]);
  }
}
