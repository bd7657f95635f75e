import { openOrt } from '../open-ort.ts';
import { OrtCpuSession } from '../ort-cpu-session.ts';
import { loadWebgpuRuntime } from '../ort-runtime.ts';
import type { Engine } from '../engine.ts';
import { probe } from './probe.ts';

/** onnxruntime's WebNN provider. Its tensors cross the CPU: an MLTensor cannot be drawn yet. */
export const engine: Engine = {
  id: 'ort-webnn',
  format: 'onnx',
  probe,
  async open(bytes, file, _options, signal) {
    const ort = await loadWebgpuRuntime();
    signal.throwIfAborted();
    const executionProviders = [{ name: 'webnn', deviceType: 'gpu' } as const];
    const session = await openOrt(ort, bytes, file, { executionProviders }, signal);
    return new OrtCpuSession(ort, session, file, {
      engine: 'ort-webnn',
      threads: 0,
      precision: file.precision,
      graphCapture: false,
      notes: ['WebNN decides where it runs; results cross to the CPU each run'],
    });
  },
};
