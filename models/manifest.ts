/** The type of a model's manifest: what the page, the workers and the prepare command know of it. */
import type { Size } from '#core/geometry.ts';
import type { InputSpec, OutputSpec } from '#core/io-spec.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { ResultKind, Task } from '#core/result.ts';

/** Length and hash of a published file: its SHA-256, or the SHA-1 of its git blob where only that is known. */
export type Pinned = { bytes: number } & (
  { sha256: string; gitBlob?: undefined } | { gitBlob: string; sha256?: undefined }
);

/** A file that is only believed when its length and hash are right. */
export interface PinnedFile {
  path: string;
  sha256: string;
  bytes: number;
}

/** Where weights come from. Third-party weights are never committed. */
export type WeightsSource =
  /** Inside an npm package that package.json pins. `path` within it; `extra` are further files it needs. */
  | {
      from: 'npm';
      package: string;
      path: string;
      extra?: readonly PinnedFile[];
      sha256: string;
      bytes: number;
    }
  /** At a pinned URL; VITRINE_MIRROR is looked up by sha256 first. */
  | ({ from: 'url'; url: string } & Pinned)
  /**
   * None that could be fetched and pinned: the exporter makes filler, the same everywhere and good for measuring speed
   * only. Made on demand, never the default, labelled wherever it shows. `official`: where the authors publish theirs.
   */
  | { from: 'untrained'; official?: string }
  /** Trained by us, committed under models/<family>/weights/. */
  | { from: 'own'; path: string; sha256: string; bytes: number }
  /** Brought by a person and kept in their browser (src/session/user-models); no folder here has it. */
  | { from: 'user'; sha256: string; bytes: number };

export type CheckpointFormat = 'pytorch' | 'hdf5' | 'safetensors' | 'onnx' | 'tfjs' | 'tflite';

/** A figure somebody else published, never mixed with ours. */
export interface PublishedFigure {
  what: string;
  value: string;
  /** Device, data and size, as published. */
  conditions: string;
  source: string;
}

export interface Licence {
  /** SPDX id of the original code. */
  code: string;
  /** SPDX id of the weights, or a plain word where none is stated. */
  weights: string;
  /** What the training data allows, in one sentence. */
  data: string;
}

export interface ModelVariant {
  /** Unique within the model, kebab-case. */
  id: string;
  title: string;
  /** The data set and its classes. */
  trainedOn: string;
  source: WeightsSource;
  checkpoint: CheckpointFormat;
  /** Input sizes that `npm run models` exports; the first is the default. Any size for which `isValidSize` holds works. */
  sizes: readonly Size[];
  /** Handed to the network program as its configuration (width multiplier, class count ...). */
  config?: Readonly<Record<string, number | string | boolean>>;
  params: number;
  /** Multiply-accumulates at the default size, batch 1; undefined where not counted. */
  macs?: number;
  licence: Licence;
  published: readonly PublishedFigure[];
  /** Overrides of the model's defaults. */
  labels?: readonly ClassLabel[];
  input?: InputSpec;
  outputs?: readonly OutputSpec[];
  /** Also offered to MediaPipe under this file name (TFLite with metadata). */
  mediapipe?: boolean;
}

export interface ModelManifest {
  /** The published id, kebab-case, equal to the folder's name. */
  id: string;
  title: string;
  /** One plain sentence for the picker. */
  summary: string;
  task: Task;
  kind: ResultKind;
  variants: readonly ModelVariant[];
  input: InputSpec;
  outputs: readonly OutputSpec[];
  /** Names and colours in output order; empty for kinds without classes, and where `loadLabels` has them. */
  labels: readonly ClassLabel[];
  /** Labels that are too many for the page, which loads every manifest; workers call it. */
  loadLabels?: () => Promise<readonly ClassLabel[]>;
  /** Sides must be multiples of this. */
  sizeMultiple: number;
  /** How overlapping candidates are merged; `none` where the graph already keeps peaks only. Boxes only. */
  nms?: 'per-class' | 'none';
  /** Operators of the graph that WebGPU leaves to the CPU (`npm run bar:graph` holds it to that); none by default. */
  cpuOperators?: readonly string[];
  /** Of a model that a person brought: the family whose decode.ts reads it; without one its boxes are plain lists. */
  decoder?: string;
  paper: { title: string; url: string };
  /** True: `npm start` needs it; its weights come from the npm registry or this repository, so that it is always here. */
  embedded: boolean;
}
