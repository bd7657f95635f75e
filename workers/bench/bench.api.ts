/** The contract between a bench and the worker of one cell. Types only: this is all that crosses. */
import type { EngineId } from '#core/engine-id.ts';
import type { Size } from '#core/geometry.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { SourceHandle } from '#media/source-handle.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { Measured } from '#bench/measure-runs.ts';
import type { Output } from '#bench/agreement.ts';
import type { Plan } from '#bench/plan.ts';
import type { Accuracy } from '#bench/report.ts';

export interface CellRequest {
  file: ModelFile;
  /** Its bytes, where no server has them: of networks built with filler weights. */
  data?: Blob;
  engine: EngineId;
  threads: number;
  roundTrip: boolean;
  /** When the page started this worker: performance.timeOrigin + now, in milliseconds. */
  startedMs: number;
  /** Of a file whose model is in no folder: the identity model of bars, and models that a person brought. */
  manifest?: ModelManifest;
}

export type CellStage =
  'download' | 'session' | 'first-inference' | 'warm-up' | 'measure' | 'inspect' | 'accuracy';

export interface CellConditions {
  engine: EngineId;
  threads: number;
  precision: 'fp32' | 'fp16';
  graphCapture: boolean;
  notes: string[];
}

export interface CellOpened {
  conditions: CellConditions;
  load: { downloadMs: number; sessionCreateMs: number; firstInferenceMs: number; firstResultMs: number };
  /** What the model gave for the reference frame. */
  outputs: Output[];
}

export interface Round {
  runs: Plan['runs'];
  /** After other cells ran, when it was steady before. */
  isAgain: boolean;
  /** So much longer than `runs` says it may take until the machine was left alone for so many. */
  patienceMs: number;
}

export interface CellMeasured extends Measured {
  /** By timestamp queries, of the runs that count; empty where there are none. */
  gpuMs: number[];
}

export interface GraphCount {
  nodes: number;
  /** By operator. */
  operators: Record<string, number>;
  /** Multiply-accumulates of one run; undefined where the file cannot be followed (fp16, foreign operators). */
  macs: number | undefined;
}

export interface CellInspected {
  jsHeapBytes?: number;
  gpuBytes?: number;
  /** Of ONNX files. */
  graph?: GraphCount;
}

export interface MachineDescription {
  machine: MachineReport;
  features: string[];
  limits: Record<string, number>;
  clockStepMs: number;
}

/** What a file is built of with filler weights. */
export interface FillerRequest {
  model: string;
  variant: string;
  size: Size;
  precision: 'fp32' | 'fp16';
}

/** `file.file` is empty: it stands at no address. */
export interface MadeModel {
  file: ModelFile;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface NaiveMeasured {
  conditions: CellConditions;
  warmUp: Measured['warmUp'];
  /** Milliseconds between frames, of inference, and from capture to the painted frame. */
  period: number[];
  inference: number[];
  age: number[];
  frames: { shown: number; dropped: number };
}

export interface BenchApi {
  describe(): Promise<MachineDescription>;
  /**
   * Milliseconds of the fixed reference workload: plain arithmetic on the CPU, the median of a few. `withGpu`: of 2^30
   * multiply-adds on the GPU as well, where there is one.
   */
  reference(withGpu: boolean): Promise<{ ms: number; gpuMs: number | undefined }>;
  /** Downloads, opens and runs the model once on the reference frame. */
  open(request: CellRequest, onStage: (stage: CellStage) => void): Promise<CellOpened>;
  measure(round: Round, onStage: (stage: CellStage) => void): Promise<CellMeasured>;
  inspect(): Promise<CellInspected>;
  /** By labels, on so many pictures of the rendered pack; undefined where nothing measures such results. */
  judge(pictures: number, onStage: (stage: CellStage) => void): Promise<Accuracy | undefined>;
  /** Builds a network with filler weights. Rejects with `unsupported` where it is a converted file. */
  make(request: FillerRequest): Promise<MadeModel>;
  /** The whole way from frame to picture, written as most tutorials do. */
  naive(
    request: CellRequest,
    source: SourceHandle,
    runs: Plan['runs'],
    onStage: (stage: CellStage) => void,
  ): Promise<NaiveMeasured>;
  /** What the engine reaches on a matrix product and on an addition of large arrays. */
  peak(engine: EngineId, threads: number): Promise<{ gemmGmacPerSecond: number; copyGBPerSecond: number }>;
  /** Loses the device on purpose: for tests. */
  loseDevice(): Promise<void>;
}
