/**
 * What draws a result kind over its frame. One folder per kind beside this file, each with a GPU and a CPU composer
 * that give the same picture. Found by kind: nothing here knows a model's name.
 */
import type { BoxDecoder } from '#core/decoder.ts';
import type { Placement, UnitPoint } from '#core/geometry.ts';
import type { OutputSpec, TensorView } from '#core/io-spec.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { Look } from '#core/look.ts';
import type { ResultKind, ResultMap, ResultSummary } from '#core/result.ts';

/** What a composer must know of the model, once. */
export interface ComposerModel {
  outputs: readonly OutputSpec[];
  shapes: ReadonlyMap<string, readonly number[]>;
  labels: readonly ClassLabel[];
  nms: 'per-class' | 'none';
  /** Boxes only. */
  decode?: BoxDecoder;
}

export interface GpuFrameContext {
  encoder: GPUCommandEncoder;
  /** rgba8unorm, the frame at its own size, TEXTURE_BINDING; borrowed until submit. */
  frame: GPUTexture;
  /** float32 buffers by output name, borrowed until submit. */
  outputs: ReadonlyMap<string, GPUBuffer>;
  placement: Placement;
  look: Look;
  /** When the frame was captured, in milliseconds on the source's own clock; goes back where a video is rewound. */
  atMs: number;
  /** The canvas's current texture. */
  target: GPUTextureView;
}

export interface GpuComposer {
  /** Encodes decode and draw. Never submits and never waits. */
  encode(context: GpuFrameContext): void;
  /** Called after submit: starts the read-back of the small figures. Skips it while an earlier one is under way. */
  afterSubmit(): void;
  /**
   * The newest summary that has arrived (one frame late or more), never stalling the queue. Throws what decoding one
   * threw: nobody awaits the live loop's read-backs.
   */
  summary(): ResultSummary;
  /** Resolves when the summary of the frame encoded last has arrived; for tests and stills, not for the live loop. */
  settled(): Promise<ResultSummary>;
  /** The result of the frame submitted last, cell by cell. Waits for the queue: only where maps were asked for. */
  map?(): Promise<ResultMap>;
  /** The class at a point of the frame submitted last, where the kind has one for each; undefined before the first frame. */
  classAt?(point: UnitPoint): Promise<number | undefined>;
  /** The picture behind the person; mattes only. Borrowed: copied before the call returns. */
  setBackground?(image: ImageBitmap | undefined): void;
  /** The frames to come have nothing to do with those before; for kinds that remember. */
  reset?(): void;
  dispose(): void;
}

export interface CpuFrameContext {
  canvas: OffscreenCanvasRenderingContext2D;
  /**
   * sRGB pixels of the frame at its own size, which is the canvas's size. The composer's own for the call: it may
   * paint into them and put them on the canvas. (VideoFrame.copyTo + putImageData measured 1 ms at 640 x 480 where
   * drawImage(VideoFrame) takes 5 ms without a GPU, and the input tensor is made from the same pixels.)
   */
  frame: ImageData;
  outputs: ReadonlyMap<string, TensorView>;
  placement: Placement;
  look: Look;
  /** As for the GPU composer. */
  atMs: number;
}

export interface CpuComposer {
  /** Decodes and draws frame and result over the whole canvas. */
  draw(context: CpuFrameContext): ResultSummary;
  /** The result drawn last, cell by cell, copied. */
  map?(): ResultMap;
  /** As for the GPU composer, of the frame drawn last. */
  classAt?(point: UnitPoint): number | undefined;
  /** As for the GPU composer. */
  setBackground?(image: ImageBitmap | undefined): void;
  reset?(): void;
  dispose(): void;
}

/** What each kind's folder exports from index.ts. */
export interface ComposerFactory {
  kind: ResultKind;
  createGpu(device: GPUDevice, format: GPUTextureFormat, model: ComposerModel): GpuComposer;
  createCpu(model: ComposerModel): CpuComposer;
}
