/** Results of frame after frame, kept to be saved as data. Never pictures. */
import type { FrameReport } from '#core/frame-report.ts';
import { clipBox } from '#core/geometry.ts';
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

type Kept = Pick<FrameReport, 'atMs' | 'timestampUs' | 'frame' | 'summary'> & { header: LogHeader };

export class ResultLog {
  readonly #session: Session;
  readonly #headerNow: () => LogHeader | undefined;
  /** One for each model and source that there was meanwhile. */
  readonly #headers: LogHeader[] = [];
  readonly #frames: Kept[] = [];

  /** Keeps results from now on, but none while `headerNow` cannot say whose they are. */
  constructor(session: Session, headerNow: () => LogHeader | undefined) {
    this.#session = session;
    this.#headerNow = headerNow;
    this.#header();
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

  /**
   * A header and then a line a frame, each of them JSON: https://jsonlines.org. Another model or source begins with a
   * header of its own. Boxes are in frame pixels.
   */
  toJsonLines(): Blob {
    const lines = this.#headers.flatMap((header) => {
      const { labels, ...rest } = header;
      const first = {
        format: 'vitrine-results',
        version: 1,
        ...rest,
        classes: labels.map(({ name }) => name),
      };
      const frames = this.#frames.filter((frame) => frame.header === header);
      return [first, ...frames.map(toLine)];
    });
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    return new Blob([`${text}\n`], { type: 'application/jsonl' });
  }

  /**
   * Detections as COCO writes them (https://cocodataset.org/#format-data): boxes [x, y, width, height] in frame pixels
   * and within the frame, category ids from 1 in the order of the models' classes, with `score` and `track_id` as results
   * have them, and of each image its time.
   */
  toCoco(): Blob {
    const boxed = this.#frames.filter(({ summary }) => summary?.kind === 'boxes');
    const images = boxed.map(({ atMs, timestampUs, frame }, index) => ({
      id: index + 1,
      file_name: `frame-${String(index + 1).padStart(6, '0')}`,
      ...frame,
      date_captured: new Date(atMs).toISOString(),
      time_s: timestampUs / 1e6,
    }));
    // A class that several models know is one category.
    const names = [...new Set(this.#headers.flatMap(({ labels }) => labels.map(({ name }) => name)))];
    const idOf = new Map(names.map((name, index) => [name, index + 1]));
    const annotations = boxed
      .flatMap(({ summary, frame, header }, index) => {
        if (summary?.kind !== 'boxes') return [];
        return summary.detections.flatMap(({ box, classIndex, score, trackId }) => {
          const { left, top, right, bottom } = clipBox(box, frame);
          const [width, height] = [right - left, bottom - top];
          const categoryId = idOf.get(header.labels[classIndex]?.name ?? '');
          if (categoryId === undefined || width === 0 || height === 0) return [];
          return {
            image_id: index + 1,
            category_id: categoryId,
            bbox: [left, top, width, height],
            area: width * height,
            iscrowd: 0,
            score,
            ...(trackId === undefined ? {} : { track_id: trackId }),
          };
        });
      })
      .map((annotation, index) => ({ id: index + 1, ...annotation }));
    const categories = names.map((name, index) => ({ id: index + 1, name }));
    const models = this.#headers.map(({ model, variant }) => `${model}/${variant}`);
    const info = { description: `Detections by ${[...new Set(models)].join(', ')}, made with Vitrine` };
    return new Blob([JSON.stringify({ info, images, annotations, categories })], {
      type: 'application/json',
    });
  }

  readonly #take = (event: Event): void => {
    const { atMs, timestampUs, frame, summary } = (event as CustomEvent<SessionEvents['frame']>).detail;
    // In a pause the same frame may be shown again.
    if (!summary || this.isFull || timestampUs === this.#frames.at(-1)?.timestampUs) return;
    const header = this.#header();
    if (header) this.#frames.push({ atMs, timestampUs, frame, summary, header });
  };

  #header(): LogHeader | undefined {
    const now = this.#headerNow();
    const last = this.#headers.at(-1);
    if (!now) return undefined;
    if (last?.model !== now.model || last.variant !== now.variant || last.source !== now.source) {
      const header = { ...now };
      this.#headers.push(header);
      return header;
    }
    // Names of classes may come after the first results.
    if (now.labels.length > 0) last.labels = now.labels;
    return last;
  }
}

/** `time_s` is on the source's own clock; of a video file, the frame's time in the file. */
function toLine({ atMs, timestampUs, frame, summary }: Kept) {
  return { at: new Date(atMs).toISOString(), time_s: timestampUs / 1e6, frame, result: summary };
}
