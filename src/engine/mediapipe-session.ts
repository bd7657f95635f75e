/**
 * MediaPipe's ImageSegmenter as an engine session. Its runtime is served from our origin (`?url`), so nothing is
 * fetched from elsewhere, and loaded as a module, because module workers have no importScripts.
 */
import type { ImageSegmenter } from '@mediapipe/tasks-vision';
import loaderUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url';
import binaryUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { ModelFile, TensorView } from '#core/io-spec.ts';
import type { EngineConditions, EngineSession, SessionIo } from './engine.ts';

type MediapipeId = 'mediapipe-cpu' | 'mediapipe-gpu';

export async function openSegmenter(
  engine: MediapipeId,
  bytes: Uint8Array,
  file: ModelFile,
  signal: AbortSignal,
): Promise<EngineSession> {
  const { ImageSegmenter } = await import('@mediapipe/tasks-vision');
  signal.throwIfAborted();
  const absolute = (url: string) => new URL(url, self.location.href).href;
  let segmenter: ImageSegmenter;
  try {
    segmenter = await ImageSegmenter.createFromOptions(
      { wasmLoaderPath: absolute(loaderUrl), wasmBinaryPath: absolute(binaryUrl) },
      {
        baseOptions: { modelAssetBuffer: bytes, delegate: engine === 'mediapipe-gpu' ? 'GPU' : 'CPU' },
        // It draws with WebGL2 even on the CPU; without a canvas of ours it would make one by `document`.
        canvas: new OffscreenCanvas(1, 1),
        runningMode: 'IMAGE',
        outputConfidenceMasks: true,
        outputCategoryMask: false,
      },
    );
  } catch (cause) {
    throw failure(`MediaPipe could not open ${file.file}.`, cause);
  }
  if (signal.aborted) segmenter.close();
  signal.throwIfAborted();
  return new MediapipeSession(engine, segmenter, file);
}

class MediapipeSession implements EngineSession {
  readonly conditions: EngineConditions;
  readonly io: SessionIo & { location: 'image' };
  readonly #segmenter: ImageSegmenter;
  readonly #output: TensorView;
  readonly #scaled: OffscreenCanvasRenderingContext2D;
  #isDisposed = false;

  constructor(engine: MediapipeId, segmenter: ImageSegmenter, file: ModelFile) {
    const [output, ...others] = file.outputs;
    const { width, height } = file.size;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new VitrineError('unsupported', 'This browser has no 2D canvas in workers.');
    if (!output || others.length > 0 || output.shape.join() !== [1, 1, height, width].join()) {
      throw new VitrineError('bad-shape', `${file.file}: MediaPipe gives one mask [1,1,${height},${width}].`);
    }
    this.#segmenter = segmenter;
    this.#scaled = context;
    this.#output = { shape: output.shape, data: new Float32Array(width * height) };
    this.io = { location: 'image', outputs: new Map([[output.name, this.#output]]) };
    this.conditions = {
      engine,
      threads: engine === 'mediapipe-cpu' ? 1 : 0,
      precision: file.precision,
      graphCapture: false,
      notes: [],
    };
  }

  async run(image?: VideoFrame | ImageBitmap): Promise<void> {
    if (!image) throw new TypeError('MediaPipe needs an image to run on, got undefined');
    if (this.#isDisposed)
      throw new VitrineError('engine-failed', 'The session was disposed before this run.');
    const { canvas } = this.#scaled;
    // At the model's size, because masks come back at the size of the image that was given.
    this.#scaled.drawImage(image, 0, 0, canvas.width, canvas.height);
    try {
      await this.#segment(canvas);
    } catch (cause) {
      if (cause instanceof VitrineError) throw cause;
      throw failure('MediaPipe failed while running the model.', cause);
    }
  }

  reset(): void {
    // Each frame stands for itself.
  }

  dispose(): Promise<void> {
    if (!this.#isDisposed) this.#segmenter.close();
    this.#isDisposed = true;
    return Promise.resolve();
  }

  #segment(canvas: OffscreenCanvas): Promise<void> {
    return new Promise((resolve, reject) => {
      // The callback runs before `segment` returns, and lends the mask without a copy of its own.
      this.#segmenter.segment(canvas, ({ confidenceMasks }) => {
        const mask = confidenceMasks?.at(-1);
        if (mask?.width !== canvas.width || mask.height !== canvas.height) {
          const got = mask ? `${mask.width}x${mask.height}` : 'none';
          const expected = `${canvas.width}x${canvas.height}`;
          return reject(new VitrineError('bad-shape', `expected a mask of ${expected}, got ${got}`));
        }
        this.#output.data.set(mask.getAsFloat32Array());
        resolve();
      });
    });
  }
}

function failure(message: string, cause: unknown): VitrineError {
  return new VitrineError('engine-failed', message, { detail: String(cause), cause });
}
