import type { MachineReport } from '#core/machine-report.ts';

/** The machine that tests run on: Chromium's software renderer, two threads, no WebNN. */
export const fakeMachine: MachineReport = {
  adapter: {
    vendor: 'google',
    architecture: 'swiftshader',
    device: '0xc0de',
    description: 'SwiftShader Device (Subzero)',
    software: true,
    shaderF16: false,
    timestampQuery: true,
  },
  webgpuReason: undefined,
  webgl: { renderer: 'ANGLE (Google, SwiftShader driver)', software: true },
  crossOriginIsolated: true,
  sharedMemory: true,
  simd: true,
  threads: 2,
  logicalProcessors: 2,
  frameImport: 'external-texture',
  engines: {
    'ort-webgpu': { ok: true },
    'ort-wasm': { ok: true },
    'ort-webnn': { ok: false, reason: 'navigator.ml is missing' },
    'mediapipe-cpu': { ok: true },
    'mediapipe-gpu': { ok: true },
  },
};
