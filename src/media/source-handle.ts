/** How frames reach a worker. Types only: both threads read this. */

/** Each frame belongs to the worker, which closes it. */
export type SourceHandle =
  /** Transferred; the usual case. */
  | { via: 'stream'; stream: ReadableStream<VideoFrame> }
  /** Transferred where MediaStreamTrackProcessor is in workers only (Safari). */
  | { via: 'track'; track: MediaStreamTrack }
  /** Frames posted one by one as PortMessage, where there is no stream of them. */
  | { via: 'port'; port: MessagePort };

/** From the page. The worker answers each frame with `taken`, and with `released` when it is shown or was left out. */
export type PortMessage =
  /** `capturedAtMs`: performance.timeOrigin + now() when the frame was made; `skipped`: frames not sent since the last; `isAwaited`: no newer one comes before this is released. */
  { frame: VideoFrame; capturedAtMs: number; skipped: number; isAwaited?: boolean } | 'ended';

export type PortAnswer = 'taken' | 'released';
