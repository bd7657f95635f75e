/** Results of frame after frame, kept to be saved as data. Never pictures. */
import type { FrameReport } from '#core/frame-report.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { Session, SessionEvents } from '#session/session-state.ts';

/** Twenty minutes at 30 frames a second: some tens of megabytes. */
export const MOST_FRAMES = 36_000;

/** What must be known to read the results later. */
export interface LogHeader {
  model: string;
  variant: string;
  source: string;
  labels: readonly ClassLabel[];
}

type Kept = Pick<FrameReport, 'atMs' | 'timestampUs' | 'frame' | 'summary'>;

export class ResultLog {
  readonly #session: Session;
  readonly #frames: Kept[] = [];

  /** Keeps results from now on. */
  constructor(session: Session) {
    this.#session = session;
    session.addEventListener('frame', this.#take);
  }

  get length(): number {
    return this.#frames.length;
  }

  get isFull(): boolean {
    return this.#frames.length >= MOST_FRAMES;
  }

  stop(): void {
    this.#session.removeEventListener('frame', this.#take);
  }

  /** A header and then a line a frame, each of them JSON: https://jsonlines.org. Boxes are in frame pixels. */
  toJsonLines(header: LogHeader): Blob {
    const { labels, ...rest } = header;
    const first = { format: 'vitrine-results', version: 1, ...rest, classes: labels.map(({ name }) => name) };
    const frames = this.#frames.map(({ atMs, timestampUs, frame, summary }) => ({
      at: new Date(atMs).toISOString(),
      // On the source's own clock; of a video file, the frame's time in the file.
      time_s: timestampUs / 1e6,
      frame,
      result: summary,
    }));
    const lines = [first, ...frames].map((line) => JSON.stringify(line));
    return new Blob([`${lines.join('\n')}\n`], { type: 'application/jsonl' });
  }

  /**
   * Detections as COCO writes them (https://cocodataset.org/#format-data): boxes [x, y, width, height] in frame pixels,
   * category ids from 1 in the order of the model's classes, with `score` and `track_id` as its results have them.
   */
  toCoco({ labels, model, variant }: LogHeader): Blob {
    const boxed = this.#frames.filter(({ summary }) => summary?.kind === 'boxes');
    const images = boxed.map(({ atMs, frame }, index) => ({
      id: index + 1,
      file_name: `frame-${String(index + 1).padStart(6, '0')}`,
      ...frame,
      date_captured: new Date(atMs).toISOString(),
    }));
    const annotations = boxed
      .flatMap(({ summary }, index) => {
        if (summary?.kind !== 'boxes') return [];
        return summary.detections.map(({ box, classIndex, score, trackId }) => {
          const [width, height] = [box.right - box.left, box.bottom - box.top];
          return {
            image_id: index + 1,
            category_id: classIndex + 1,
            bbox: [box.left, box.top, width, height],
            area: width * height,
            iscrowd: 0,
            score,
            ...(trackId === undefined ? {} : { track_id: trackId }),
          };
        });
      })
      .map((annotation, index) => ({ id: index + 1, ...annotation }));
    const categories = labels.map(({ name }, index) => ({ id: index + 1, name }));
    const info = { description: `Detections by ${model}/${variant}, made with Vitrine` };
    return new Blob([JSON.stringify({ info, images, annotations, categories })], {
      type: 'application/json',
    });
  }

  readonly #take = (event: Event): void => {
    const { atMs, timestampUs, frame, summary } = (event as CustomEvent<SessionEvents['frame']>).detail;
    // In a pause the same frame may be shown again.
    if (!summary || this.isFull || timestampUs === this.#frames.at(-1)?.timestampUs) return;
    this.#frames.push({ atMs, timestampUs, frame, summary });
  };
}
