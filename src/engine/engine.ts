/** What an engine is. Each lives in a folder `<runtime>-<device>` beside this file and is found by its name. */
import type { ModelFile, TensorView } from '#core/io-spec.ts';
import type { EngineId, Support } from '#core/engine-id.ts';
import type { NodePlacement } from '#core/node-placement.ts';

/** Everything that a reader needs beside a number. */
export interface EngineConditions {
  engine: EngineId;
  /** WASM threads that were granted; 0 on a GPU. */
  threads: number;
  precision: 'fp32' | 'fp16';
  /** True when the run is a captured graph. */
  graphCapture: boolean;
  /** Why a thing asked for is off, in plain words ("graph capture refused: ..."). */
  notes: readonly string[];
}

export interface GpuTensor {
  shape: readonly number[];
  /** float32, STORAGE | COPY_SRC | COPY_DST, owned by the session. */
  buffer: GPUBuffer;
}

/** IO binding: tensors are allocated once by the session; the caller writes the input, runs, and reads the outputs. */
export type SessionIo =
  | { location: 'cpu'; input: TensorView; outputs: ReadonlyMap<string, TensorView> }
  | { location: 'gpu'; input: GpuTensor; outputs: ReadonlyMap<string, GpuTensor> }
  /** The engine takes the frame itself (MediaPipe); outputs are on the CPU. */
  | { location: 'image'; outputs: ReadonlyMap<string, TensorView> };

export interface EngineSession {
  readonly conditions: EngineConditions;
  readonly io: SessionIo;
  /**
   * One inference over the bound input. Resolves when outputs are valid (CPU) or queued (GPU: submit after it).
   * `image` for io `image` only; not closed by the engine. Rejects with VitrineError.
   */
  run(image?: VideoFrame | ImageBitmap): Promise<void>;
  /** Forgets what earlier frames left in a recurrent network: the next run begins with zeros. Others have nothing. */
  reset(): void;
  /** Frees everything; a second call does nothing. */
  dispose(): Promise<void>;
}

export interface OpenOptions {
  /** Ours; required by GPU engines. */
  device?: GPUDevice;
  /** `bound`: outputs stay where they are made. `round-trip`: input and outputs cross to the CPU each run (the naive way). */
  io: 'bound' | 'round-trip';
  graphCapture: boolean;
  /** Wanted WASM threads; the engine may grant fewer. */
  threads: number;
}

export interface Engine {
  readonly id: EngineId;
  readonly format: ModelFile['format'];
  /** Never throws. */
  probe(): Promise<Support>;
  /** `bytes` belong to the engine from here on. Aborting rejects with an AbortError and frees what was made. */
  open(bytes: Uint8Array, file: ModelFile, options: OpenOptions, signal: AbortSignal): Promise<EngineSession>;
  /** Where the nodes of a model that can be opened really run; absent for runtimes that do not tell. Takes as long as opening. */
  place?(
    bytes: Uint8Array,
    options: Pick<OpenOptions, 'device' | 'threads'>,
    signal: AbortSignal,
  ): Promise<NodePlacement[]>;
}
