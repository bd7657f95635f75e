import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import { pumpTrack, type Pump } from './frame-pump.ts';
import type { MediaSource } from './media-source.ts';
import type { SourceHandle } from './source-handle.ts';

/** https://w3c.github.io/mediacapture-extensions/#dom-mediastreamtrack-stats, in Chromium only so far. */
interface TrackStats {
  readonly totalFrames: number;
}

/** A muted track delivers nothing; a camera that is unplugged in some browsers only mutes (guessed: longer is no hiccup). */
const MUTE_LIMIT_MS = 5_000;

/** A live video track: a camera's or a screen's. */
export class TrackSource implements MediaSource {
  onEnded: ((error: VitrineError) => void) | undefined;
  readonly label: string;
  readonly size: Size | undefined;
  readonly frameRate: number | undefined;
  readonly #track: MediaStreamTrack;
  readonly #endedMessage: string;
  #pump: Pump | undefined;
  #madeBefore = 0;
  #muteTimer: ReturnType<typeof setTimeout> | undefined;

  /** Takes the track over. */
  constructor(track: MediaStreamTrack, endedMessage: string) {
    const { width, height, frameRate } = track.getSettings();
    this.label = track.label;
    this.size = width && height ? { width, height } : undefined;
    this.frameRate = frameRate;
    this.#track = track;
    this.#endedMessage = endedMessage;
    track.addEventListener('ended', this.#end);
    track.addEventListener('mute', this.#muted);
    track.addEventListener('unmute', this.#unmuted);
  }

  connect(): SourceHandle {
    this.#pump?.close();
    this.#madeBefore = this.#total() ?? 0;
    this.#pump = pumpTrack(this.#track);
    return this.#pump.handle;
  }

  madeFrames(): number | undefined {
    const total = this.#total();
    return total === undefined ? undefined : total - this.#madeBefore;
  }

  close(): void {
    this.onEnded = undefined;
    clearTimeout(this.#muteTimer);
    this.#track.removeEventListener('ended', this.#end);
    this.#track.removeEventListener('mute', this.#muted);
    this.#track.removeEventListener('unmute', this.#unmuted);
    this.#pump?.close();
    this.#track.stop();
  }

  #total(): number | undefined {
    return (this.#track as { stats?: TrackStats }).stats?.totalFrames;
  }

  readonly #end = (): void => {
    const tell = this.onEnded;
    this.onEnded = undefined;
    tell?.(new VitrineError('camera-ended', this.#endedMessage, { detail: this.label }));
  };

  readonly #muted = (): void => {
    this.#muteTimer = setTimeout(this.#end, MUTE_LIMIT_MS);
  };

  readonly #unmuted = (): void => clearTimeout(this.#muteTimer);
}
