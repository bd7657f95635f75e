import type { ModelFile } from '#core/io-spec.ts';
import type { PortAnswer, PortMessage } from '#media/source-handle.ts';
import type { TinyModel } from '#tests/helpers/tiny-model.ts';
import type { InferenceClient } from '#workers/inference/inference.client.ts';
import type { WorkerEvent } from '#workers/inference/inference.api.ts';

/** The model's file as the worker downloads it: an absolute address stands instead of a name below /models/. */
export function served({ file, bytes }: TinyModel): ModelFile {
  return { ...file, file: URL.createObjectURL(new Blob([bytes])) };
}

/** Attaches a canvas whenever the worker needs one, and collects its events. */
export async function listen(client: InferenceClient): Promise<WorkerEvent[]> {
  const events: WorkerEvent[] = [];
  const give = () => client.attachCanvas(document.createElement('canvas').transferControlToOffscreen());
  await client.subscribe((event) => {
    events.push(event);
    if (event.type === 'canvas-needed') void give();
  });
  await give();
  return events;
}

/** Frames posted by hand, and how many the worker has taken. */
export class ManualSource {
  taken = 0;
  readonly #port: MessagePort;

  private constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<PortAnswer>) => {
      if (data === 'taken') this.taken++;
    };
  }

  static async attach(client: InferenceClient): Promise<ManualSource> {
    const { port1, port2 } = new MessageChannel();
    await client.attachSource({ via: 'port', port: port2 });
    return new ManualSource(port1);
  }

  /** A frame of one colour. */
  post(colour = 'rgb(200 60 40)', width = 96, height = 64): void {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no 2D canvas');
    context.fillStyle = colour;
    context.fillRect(0, 0, width, height);
    const frame = new VideoFrame(canvas, { timestamp: Math.round(performance.now() * 1000) });
    const capturedAtMs = performance.timeOrigin + performance.now();
    this.#port.postMessage({ frame, capturedAtMs, skipped: 0 } satisfies PortMessage, [frame]);
  }

  end(): void {
    this.#port.postMessage('ended' satisfies PortMessage);
  }
}

export const frames = (events: readonly WorkerEvent[]) =>
  events.flatMap((event) => (event.type === 'frame' ? [event.report] : []));
