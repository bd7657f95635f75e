/** One cell's measurement, in its own worker. */
import { transfer } from 'comlink';
import { Company } from '#bench/company.ts';
import { measureRuns, clockStep } from '#bench/measure-runs.ts';
import type { Plan } from '#bench/plan.ts';
import type { Accuracy } from '#bench/report.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { EngineId } from '#core/engine-id.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { EngineSession } from '#engine/engine.ts';
import type { EngineRegistry } from '#engine/registry.ts';
import type { SourceHandle } from '#media/source-handle.ts';
import { downloadModel, verifyModel } from '../shared/download.ts';
import { GpuHolder } from '../shared/gpu-holder.ts';
import { describeMachine } from '../shared/machine.ts';
import { modelSpecOf, type ModelSpec } from '../shared/model-spec.ts';
import { nextTask } from '../shared/next-task.ts';
import { openSession } from '../shared/open-session.ts';
import type {
  BenchApi,
  CellConditions,
  CellInspected,
  CellMeasured,
  CellOpened,
  CellRequest,
  CellStage,
  FillerRequest,
  MachineDescription,
  MadeModel,
  NaiveMeasured,
  Round,
} from './bench.api.ts';
import { CellSession } from './cell-session.ts';
import { limitsOf } from './adapter-limits.ts';
import { paceProbe } from './pace-probe.ts';
import { measurePeak } from './peak.ts';
import { ReferenceFrame } from './reference-frame.ts';
import { referenceWorkload } from './reference-workload.ts';

const never = new AbortController().signal;

interface OpenCell {
  session: CellSession;
  spec: ModelSpec;
  file: ModelFile;
  /** The file's bytes, of ONNX. */
  onnx: Uint8Array | undefined;
  /** It computes in this thread and nowhere else, so that a probe here tells what its runs met. */
  isAlone: boolean;
  company?: Company;
}

