import type { EngineId } from '#core/engine-id.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { OpenOptions, EngineSession } from '#engine/engine.ts';
import type { EngineRegistry } from '#engine/registry.ts';
import type { GpuHolder } from './gpu-holder.ts';
import type { OpenableModel } from './openable-model.ts';

export interface SessionRequest extends Pick<OpenOptions, 'graphCapture' | 'threads'> {
  engine: EngineId;
  roundTrip: boolean;
}

/** A session of that engine, on the held GPU where it computes there. Throws `unsupported` for files of another format. */
export async function openSession(
  engines: EngineRegistry,
  gpu: GpuHolder,
  { bytes, file }: OpenableModel,
  { engine: id, roundTrip, graphCapture, threads }: SessionRequest,
  signal: AbortSignal,
): Promise<EngineSession> {
  const engine = await engines.load(id);
  if (engine.format !== file.format) {
    throw new VitrineError(
      'unsupported',
      `${id} runs ${engine.format} files; ${file.file} is ${file.format}.`,
    );
  }
  const device = id === 'ort-webgpu' ? (await gpu.open()).device : undefined;
  const io = roundTrip ? 'round-trip' : 'bound';
  return engine.open(bytes, file, { device, io, graphCapture, threads }, signal);
}
