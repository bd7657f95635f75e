/** Manifests and files as the catalogue would hold them; names are invented, so that nothing can depend on real ones. */
import type { ModelFile } from '#core/io-spec.ts';
import type { ResultKind, Task } from '#core/result.ts';
import type { ModelManifest } from '#models/manifest.ts';
import type { ModelSettings, SessionState } from '#session/session-state.ts';
import { fakeMachine } from '#tests/helpers/fake-machine.ts';
import type { OpenReport } from '#workers/inference/inference.api.ts';

export { fakeMachine };

const square = { width: 256, height: 256 };

function manifest(id: string, task: Task, kind: ResultKind, more: Partial<ModelManifest>): ModelManifest {
  return {
    id,
    title: id.toUpperCase(),
    summary: `Does ${task} in tests.`,
    task,
    kind,
    variants: [
      {
        id: 'base',
        title: 'Base',
        trainedOn: 'invented data',
        source: { from: 'url', url: 'https://example.org/weights', sha256: '0'.repeat(64), bytes: 3_400_000 },
        checkpoint: 'pytorch',
        sizes: [square],
        params: 640_000,
        macs: 5e8,
        licence: { code: 'MIT', weights: 'CC-BY-4.0', data: 'Invented.' },
        published: [],
      },
    ],
    input: {
      name: 'input',
      layout: 'nchw',
      channels: 'rgb',
      scale: 1 / 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      fit: 'stretch',
      pad: 0,
    },
    outputs: [],
    labels: [],
    sizeMultiple: 1,
    paper: { title: 'A paper', url: 'https://example.org/paper' },
    embedded: false,
    ...more,
  };
}

export const fakeManifests: readonly ModelManifest[] = [
  manifest('matte-net', 'matting', 'alpha-matte', { embedded: true }),
  manifest('box-net', 'detection', 'boxes', {
    embedded: true,
    labels: [
      { name: 'person', colour: [230, 80, 60] },
      { name: 'bicycle', colour: [250, 220, 90] },
    ],
    nms: 'per-class',
  }),
  manifest('road-net', 'segmentation', 'label-map', {
    labels: [
      { name: 'sky', colour: [70, 130, 180] },
      { name: 'road', colour: [128, 64, 128] },
      { name: 'tree', colour: [107, 142, 35] },
    ],
  }),
  manifest('crowd-net', 'counting', 'density-map', {}),
];

export const fakeLabels = (model: string) =>
  Promise.resolve(fakeManifests.find(({ id }) => id === model)?.labels ?? []);

export function fakeFile(model: string, change: Partial<ModelFile> = {}): ModelFile {
  return {
    model,
    variant: 'base',
    format: 'onnx',
    precision: 'fp32',
    size: square,
    file: `${model}.onnx`,
    bytes: 3_400_000,
    sha256: '0'.repeat(64),
    input: { name: 'input', shape: [1, 3, 256, 256] },
    outputs: [],
    trained: true,
    ...change,
  };
}

export const fakeReport: OpenReport = {
  engine: 'ort-webgpu',
  decision: undefined,
  threads: 0,
  precision: 'fp32',
  graphCapture: true,
  roundTrip: false,
  notes: [],
  sessionCreateMs: 840,
  firstInferenceMs: 412,
};

export function fakeSettings(model: string): ModelSettings {
  return {
    model,
    variant: 'base',
    size: square,
    precision: 'fp32',
    engine: 'auto',
    roundTrip: false,
    graphCapture: true,
    threads: 0,
  };
}

/** The state of a live session that runs this model. */
export function liveState(model: string): Partial<SessionState> {
  return {
    phase: 'live',
    machine: fakeMachine,
    source: {
      status: 'live',
      kind: 'camera',
      label: 'Test camera',
      size: { width: 640, height: 480 },
      frameRate: 30,
      error: undefined,
    },
    model: {
      status: 'ready',
      settings: fakeSettings(model),
      file: fakeFile(model),
      progress: undefined,
      report: fakeReport,
      error: undefined,
    },
  };
}

export const warmReading = {
  frames: 240,
  captureFps: 30,
  inferenceFps: 24.6,
  displayFps: 24.5,
  dropped: 187,
  stages: { captureMs: 2.1, preprocessMs: 1.4, inferenceMs: 31.5, decodeMs: 0.9, drawMs: 2.2 },
  inference: { p50: 31.2, p95: 38.4, p99: 44 },
  age: { p50: 38.6, p95: 51, p99: 66.2 },
  gpu: { p50: 29.4, p95: 34, p99: 41 },
  flicker: undefined,
  recentMs: Float32Array.from({ length: 120 }, (_, i) => 31 + 4 * Math.sin(i / 4) + (i % 17 === 0 ? 9 : 0)),
};
