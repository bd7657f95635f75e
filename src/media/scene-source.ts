import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { MediaSource } from './media-source.ts';
import type { SceneRequest } from './scene.worker-side.ts';
import type { SourceHandle } from './source-handle.ts';

/** Of the built-in scene, in pixels and frames a second. */
export const SCENE = { width: 960, height: 540, frameRate: 30 } as const;

/** The built-in animated street, drawn in a worker of its own that posts frames straight to the vision worker. */
export function openScene(): MediaSource {
  return new SceneSource();
}

class SceneSource implements MediaSource {
  onEnded: ((error: VitrineError) => void) | undefined;
  readonly label = 'Built-in scene';
  readonly size = { width: SCENE.width, height: SCENE.height };
  readonly frameRate = SCENE.frameRate;
  readonly #worker = new Worker(new URL('./scene.worker-side.ts', import.meta.url), {
    type: 'module',
    name: 'scene',
  });

  constructor() {
    this.#worker.addEventListener('error', ({ message: detail }) =>
      this.onEnded?.(new VitrineError('internal', 'The built-in scene failed.', { detail })),
    );
  }

  connect(): SourceHandle {
    const { port1, port2 } = new MessageChannel();
    const request: SceneRequest = { ...SCENE, port: port1 };
    this.#worker.postMessage(request, [port1]);
    return { via: 'port', port: port2 };
  }

  madeFrames(): undefined {
    return undefined;
  }

  close(): void {
    this.#worker.terminate();
  }
}
