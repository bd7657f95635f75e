import { openOrt } from '../open-ort.ts';
import { OrtCpuSession } from '../ort-cpu-session.ts';
import { loadWasmRuntime } from '../ort-runtime.ts';
import { grantThreads } from '../wasm-threads.ts';
import type { Engine } from '../engine.ts';
import { placeNodes } from '../place-nodes.ts';
import { probe } from './probe.ts';

/**
 * Threads of the pool spin for some 13 ms after a run before they sleep, and take the cores from other sessions meanwhile.
 * Nothing turns that off: onnxruntime-web (1.30) has one pool for all sessions of a runtime, and
 * `session.intra_op.allow_spinning` and `session.force_spinning_stop` are heeded for a session's own pool only.
 */
const options = { executionProviders: ['wasm'] };

/** onnxruntime on the CPU: SIMD always, threads where memory can be shared. */
export const engine: Engine = {
  id: 'ort-wasm',
  format: 'onnx',
  probe,
  async open(bytes, file, { threads: wanted, io }, signal) {
    const ort = await loadWasmRuntime(grantThreads(wanted));
    signal.throwIfAborted();
    const session = await openOrt(ort, bytes, file, options, signal);
    const threads = ort.env.wasm.numThreads ?? 1;
    const notes: string[] = [];
    const granted = grantThreads(wanted);
    if (granted !== threads) notes.push(`${threads} threads: fixed when the runtime was loaded`);
    if (wanted > granted) notes.push(`${wanted} threads asked for, ${granted} granted`);
    if (io === 'round-trip') notes.push('the CPU round trip changes nothing: this engine is on the CPU');
    return new OrtCpuSession(ort, session, file, {
      engine: 'ort-wasm',
      threads,
      precision: file.precision,
      graphCapture: false,
      notes,
    });
  },
  async place(bytes, { threads }, signal) {
    const ort = await loadWasmRuntime(grantThreads(threads));
    return placeNodes(ort, bytes, { executionProviders: ['wasm'] }, signal);
  },
};
