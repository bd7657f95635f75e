import type { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { SourceHandle } from './source-handle.ts';

/** A thing that makes frames. Opening one is a function of its own in each `<kind>-source.ts`. */
export interface MediaSource {
  /** The camera's or the file's name, for people. */
  readonly label: string;
  /** As far as known before the first frame. */
  readonly size: Size | undefined;
  readonly frameRate: number | undefined;
  /** Frames for one worker, to be transferred. Called again for a worker that replaces it. */
  connect(): SourceHandle;
  /** Frames made since `connect`, where the browser counts them; includes those that no worker ever saw. */
  madeFrames(): number | undefined;
  /** Called once when it ended by itself, never after `close`. */
  onEnded: ((error: VitrineError) => void) | undefined;
  close(): void;
}
