import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { AdapterReport } from '#core/machine-report.ts';
import { ResourceLedger } from './resource-ledger.ts';
import { isSoftwareAdapter } from './software-adapter.ts';

/** Our one device. Its loss is `device.lost`, which the worker watches; a new `requestGpu` replaces it. */
export interface Gpu {
  readonly device: GPUDevice;
  readonly adapter: AdapterReport;
  readonly ledger: ResourceLedger;
}

/** Taken where the adapter has them: timings, fp16 models, onnxruntime's faster kernels. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups'];

/** Raised from the defaults to what the adapter grants: models hold large tensors, onnxruntime wide workgroups. */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxTextureDimension2D',
] as const;

/** A browser whose GPU process is gone may never answer; then there is no WebGPU here (guessed, far above 1 s seen). */
const DEADLINE_MS = 20_000;

/** A device for everything, with counted resources. Throws VitrineError('unsupported') in plain words. */
export async function requestGpu(): Promise<Gpu> {
  // Browsers without WebGPU lack the property, whatever the types say.
  const gpu = navigator.gpu as GPU | undefined;
  if (!gpu) throw new VitrineError('unsupported', 'This browser has no WebGPU.');
  const adapter = await inTime(gpu.requestAdapter({ powerPreference: 'high-performance' }), 'requestAdapter');
  if (!adapter) throw new VitrineError('unsupported', 'The browser found no WebGPU adapter on this machine.');
  const device = await inTime(requestDevice(adapter), 'requestDevice', (late) => late.destroy());
  return { device, adapter: describeAdapter(adapter), ledger: new ResourceLedger(device) };
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits: Record<string, number> = {};
  for (const limit of RAISED_LIMITS) requiredLimits[limit] = adapter.limits[limit];
  const requiredFeatures = WANTED_FEATURES.filter((feature) => adapter.features.has(feature));
  try {
    return await adapter.requestDevice({ label: 'vitrine', requiredFeatures, requiredLimits });
  } catch (cause) {
    throw new VitrineError('unsupported', 'The WebGPU adapter refused a device.', {
      detail: String(cause),
      cause,
    });
  }
}

function describeAdapter(adapter: GPUAdapter): AdapterReport {
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const names = { vendor, architecture, device, description };
  return {
    ...names,
    // Older browsers have the flag on the adapter or nowhere.
    software: isSoftwareAdapter(names, isFallbackAdapter ?? false),
    shaderF16: adapter.features.has('shader-f16'),
    timestampQuery: adapter.features.has('timestamp-query'),
  };
}

function inTime<T>(promise: Promise<T>, what: string, dropLate?: (late: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      reject(
        new VitrineError('unsupported', `WebGPU did not answer ${what} within ${DEADLINE_MS / 1000} s.`),
      );
    }, DEADLINE_MS);
    promise.then(
      (value) => {
        clearTimeout(timer);
        if (expired) dropLate?.(value);
        else resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
