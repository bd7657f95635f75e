import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { MediaSource } from './media-source.ts';
import { PortPump } from './port-pump.ts';
import type { SourceHandle } from './source-handle.ts';

/** A still goes on being a live source, so that models and looks can be changed under it; this is often enough. */
const FRAME_RATE = 15;

/** Larger pictures are scaled down to this longest side: frames above 4K help no model here and cost memory. */
const LONGEST_SIDE = 2560;

/** A picture file as a source. Throws VitrineError('bad-file'). */
export async function openImage(file: Blob, name: string, signal: AbortSignal): Promise<MediaSource> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await decode(file);
  } catch (cause) {
    throw new VitrineError('bad-file', `The browser cannot show ${name}.`, { detail: String(cause), cause });
  }
  if (signal.aborted) bitmap.close();
  signal.throwIfAborted();
  return new ImageSource(bitmap, name);
}

async function decode(file: Blob): Promise<ImageBitmap> {
  const full = await createImageBitmap(file);
  const scale = LONGEST_SIDE / Math.max(full.width, full.height);
  if (scale >= 1) return full;
  const resizeWidth = Math.max(1, Math.round(full.width * scale));
  const resizeHeight = Math.max(1, Math.round(full.height * scale));
  try {
    return await createImageBitmap(full, { resizeWidth, resizeHeight, resizeQuality: 'high' });
  } finally {
    full.close();
  }
}

class ImageSource implements MediaSource {
  onEnded: ((error: VitrineError) => void) | undefined;
  readonly label: string;
  readonly size: Size;
  readonly frameRate = FRAME_RATE;
  readonly #bitmap: ImageBitmap;
  #pump: PortPump | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(bitmap: ImageBitmap, name: string) {
    this.label = name;
    this.size = { width: bitmap.width, height: bitmap.height };
    this.#bitmap = bitmap;
  }

  connect(): SourceHandle {
    this.#stop();
    const { pump, handle } = PortPump.open();
    this.#pump = pump;
    const post = () => pump.post(() => new VideoFrame(this.#bitmap, { timestamp: performance.now() * 1000 }));
    this.#timer = setInterval(post, 1000 / FRAME_RATE);
    post();
    return handle;
  }

  madeFrames(): undefined {
    return undefined;
  }

  close(): void {
    this.#stop();
    this.#bitmap.close();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#pump?.close();
  }
}
