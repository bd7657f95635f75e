import type { Fit, Size } from './geometry.ts';

/** A dense float32 tensor on the CPU, C order. Borrowed: valid until the session's next run. */
export interface TensorView {
  shape: readonly number[];
  data: Float32Array;
}

/** A tensor's name and static shape. All graph inputs and outputs are float32, also of fp16 models. */
export interface TensorSpec {
  name: string;
  shape: readonly number[];
}

/** How a frame becomes a model's input tensor: x = (u8 · scale − mean) / std, channel by channel. */
export interface InputSpec {
  name: string;
  layout: 'nchw' | 'nhwc';
  /** `gray` is round(0.299 R + 0.587 G + 0.114 B), one channel. */
  channels: 'rgb' | 'bgr' | 'gray';
  scale: number;
  mean: readonly number[];
  std: readonly number[];
  fit: Fit;
  /** Value of padding pixels before normalisation, 0..255. */
  pad: number;
}

/** What an output tensor means. `nchw` is [1,C,h,w] and `nhwc` [1,h,w,C]; h × w may be smaller than the input. */
export type OutputSpec =
  | { meaning: 'class-logits'; name: string; layout: 'nchw' | 'nhwc'; classes: number }
  /** Foreground opacity of channel `channel`, after `activation` (softmax over the channels) in 0..1. */
  | {
      meaning: 'alpha';
      name: string;
      layout: 'nchw' | 'nhwc';
      channels: number;
      channel: number;
      activation: 'none' | 'sigmoid' | 'softmax';
    }
  /** People per cell; the count is the plain sum. */
  | { meaning: 'density'; name: string; layout: 'nchw' | 'nhwc' }
  /** A score for each class of the whole picture, [1,classes]; `softmax` makes probabilities of logits. */
  | { meaning: 'class-scores'; name: string; classes: number; activation: 'none' | 'softmax' }
  /**
   * [1,columns,1 + alphabet]: the blank, then a score for each character, column by column, for CTC. `band`: the part of
   * the input's height that is read, top and bottom in 0..1.
   */
  | { meaning: 'text-logits'; name: string; alphabet: string; band: { top: number; bottom: number } }
  /** RGB in 0..1 that is shown in place of the frame; values beyond are clamped. */
  | { meaning: 'picture'; name: string; layout: 'nchw' | 'nhwc' }
  /** For the family's own decode.ts, which gets the whole tensor. */
  | { meaning: 'detector'; name: string; transfer: 'dense' }
  /** For decode.ts, which gets only the entries above the score threshold: at most `cap`, the rest is zero anyway. */
  | { meaning: 'detector'; name: string; transfer: 'sparse'; cap: number };

/** Entries of a tensor above a threshold, unordered: flat indices (C order) and their values. */
export interface SparseView {
  shape: readonly number[];
  indices: Uint32Array;
  values: Float32Array;
}

/**
 * What a recurrent network remembers from frame to frame: the tensor it leaves as `output` is its `input` of the next run.
 * Zeros at first, and whenever the frames that follow have nothing to do with those before.
 */
export interface StateSpec {
  input: TensorSpec;
  /** Name of the output, which has the input's shape. */
  output: string;
}

/** A file in public/models that the page can run, as `models/prepare.ts` lists it in public/models/index.json. */
export interface ModelFile {
  /** Manifest id and variant id. */
  model: string;
  variant: string;
  /** `tflite` files are for MediaPipe, `onnx` files for onnxruntime. */
  format: 'onnx' | 'tflite';
  precision: 'fp32' | 'fp16';
  size: Size;
  /** File name below /models/. */
  file: string;
  bytes: number;
  /** Lower-case hex, checked by the worker before the bytes reach an engine. */
  sha256: string;
  input: TensorSpec;
  /** Without those that are states. */
  outputs: TensorSpec[];
  /** Of recurrent networks. */
  states?: StateSpec[];
  /** False for deterministic filler weights: shown everywhere as "untrained: speed only". */
  trained: boolean;
}
