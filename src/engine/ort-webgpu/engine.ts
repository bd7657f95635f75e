import type { InferenceSession } from 'onnxruntime-web';
import { VitrineError, isAbort } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { Engine, EngineConditions, EngineSession } from '../engine.ts';
import { openOrt, reasonOf } from '../open-ort.ts';
import { OrtCpuSession } from '../ort-cpu-session.ts';
import { OrtGpuSession } from '../ort-gpu-session.ts';
import { loadWebgpuRuntime, type Ort } from '../ort-runtime.ts';
import { placeNodes } from '../place-nodes.ts';
import { probe } from './probe.ts';

/** onnxruntime's native WebGPU provider on our own device. */
export const engine: Engine = {
  id: 'ort-webgpu',
  format: 'onnx',
  probe,
  async open(bytes, file, { device, io, graphCapture }, signal) {
    if (!device) throw new TypeError('ort-webgpu needs options.device, got undefined');
    const ort = await loadWebgpuRuntime();
    signal.throwIfAborted();
    const conditions: EngineConditions = {
      engine: 'ort-webgpu',
      threads: 0,
      precision: file.precision,
      graphCapture: false,
      notes: [],
    };
    if (io === 'round-trip') {
      const session = await openOrt(ort, bytes, file, providerOptions(device), signal);
      const notes = graphCapture ? ['graph capture is off: it needs tensors that stay on the GPU'] : [];
      return new OrtCpuSession(ort, session, file, { ...conditions, notes });
    }
    if (!graphCapture) return openBound(ort, bytes, file, device, conditions, signal);
    if (file.states) {
      // After another session was disposed, replays of onnxruntime-web 1.30 see states as they were when captured.
      const notes = ['graph capture is off: this network remembers, and a captured graph forgets'];
      return openBound(ort, bytes, file, device, { ...conditions, notes }, signal);
    }
    try {
      return await openCaptured(ort, bytes, file, device, conditions, signal);
    } catch (error) {
      if (isAbort(error) || (error instanceof VitrineError && error.code !== 'engine-failed')) throw error;
      const reason = error instanceof VitrineError ? (error.detail ?? error.message) : reasonOf(error);
      const notes = [`graph capture refused: ${reason}`];
      return openBound(ort, bytes, file, device, { ...conditions, notes }, signal);
    }
  },
  async place(bytes, { device }, signal) {
    if (!device) throw new TypeError('ort-webgpu needs options.device, got undefined');
    return placeNodes(await loadWebgpuRuntime(), bytes, providerOptions(device), signal);
  },
};

async function openBound(
  ort: Ort,
  bytes: Uint8Array,
  file: ModelFile,
  device: GPUDevice,
  conditions: EngineConditions,
  signal: AbortSignal,
): Promise<EngineSession> {
  const session = await openOrt(ort, bytes, file, providerOptions(device), signal);
  return new OrtGpuSession(ort, session, file, device, conditions);
}

/** The first run captures the commands and the second replays them: a model that cannot do either fails here. */
async function openCaptured(
  ort: Ort,
  bytes: Uint8Array,
  file: ModelFile,
  device: GPUDevice,
  conditions: EngineConditions,
  signal: AbortSignal,
): Promise<EngineSession> {
  const options = { ...providerOptions(device), enableGraphCapture: true };
  const raw = await openOrt(ort, bytes, file, options, signal);
  const session = new OrtGpuSession(ort, raw, file, device, { ...conditions, graphCapture: true });
  try {
    await session.run();
    await session.run();
    session.reset();
    signal.throwIfAborted();
    return session;
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

/** Our device goes in the provider's options: `env.webgpu.device` is ignored by this build (../shared/RUNTIME.md). */
function providerOptions(device: GPUDevice): InferenceSession.SessionOptions {
  return { executionProviders: [{ name: 'webgpu', device }] };
}
