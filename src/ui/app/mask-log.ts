/** The masks of frame after frame as PNG files in one zip. Never pictures of the camera. */
import { Zip, ZipPassThrough } from 'fflate';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { FrameReport } from '#core/frame-report.ts';
import { PromiseQueue } from '#core/promise-queue.ts';
import type { Session, SessionEvents } from '#session/session-state.ts';
import { greyPng, maskPixels, type MaskMap } from './mask-png.ts';
import type { LogHeader } from './result-log.ts';

/** Frames that wait to be packed; a machine that packs more slowly than it shows leaves out the others, and says so. */
const MOST_WAITING = 8;
/** What a browser keeps of one page without asking anybody (guessed, on the safe side). */
const MOST_BYTES = 500_000_000;

/** A recording and a walk through the file may both want masks of one session. */
const takers = new WeakMap<Session, number>();

function countTakers(session: Session, by: 1 | -1): void {
  const count = (takers.get(session) ?? 0) + by;
  takers.set(session, count);
  session.setMaps(count > 0);
}

interface KeptMask {
  file: string;
  /** When it was shown. */
  at: string;
  /** On the source's own clock; of a video file, the frame's time in the file. */
  time_s: number;
  width: number;
  height: number;
}

export class MaskLog {
  /** Frames that were not kept because packing could not keep up. */
  leftOut = 0;
  bytes = 0;
  readonly #session: Session;
  readonly #parts: Uint8Array<ArrayBuffer>[] = [];
  readonly #masks: KeptMask[] = [];
  readonly #zip: Zip;
  readonly #queue = new PromiseQueue();
  #kind: MaskMap['kind'] | undefined;
  #waiting = 0;
  #lastUs: number | undefined;
  #isStopped = false;
  #error: Error | undefined;

  /** Keeps masks from now on. */
  constructor(session: Session) {
    this.#session = session;
    this.#zip = new Zip((error, part) => {
      if (error) this.#error ??= error;
      else {
        this.bytes += part.length;
        this.#parts.push(part);
      }
    });
    session.addEventListener('frame', this.#take);
    countTakers(session, 1);
  }

  get length(): number {
    return this.#masks.length;
  }

  get isFull(): boolean {
    return this.bytes >= MOST_BYTES;
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#session.removeEventListener('frame', this.#take);
    countTakers(this.#session, -1);
  }

  /** Ends it and gives the file: `masks/<number>-<time>.png`, and `classes.json` that says what they mean. */
  async finish({ labels, ...rest }: LogHeader): Promise<Blob> {
    this.stop();
    // Behind all that waits.
    await this.#queue.add(() => Promise.resolve());
    if (this.#error) {
      const cause = this.#error;
      throw new VitrineError('internal', 'The masks could not be packed.', { detail: cause.message, cause });
    }
    const classes = labels.map(({ name, colour }, index) => ({ index, name, colour }));
    const value = this.#kind === 'alpha-matte' ? 'opacity, 0 to 255' : 'class index';
    const about = { format: 'vitrine-masks', version: 1, ...rest, value, classes, frames: this.#masks };
    this.#add('classes.json', new TextEncoder().encode(JSON.stringify(about, null, 1)));
    this.#zip.end();
    return new Blob(this.#parts, { type: 'application/zip' });
  }

  /** PNGs are packed already. */
  #add(name: string, bytes: Uint8Array): void {
    const file = new ZipPassThrough(name);
    this.#zip.add(file);
    file.push(bytes, true);
  }

  readonly #take = (event: Event): void => {
    const { map, timestampUs, frame, atMs } = (event as CustomEvent<SessionEvents['frame']>).detail;
    // In a pause the same frame may be shown again.
    if (!isMask(map) || timestampUs === this.#lastUs || this.isFull) return;
    if (this.#kind !== undefined && this.#kind !== map.kind) return;
    if (this.#waiting >= MOST_WAITING) {
      this.leftOut++;
      return;
    }
    this.#kind = map.kind;
    this.#lastUs = timestampUs;
    this.#waiting++;
    void this.#queue
      .add(() => this.#keep(map, { timestampUs, frame, atMs }))
      .catch((error: unknown) => {
        this.#error ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => this.#waiting--);
  };

  async #keep(
    map: MaskMap,
    { timestampUs, frame, atMs }: Pick<FrameReport, 'timestampUs' | 'frame' | 'atMs'>,
  ): Promise<void> {
    const png = await greyPng(maskPixels(map, frame), frame);
    const timeS = timestampUs / 1e6;
    const number = String(this.#masks.length + 1).padStart(6, '0');
    const file = `masks/${number}-${timeS.toFixed(6)}s.png`;
    this.#add(file, png);
    this.#masks.push({ file, at: new Date(atMs).toISOString(), time_s: timeS, ...frame });
  }
}

function isMask(map: FrameReport['map']): map is MaskMap {
  return map?.kind === 'label-map' || map?.kind === 'alpha-matte';
}
