import type { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import type { SourceHandle } from './source-handle.ts';

/** A source whose time stands still when it is told to. */
export interface Walk {
  setPaused(paused: boolean): void;
  /**
   * In a pause: goes to the next frame or the one before, and gives it; by 0 it gives the present one. Resolves with its
   * timestamp, in microseconds of the file; undefined where there is no such frame.
   */
  step(by: 1 | 0 | -1): Promise<number | undefined>;
  /** In a pause: gives the present frame once more, for a worker that does something else with it now. */
  giveAgain(): void;
}

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
  /** Of files that can be stopped and walked through; absent where time goes on by itself. */
  readonly walk?: Walk;
  /** Its own sound, of files that play, as tracks that the caller stops. Throws VitrineError('silent-file'). */
  openSound?(): MediaStreamTrack[];
  /** Called once when it ended by itself, never after `close`. */
  onEnded: ((error: VitrineError) => void) | undefined;
  close(): void;
}
