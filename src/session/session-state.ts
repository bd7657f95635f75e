/** What a live session is told and what it tells; plain data, so that any interface can show it. */
import type { EngineChoice } from '#core/engine-id.ts';
import type { ErrorData } from '#core/errors/vitrine-error.ts';
import type { FrameReport } from '#core/frame-report.ts';
import type { Size, UnitPoint } from '#core/geometry.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { Look } from '#core/look.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { NodePlacement } from '#core/node-placement.ts';
import type { MediaSource } from '#media/media-source.ts';
import type {
  Heartbeat,
  LoadProgress,
  OpenReport,
  ResourceCounts,
} from '#workers/inference/inference.api.ts';

export type SourceSettings =
  /** `deviceId` empty: the remembered or default camera. `label` finds the camera again when its id changed. */
  | {
      kind: 'camera';
      deviceId: string;
      label: string;
      width: number;
      height: number;
      frameRate: number;
      isExact?: boolean;
    }
  | { kind: 'video'; file: Blob; name: string }
  | { kind: 'image'; file: Blob; name: string }
  /** A screen, window or tab, chosen in the browser's own dialog. */
  | { kind: 'screen' }
  /** The built-in animated scene, for machines without a camera. */
  | { kind: 'scene' };

export type SourceKind = SourceSettings['kind'];

/** Frames that several sessions share (`Feed`); `of` is where they come from, and what the state calls it. */
export interface RelayedFrames {
  kind: 'relayed';
  of: SourceKind;
  source: MediaSource;
}

/** Which file of the catalogue runs, and how. */
export interface ModelSettings {
  model: string;
  variant: string;
  size: Size;
  precision: 'fp32' | 'fp16';
  engine: EngineChoice;
  roundTrip: boolean;
  graphCapture: boolean;
  /** 0: as many as the machine grants. */
  threads: number;
}

export interface SourceState {
  status: 'none' | 'opening' | 'live' | 'ended' | 'failed';
  kind: SourceKind | undefined;
  /** The camera's name or the file's name. */
  label: string;
  size: Size | undefined;
  frameRate: number | undefined;
  error: ErrorData | undefined;
}

export interface ModelState {
  status: 'none' | 'loading' | 'ready' | 'failed';
  settings: ModelSettings | undefined;
  file: ModelFile | undefined;
  progress: LoadProgress | undefined;
  report: OpenReport | undefined;
  error: ErrorData | undefined;
}

export interface SessionState {
  /** `recovering`: the supervisor rebuilds something while the last picture stays up; `recovery` says what. */
  phase: 'idle' | 'starting' | 'live' | 'paused' | 'recovering' | 'failed';
  recovery: string | undefined;
  machine: MachineReport | undefined;
  source: SourceState;
  model: ModelState;
  look: Look;
}

/** Quantiles over the sliding window, in milliseconds. */
export interface Quantiles {
  p50: number;
  p95: number;
  p99: number;
}

/** The meter's figures; recomputed at most four times a second. */
export interface MeterReading {
  /** Frames in the window. */
  frames: number;
  captureFps: number;
  inferenceFps: number;
  displayFps: number;
  dropped: number;
  /** Stage means over the window. */
  stages: { captureMs: number; preprocessMs: number; inferenceMs: number; decodeMs: number; drawMs: number };
  inference: Quantiles;
  /** Capture to display. */
  age: Quantiles;
  /**
   * Mean part of the picture that changes class (or side of a matte's half) from one frame to the next, 0..1; what moves
   * is among it. Undefined for results without such.
   */
  flicker: number | undefined;
  /** Undefined where the adapter has no timestamp queries. */
  gpu: Quantiles | undefined;
  /** The newest inference times, oldest first, for the sparkline; reused between readings. */
  recentMs: Float32Array;
}

/** Event names and their details; each is a CustomEvent on the session. */
export interface SessionEvents {
  statechange: SessionState;
  frame: FrameReport;
  meter: MeterReading;
  /** What the running worker says of itself, every few seconds. */
  beat: Heartbeat;
  /** The element that took the place of the canvas (see `attachCanvas`). */
  canvaschange: HTMLCanvasElement;
}

/** The live session as the interface sees it; `LiveSession` implements it. */
export interface Session extends EventTarget {
  readonly state: SessionState;
  readonly reading: MeterReading;
  /**
   * Takes the canvas over (transferControlToOffscreen); call once. A canvas keeps its context type and its worker for
   * life, so the session replaces the element in place by a clone (same attributes, no listeners) when an engine of
   * another kind or a new worker needs it, and says so by `canvaschange`. Do not bind to it or keep a reference: style
   * it by its class or its container.
   */
  attachCanvas(canvas: HTMLCanvasElement): Promise<void>;
  /** Opens the source; the former one is closed when the new one is live. Failures go to `state.source.error`. */
  setSource(settings: SourceSettings | RelayedFrames): Promise<void>;
  stopSource(): Promise<void>;
  /** Loads the model; the former one keeps running until the new one is ready. Failures go to `state.model.error`. */
  setModel(settings: ModelSettings): Promise<void>;
  /** Cancels a load under way. */
  cancelModel(): void;
  closeModel(): Promise<void>;
  setLook(look: Look): void;
  /** Whether `frame` events carry the results cell by cell (`FrameReport.map`); off at first. */
  setMaps(wanted: boolean): void;
  /**
   * The class at a point of the picture that is shown, as an index into the model's labels; undefined where the result
   * has none for each point. As quick as the worker: a frame on WASM comes first.
   */
  classAt(point: UnitPoint): Promise<number | undefined>;
  /** What lies behind the person: a picture, or a video that plays there. Throws VitrineError('bad-file'). */
  setBackground(file: Blob | undefined): Promise<void>;
  setPaused(paused: boolean): void;
  /**
   * In a video file: pauses, and shows the next frame, the one before or (0) the present one with its result. Resolves
   * with its `timestampUs`, the frame's time in the file, once it is on its way to the model; undefined where there is
   * none.
   * Throws VitrineError('unsupported') for other sources.
   */
  step(by: 1 | 0 | -1): Promise<number | undefined>;
  /**
   * The sound of a video file while it plays, as tracks that the caller stops. Throws VitrineError('silent-file' |
   * 'unsupported').
   */
  openSound(): Promise<MediaStreamTrack[]>;
  /** The picture as shown, without page overlays. */
  snapshot(): Promise<Blob>;
  resources(): Promise<ResourceCounts>;
  /** Where the nodes of the running model really are; empty where none runs or the runtime does not tell. */
  placement(): Promise<readonly NodePlacement[]>;
  loseDevice(): Promise<void>;
  dispose(): Promise<void>;
}