export class BenchWorker implements BenchApi {
  readonly #engines: EngineRegistry;
  #lose: (error: VitrineError) => void = () => undefined;
  readonly #lost = new Promise<never>((_, reject) => (this.#lose = reject));
  readonly #gpu = new GpuHolder((reason) =>
    this.#lose(new VitrineError('device-lost', 'The GPU device was lost.', { detail: reason })),
  );
  #cell: OpenCell | undefined;

  constructor(engines: EngineRegistry) {
    this.#engines = engines;
    // Whatever runs when the device goes is rejected with it; at other times nobody waits.
    this.#lost.catch(() => undefined);
  }

  async describe(): Promise<MachineDescription> {
    const machine = await describeMachine(this.#gpu);
    return { machine, ...(await limitsOf()), clockStepMs: clockStep(() => performance.now()) };
  }

  async reference(withGpu: boolean): Promise<{ ms: number; gpuMs: number | undefined }> {
    const ms = referenceWorkload();
    if (!withGpu) return { ms, gpuMs: undefined };
    const { gpuWorkload } = await import('./gpu-workload.ts');
    return { ms, gpuMs: await gpuWorkload((await this.#gpu.open()).device) };
  }

  async open(request: CellRequest, onStage: (stage: CellStage) => void): Promise<CellOpened> {
    const { file, manifest, startedMs } = request;
    onStage('download');
    const spec = await modelSpecOf(file, manifest);
    const fromMs = performance.now();
    const bytes = await bytesOf(request);
    const downloadMs = performance.now() - fromMs;
    await verifyModel(bytes, file);
    // The engine owns what it opens, and the nodes are counted afterwards.
    const onnx = file.format === 'onnx' ? bytes.slice() : undefined;
    onStage('session');
    const createMs = performance.now();
    const engineSession = await this.#race(this.#openWith(request, bytes));
    const sessionCreateMs = performance.now() - createMs;
    const session = new CellSession(engineSession, await this.#deviceOf(engineSession));
    const conditions = conditionsOf(engineSession);
    this.#cell = { session, spec, file, onnx, isAlone: conditions.threads === 1 };
    await session.setFrame(new ReferenceFrame(), spec.input, file.size);
    onStage('first-inference');
    const runMs = performance.now();
    await this.#race(session.run());
    const doneMs = performance.now();
    return {
      conditions,
      load: {
        downloadMs,
        sessionCreateMs,
        firstInferenceMs: doneMs - runMs,
        firstResultMs: performance.timeOrigin + doneMs - startedMs,
      },
      outputs: await this.#race(session.outputs()),
    };
  }

  async measure(
    { runs, isAgain, patienceMs }: Round,
    onStage: (stage: CellStage) => void,
  ): Promise<CellMeasured> {
    const cell = this.#opened();
    const { session } = cell;
    onStage('warm-up');
    const now = () => performance.now();
    const clockStepMs = clockStep(now);
    const probe = cell.isAlone && !cell.company ? paceProbe(clockStepMs) : undefined;
    if (probe) cell.company = new Company(probe);
    const measured = await this.#race(
      measureRuns({
        runs,
        isAgain,
        patienceMs,
        company: cell.company,
        now,
        run: () => session.run(),
        pause: nextTask,
        clockStepMs,
        onSample: (count) => count === 1 && onStage('measure'),
      }),
    );
    // Queries run from the first inference on: those of the warm-up come first.
    const gpuMs = (await this.#race(session.gpuTimes())).slice(-measured.samples.length);
    return { ...measured, gpuMs };
  }

  async inspect(): Promise<CellInspected> {
    const { onnx } = this.#opened();
    const heap = (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize;
    const { gpuBufferBytes, gpuTextureBytes } = this.#gpu.counts();
    const gpuBytes = gpuBufferBytes + gpuTextureBytes;
    const graph = onnx && (await import('./count-graph.ts')).countGraph(onnx);
    return {
      ...(heap === undefined ? {} : { jsHeapBytes: heap }),
      ...(gpuBytes > 0 ? { gpuBytes } : {}),
      ...(graph ? { graph } : {}),
    };
  }

  async judge(pictures: number, onStage: (stage: CellStage) => void): Promise<Accuracy | undefined> {
    const { session, spec, file } = this.#opened();
    if (!session.canTakeTensors) return undefined;
    onStage('accuracy');
    const { judgeOnPack } = await import('./judge-on-pack.ts');
    return this.#race(judgeOnPack(session, spec, file.size, pictures));
  }

  async make(request: FillerRequest): Promise<MadeModel> {
    const { makeFiller } = await import('./make-filler.ts');
    const made = await makeFiller(request);
    return transfer(made, [made.bytes.buffer]);
  }

  async naive(
    request: CellRequest,
    source: SourceHandle,
    runs: Plan['runs'],
    onStage: (stage: CellStage) => void,
  ): Promise<NaiveMeasured> {
    const { file, manifest } = request;
    onStage('download');
    const { input } = await modelSpecOf(file, manifest);
    const bytes = await bytesOf(request);
    await verifyModel(bytes, file);
    onStage('session');
    const session = await this.#race(this.#openWith({ ...request, roundTrip: true }, bytes));
    const { runNaively } = await import('./run-naively.ts');
    const found = await this.#race(runNaively({ session, input, size: file.size, source, runs, onStage }));
    return { conditions: conditionsOf(session), ...found };
  }

  peak(engine: EngineId, threads: number): Promise<{ gemmGmacPerSecond: number; copyGBPerSecond: number }> {
    const open = async (file: ModelFile, bytes: Uint8Array): Promise<CellSession> => {
      const session = await this.#openWith({ file, engine, threads, roundTrip: false, startedMs: 0 }, bytes);
      return new CellSession(session, await this.#deviceOf(session));
    };
    return this.#race(measurePeak(open));
  }

  loseDevice(): Promise<void> {
    this.#gpu.lose();
    return Promise.resolve();
  }

  #opened(): OpenCell {
    if (!this.#cell)
      throw new VitrineError('internal', 'a cell is opened before anything else is asked of it');
    return this.#cell;
  }

  async #deviceOf({ io }: EngineSession): Promise<GPUDevice | undefined> {
    return io.location === 'gpu' ? (await this.#gpu.open()).device : undefined;
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

async function bytesOf({ file, data }: CellRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (data) return new Uint8Array(await data.arrayBuffer());
  return downloadModel(file, never, () => undefined);
}

function conditionsOf({ conditions }: EngineSession): CellConditions {
  const { engine, threads, precision, graphCapture, notes } = conditions;
  return { engine, threads, precision, graphCapture, notes: [...notes] };
}
