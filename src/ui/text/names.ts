/** What things are called in the interface. */
import type { EngineChoice, EngineId } from '#core/engine-id.ts';
import type { Look } from '#core/look.ts';
import type { ResultKind, Task } from '#core/result.ts';

export const taskNames: Record<Task, { title: string; question: string }> = {
  segmentation: { title: 'Segment', question: 'What is where: every pixel gets a class.' },
  matting: { title: 'Portrait', question: 'Who is in front: the person is cut out of the background.' },
  detection: { title: 'Detect', question: 'What is there: a box around each object.' },
  counting: { title: 'Count', question: 'How many: an estimate of the people in a crowd.' },
  classification: { title: 'Classify', question: 'What this is: names for what the whole picture shows.' },
  enhancement: { title: 'Enhance', question: 'What the dark hides: the picture itself, made brighter.' },
  reading: { title: 'Read', question: 'What is written: the line of text in the middle of the picture.' },
};

/** `short` is for figures, `long` for choices. */
export const engineNames: Record<EngineChoice, { short: string; long: string }> = {
  auto: { short: 'automatic', long: 'Automatic (measured)' },
  'ort-webgpu': { short: 'ONNX Runtime on WebGPU', long: 'WebGPU (ONNX Runtime)' },
  'ort-wasm': { short: 'ONNX Runtime on WASM', long: 'WASM, CPU (ONNX Runtime)' },
  'ort-webnn': { short: 'ONNX Runtime on WebNN', long: 'WebNN (ONNX Runtime)' },
  'mediapipe-cpu': { short: 'MediaPipe on CPU', long: 'MediaPipe on the CPU' },
  'mediapipe-gpu': { short: 'MediaPipe on WebGL', long: 'MediaPipe on WebGL' },
};

/** Engines whose figures are those of the graphics adapter. */
export const runsOnGpu: Record<EngineId, boolean> = {
  'ort-webgpu': true,
  'ort-wasm': false,
  // WebNN chooses CPU, GPU or NPU by itself and does not tell which.
  'ort-webnn': false,
  'mediapipe-cpu': false,
  'mediapipe-gpu': true,
};

export const backgroundNames: Record<Look['background'], string> = {
  none: 'As is',
  green: 'Green',
  blur: 'Blur',
  image: 'Image',
  matte: 'Matte',
};

/** Which kinds have something in them that can be counted. */
export function canBeCounted(kind: ResultKind | undefined): boolean {
  return kind === 'boxes' || kind === 'density-map';
}

/** Which kinds have classes that can be hidden one by one. */
export function hasClasses(kind: ResultKind): boolean {
  return kind === 'boxes' || kind === 'label-map';
}
