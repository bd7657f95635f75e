import { VitrineError } from '#core/errors/vitrine-error.ts';

/** In order of preference; browsers write one or the other. With a sound its codec must be named as well. */
const TYPES = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/mp4'];
const SOUND_TYPES = ['video/webm;codecs=vp9,opus', 'video/webm;codecs=vp8,opus', 'video/mp4'];
/** Parts this long are kept as they come, so that a crash of the encoder loses little. */
const PART_MS = 1000;

/** Records a stream into a file in memory. */
export class VideoRecorder {
  readonly #recorder: MediaRecorder;
  readonly #parts: Blob[] = [];
  readonly #isOver: Promise<void>;

  /** Throws VitrineError('unsupported') where the browser can write no video. */
  constructor(stream: MediaStream) {
    const types = stream.getAudioTracks().length > 0 ? SOUND_TYPES : TYPES;
    const mimeType = types.find((type) => globalThis.MediaRecorder?.isTypeSupported(type));
    if (!mimeType) throw new VitrineError('unsupported', 'This browser cannot write videos.');
    this.#recorder = new MediaRecorder(stream, { mimeType });
    this.#recorder.ondataavailable = ({ data }) => this.#parts.push(data);
    this.#isOver = new Promise((resolve, reject) => {
      this.#recorder.onstop = () => resolve();
      this.#recorder.onerror = (event) => {
        const detail = String((event as Event & { error?: unknown }).error);
        reject(new VitrineError('internal', 'The recording failed.', { detail }));
      };
    });
    this.#isOver.catch(() => undefined);
    this.#recorder.start(PART_MS);
  }

  /** Ends the recording and gives the file with its extension. */
  async stop(): Promise<{ video: Blob; extension: 'webm' | 'mp4' }> {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    await this.#isOver;
    const type = this.#recorder.mimeType;
    return { video: new Blob(this.#parts, { type }), extension: type.includes('mp4') ? 'mp4' : 'webm' };
  }
}
