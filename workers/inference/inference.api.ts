/** The contract between the page and a live worker. Types only: this is all that crosses. */
import type { EngineChoice, EngineId } from '#core/engine-id.ts';
import type { FrameCounts, FrameReport } from '#core/frame-report.ts';
import type { UnitPoint } from '#core/geometry.ts';
import type { ErrorData } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { NodePlacement } from '#core/node-placement.ts';
import type { Look } from '#core/look.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { ProbeFile } from '#session/model-catalog.api.ts';
import type { SourceHandle } from '#media/source-handle.ts';

export type { SourceHandle };

export interface OpenRequest {
  /** Names this call for `cancel`. */
  id: number;
  file: ModelFile;
  engine: EngineChoice;
  /** Run the naive way, over the CPU, for comparison. */
  roundTrip: boolean;
  graphCapture: boolean;
  threads: number;
  /** For engine `auto`: a small network to time engines with. */
  probe?: ProbeFile;
  /** A model that a person brought: its manifest stands in no folder, and its bytes lie in the browser. */
  user?: { manifest: ModelManifest; data: Blob };
}

export interface LoadProgress {
  stage: 'download' | 'verify' | 'runtime' | 'probe' | 'session' | 'first-inference';
  /** Bytes for `download`, otherwise 0. */
  loaded: number;
  total: number;
}

/** What the running model's figures must be read with. */
export interface OpenReport {
  engine: EngineId;
  /** With engine `auto`: what the probe measured, in milliseconds a run, in plain words. */
  decision: string | undefined;
  threads: number;
  precision: 'fp32' | 'fp16';
  graphCapture: boolean;
  roundTrip: boolean;
  notes: readonly string[];
  sessionCreateMs: number;
  firstInferenceMs: number;
}

export interface Heartbeat {
  /** Milliseconds since the newest frame was shown or could first be. */
  frameAgeMs: number;
  /** Milliseconds since the pixels of the source last changed, or since it was attached. */
  stillMs: number;
  counts: FrameCounts;
}

/** Live things the worker holds, to prove that nothing leaks. */
export interface ResourceCounts {
  gpuBuffers: number;
  gpuBufferBytes: number;
  gpuTextures: number;
  gpuTextureBytes: number;
  openFrames: number;
}

export type WorkerEvent =
  | { type: 'frame'; report: FrameReport }
  /**
   * The source ended by itself (camera unplugged, file over), or its stream failed: the `attachment`-th of this worker,
   * counted from 1. Another may be on its way by the time that this is heard.
   */
  | { type: 'source-ended'; attachment: number; counts: FrameCounts; error: ErrorData | undefined }
  /** The GPU device was lost; the session has to be opened again. The last picture stays up. */
  | { type: 'device-lost'; reason: string }
  /** The model about to run draws with another context type, and a canvas has one for life: attach a fresh canvas. */
  | { type: 'canvas-needed' }
  /** The canvas attached last shows its first frame: time to put it on the page. */
  | { type: 'canvas-live' }
  /** The model failed while running and was closed; the bare frame is shown. */
  | { type: 'error'; error: ErrorData };

export interface InferenceApi {
  probe(): Promise<MachineReport>;
  /** Transferred; drawn to from here on. Again after `canvas-needed`, or with the first canvas of a new worker. */
  attachCanvas(canvas: OffscreenCanvas): Promise<void>;
  /** Loads, verifies and opens; the source keeps running and the old model stays until the new one is ready. */
  open(request: OpenRequest, onProgress: (progress: LoadProgress) => void): Promise<OpenReport>;
  cancel(id: number): Promise<void>;
  /** Frees the session and keeps showing the bare frame. */
  closeModel(): Promise<void>;
  attachSource(source: SourceHandle): Promise<void>;
  detachSource(): Promise<void>;
  setLook(look: Look): Promise<void>;
  /** Whether reports carry the results cell by cell (`FrameReport.map`): some hundred kilobytes a frame. */
  setMaps(wanted: boolean): Promise<void>;
  /** The class at a point of the newest picture; undefined where the result has none for each point. */
  classAt(point: UnitPoint): Promise<number | undefined>;
  /** Transferred. */
  setBackground(image: ImageBitmap | undefined): Promise<void>;
  setPaused(paused: boolean): Promise<void>;
  subscribe(listener: (event: WorkerEvent) => void): Promise<void>;
  /** The heart-beat: answers at once. */
  ping(): Promise<Heartbeat>;
  resources(): Promise<ResourceCounts>;
  /** Where the nodes of the running model really are; empty where none runs or the runtime does not tell. Takes seconds. */
  placement(): Promise<readonly NodePlacement[]>;
  /** Milliseconds of `count` bare runs of the open model, one after another, with no frame under way. */
  timeRuns(count: number): Promise<number[]>;
  /** Loses the device on purpose: for tests and the kiosk's drill. */
  loseDevice(): Promise<void>;
  dispose(): Promise<void>;
}
