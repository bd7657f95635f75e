/** Types that the webworker library lacks; only tsconfig.worker.json includes this file. */

/** Transferred into workers where MediaStreamTrackProcessor lives there (Safari). */
interface MediaStreamTrack extends EventTarget {
  readonly kind: string;
  readonly label: string;
  readonly readyState: 'live' | 'ended';
  stop(): void;
}

interface MediaStreamTrackProcessorInit {
  track: MediaStreamTrack;
}
