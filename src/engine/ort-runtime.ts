/**
 * The two builds of onnxruntime-web that we use, each loaded once per worker and only when an engine opens a model.
 *
 * `wasmPaths` names both files: then onnxruntime imports the .mjs from our origin, and its threads are workers of that
 * very file, so that `worker-src 'self'` holds. (With the copy embedded in the bundle, each thread would be a second
 * copy of our own worker.)
 */
import type * as OrtModule from 'onnxruntime-web';
import asyncifyMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import jspiMjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { PromiseQueue } from '#core/promise-queue.ts';
import { listenToConsole } from './runtime-log.ts';

export type Ort = typeof OrtModule;

const queues = new WeakMap<Ort, PromiseQueue>();

/**
 * onnxruntime-web is not re-entrant: every create, run and release goes through its build's queue. The builds share
 * nothing, so that a GPU that compiles shaders for a minute does not keep the CPU from running.
 */
export function queueOf(ort: Ort): PromiseQueue {
  const queue = queues.get(ort) ?? new PromiseQueue();
  queues.set(ort, queue);
  return queue;
}

/** Compiling 27 MB took 3 s on two slow cores; a machine that needs this long will not run models (guessed). */
const INIT_TIMEOUT_MS = 60_000;

let wasm: Promise<Ort> | undefined;
let webgpu: Promise<Ort> | undefined;

/** The CPU build. The number of threads is fixed by the first call in a worker. */
export function loadWasmRuntime(threads: number): Promise<Ort> {
  wasm ??= import('onnxruntime-web/wasm').then((ort) =>
    configure(ort, { mjs: plainMjs, wasm: plainWasm }, threads),
  );
  return wasm;
}

/**
 * The build with the native WebGPU and WebNN providers; what it leaves to the CPU runs on one thread. Where WebAssembly
 * can suspend (JSPI) there is one of 17 MB, elsewhere one of 27 MB that was rewritten to do without.
 */
export function loadWebgpuRuntime(): Promise<Ort> {
  webgpu ??=
    'Suspending' in WebAssembly
      ? import('onnxruntime-web/jspi').then((ort) => configure(ort, { mjs: jspiMjs, wasm: jspiWasm }, 1))
      : import('onnxruntime-web/webgpu').then((ort) =>
          configure(ort, { mjs: asyncifyMjs, wasm: asyncifyWasm }, 1),
        );
  return webgpu;
}

function configure(ort: Ort, paths: { mjs: string; wasm: string }, threads: number): Ort {
  listenToConsole();
  const absolute = (path: string) => new URL(path, self.location.href).href;
  ort.env.wasm.wasmPaths = { mjs: absolute(paths.mjs), wasm: absolute(paths.wasm) };
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.initTimeout = INIT_TIMEOUT_MS;
  ort.env.logLevel = 'error';
  return ort;
}
