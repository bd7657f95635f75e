import type { EngineId, Support } from './engine-id.ts';

/** The adapter as far as the browser tells. */
export interface AdapterReport {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
  /** A software renderer (SwiftShader, lavapipe, WARP ...): shown as such, never called a GPU. */
  software: boolean;
  shaderF16: boolean;
  timestampQuery: boolean;
}

/** What draws for WebGL2. */
export interface WebglReport {
  /** As the browser names it; some name a family only. */
  renderer: string;
  software: boolean;
}

/** The truth about the machine, as the worker found it by probing. */
export interface MachineReport {
  /** Undefined: no WebGPU here; `webgpuReason` says why. */
  adapter: AdapterReport | undefined;
  webgpuReason: string | undefined;
  /** Who draws for WebGL2, which may be another than WebGPU's adapter; undefined: no WebGL2 in workers. */
  webgl: WebglReport | undefined;
  crossOriginIsolated: boolean;
  /** SharedArrayBuffer itself was tested: some browsers are isolated and lack it. */
  sharedMemory: boolean;
  simd: boolean;
  /** Threads that WASM engines may use. */
  threads: number;
  logicalProcessors: number;
  /** The best way for VideoFrames to reach the GPU that works; on the first frames it is timed against write-texture. */
  frameImport: 'external-texture' | 'copy-external-image' | 'write-texture' | 'none';
  engines: Record<EngineId, Support>;
}
