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
  | {
      frame: VideoFrame;
      /** performance.timeOrigin + now() when the frame was made. */
      capturedAtMs: number;
      /** Frames not sent since the last. */
      skipped: number;
      /** No newer one comes before this is released. */
      isAwaited?: boolean;
      /** A person wants to see this very frame: it is taken in a pause, too. */
      isAsked?: boolean;
      /** Whether a session that was asked for maps gives that of this frame; undefined: of every frame. */
      isMapped?: boolean;
    }
  | 'ended';

export type PortAnswer = 'taken' | 'released';
