export const engineIds = ['ort-webgpu', 'ort-wasm', 'ort-webnn', 'mediapipe-cpu', 'mediapipe-gpu'] as const;

export type EngineId = (typeof engineIds)[number];

/** `auto` measures a short probe and takes the fastest. */
export type EngineChoice = EngineId | 'auto';

export type Support = { ok: true } | { ok: false; reason: string };
