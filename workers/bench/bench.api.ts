/** The contract between a bench and the worker of one cell. Types only: this is all that crosses. */
import type { EngineId } from '#core/engine-id.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { Measured } from '#bench/measure-runs.ts';
import type { Output } from '#bench/agreement.ts';
import type { Plan } from '#bench/plan.ts';

export interface CellRequest {
  file: ModelFile;
  engine: EngineId;
  threads: number;
  roundTrip: boolean;
  /** When the page started this worker: performance.timeOrigin + now, in milliseconds. */
  startedMs: number;
  /** Of a file whose model is in no folder: the identity model of bars, and models that a person brought. */
  manifest?: ModelManifest;
}

export type CellStage = 'download' | 'session' | 'first-inference' | 'warm-up' | 'measure' | 'inspect';

export interface CellOpened {
  conditions: {
    engine: EngineId;
    threads: number;
    precision: 'fp32' | 'fp16';
    graphCapture: boolean;
    notes: string[];
  };
  load: { downloadMs: number; sessionCreateMs: number; firstInferenceMs: number; firstResultMs: number };
  /** What the model gave for the reference frame. */
  outputs: Output[];
}

export interface CellMeasured extends Measured {
  /** By timestamp queries; empty where there are none. */
  gpuMs: number[];
  jsHeapBytes?: number;
  gpuBytes?: number;
}

export interface CellInspected {
  nodes: number;
  /** By operator. */
  operators: Record<string, number>;
}

export interface MachineDescription {
  machine: MachineReport;
  features: string[];
  limits: Record<string, number>;
  clockStepMs: number;
}

export interface BenchApi {
  describe(): Promise<MachineDescription>;
  /** Milliseconds of the fixed reference workload: plain arithmetic on the CPU, the median of a few. */
  reference(): Promise<number>;
  /** Downloads, opens and runs the model once on the reference frame. */
  open(request: CellRequest, onStage: (stage: CellStage) => void): Promise<CellOpened>;
  measure(runs: Plan['runs'], onStage: (stage: CellStage) => void): Promise<CellMeasured>;
  /** Of ONNX files; undefined for others. */
  inspect(): Promise<CellInspected | undefined>;
  /** What the engine reaches on a matrix product and on an addition of large arrays. */
  peak(engine: EngineId, threads: number): Promise<{ gemmGmacPerSecond: number; copyGBPerSecond: number }>;
  /** Loses the device on purpose: for tests. */
  loseDevice(): Promise<void>;
}
