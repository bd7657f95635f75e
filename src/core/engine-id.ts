export type EngineId = 'ort-webgpu' | 'ort-wasm' | 'ort-webnn' | 'mediapipe-cpu' | 'mediapipe-gpu';

/** `auto` measures a short probe and takes the fastest. */
export type EngineChoice = EngineId | 'auto';

export type Support = { ok: true } | { ok: false; reason: string };
