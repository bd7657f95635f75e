/** What things are called in the interface; by getters, because the language can change while the page is open. */
import { msg } from '@lit/localize';
import type { EngineChoice, EngineId } from '#core/engine-id.ts';
import type { Look } from '#core/look.ts';
import type { ResultKind, Task } from '#core/result.ts';

export const taskNames: Record<Task, { title: string; question: string }> = {
  get segmentation() {
    return { title: msg('Segment'), question: msg('What is where: every pixel gets a class.') };
  },
  get matting() {
    return {
      title: msg('Portrait'),
      question: msg('Who is in front: the person is cut out of the background.'),
    };
  },
  get detection() {
    return { title: msg('Detect'), question: msg('What is there: a box around each object.') };
  },
  get counting() {
    return { title: msg('Count'), question: msg('How many: an estimate of the people in a crowd.') };
  },
  get classification() {
    return { title: msg('Classify'), question: msg('What this is: names for what the whole picture shows.') };
  },
  get enhancement() {
    return {
      title: msg('Enhance'),
      question: msg('What the dark hides: the picture itself, made brighter.'),
    };
  },
  get reading() {
    return {
      title: msg('Read'),
      question: msg('What is written: the line of text in the middle of the picture.'),
    };
  },
};

/** `short` is for figures, `long` for choices. */
export const engineNames: Record<EngineChoice, { short: string; long: string }> = {
  get auto() {
    return { short: msg('automatic'), long: msg('Automatic (measured)') };
  },
  get 'ort-webgpu'() {
    return { short: msg('ONNX Runtime on WebGPU'), long: msg('WebGPU (ONNX Runtime)') };
  },
  get 'ort-wasm'() {
    return { short: msg('ONNX Runtime on WASM'), long: msg('WASM, CPU (ONNX Runtime)') };
  },
  get 'ort-webnn'() {
    return { short: msg('ONNX Runtime on WebNN'), long: msg('WebNN (ONNX Runtime)') };
  },
  get 'mediapipe-cpu'() {
    return { short: msg('MediaPipe on CPU'), long: msg('MediaPipe on the CPU') };
  },
  get 'mediapipe-gpu'() {
    return { short: msg('MediaPipe on WebGL'), long: msg('MediaPipe on WebGL') };
  },
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
  get none() {
    return msg('As is');
  },
  get green() {
    return msg('Green');
  },
  get blur() {
    return msg('Blur');
  },
  get image() {
    return msg('Image');
  },
  get matte() {
    return msg('Matte');
  },
};

/** Which kinds have something in them that can be counted. */
export function canBeCounted(kind: ResultKind | undefined): boolean {
  return kind === 'boxes' || kind === 'density-map';
}

/** Which kinds have classes that can be hidden one by one. */
export function hasClasses(kind: ResultKind): boolean {
  return kind === 'boxes' || kind === 'label-map';
}
