/** Takes a video file through the model frame by frame, so that no frame is missing, however slow the model is. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Session, SessionEvents } from '#session/session-state.ts';

/** A frame that brings no result in this time never will: the slowest models here take some seconds (guessed). */
const PATIENCE_MS = 60_000;

/**
 * Goes from the present frame to the file's last, each with its result; whoever listens to the session's frames sees all
 * of them. Resolves at the end or when aborted. `onFrame` hears of each frame's time in the file.
 */
export async function walkVideo(
  session: Session,
  signal: AbortSignal,
  onFrame: (timeS: number) => void,
): Promise<void> {
  const shown = new Shown(session);
  try {
    // The present frame is the first of the walk: what is kept now may not have seen it.
    for (let by: 0 | 1 = 0; !signal.aborted; by = 1) {
      const timeUs = await session.step(by);
      if (timeUs === undefined) return;
      await shown.whenShown(timeUs);
      onFrame(timeUs / 1e6);
    }
  } finally {
    shown.stop();
  }
}

/** Which frames were shown with a result. */
class Shown {
  readonly #session: Session;
  readonly #times = new Set<number>();
  #tell: () => void = () => undefined;

  constructor(session: Session) {
    this.#session = session;
    session.addEventListener('frame', this.#take);
  }

  async whenShown(timeUs: number): Promise<void> {
    const late = new VitrineError('stuck', 'The model gave no result for a frame of the video.');
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(late), PATIENCE_MS);
      this.#tell = () => {
        if (this.#times.has(timeUs)) resolve();
      };
      this.#tell();
    }).finally(() => clearTimeout(timer));
    this.#times.clear();
  }

  stop(): void {
    this.#session.removeEventListener('frame', this.#take);
  }

  readonly #take = (event: Event): void => {
    const { timestampUs, summary } = (event as CustomEvent<SessionEvents['frame']>).detail;
    if (!summary) return;
    this.#times.add(timestampUs);
    this.#tell();
  };
}
