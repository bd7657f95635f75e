import { VitrineError } from '#core/errors/vitrine-error.ts';
import { PortPump } from './port-pump.ts';
import type { SourceHandle } from './source-handle.ts';

type ProcessorClass = new (init: { track: MediaStreamTrack }) => {
  readonly readable: ReadableStream<VideoFrame>;
};

/** A way of frames to one worker, and what ends it on this side. */
export interface Pump {
  handle: SourceHandle;
  close(): void;
}

/**
 * Frames of a live track for a worker, the best way this browser has: a stream made on the window (Chromium), the
 * track itself (Safari, which has MediaStreamTrackProcessor in workers), or frames of a video element (Firefox).
 */
export function pumpTrack(track: MediaStreamTrack): Pump {
  const Processor = (self as { MediaStreamTrackProcessor?: ProcessorClass }).MediaStreamTrackProcessor;
  if (Processor) {
    const { readable } = new Processor({ track });
    // Transferred; the worker cancels it, and a track that stops ends it.
    return { handle: { via: 'stream', stream: readable }, close: () => undefined };
  }
  if (isTransferable(track)) {
    // The transferred one leaves this thread, so the worker gets a clone and the source keeps the original.
    return { handle: { via: 'track', track: track.clone() }, close: () => undefined };
  }
  const video = createVideo();
  video.srcObject = new MediaStream([track]);
  void video.play();
  return pumpVideo(video);
}

/** Frames that a playing video element presents, each as soon as it is there. */
export function pumpVideo(video: HTMLVideoElement): Pump {
  return postFrames(video, (pump, nowMs) => {
    pump.post(() => new VideoFrame(video, { timestamp: Math.round(nowMs * 1000) }));
  });
}

/** Calls `take` with each frame that the element presents, at the moment and with the time of the frame in its file. */
export function postFrames(
  video: HTMLVideoElement,
  take: (pump: PortPump, nowMs: number, mediaTimeS: number) => void,
): Pump & { pump: PortPump } {
  if (!('requestVideoFrameCallback' in video) || typeof VideoFrame === 'undefined') {
    throw new VitrineError('unsupported', 'This browser cannot read frames of a video.');
  }
  const { pump, handle } = PortPump.open();
  let request = 0;
  const next = () => {
    request = video.requestVideoFrameCallback((nowMs, { mediaTime }) => {
      next();
      take(pump, nowMs, mediaTime);
    });
  };
  next();
  return {
    handle,
    pump,
    close: () => {
      video.cancelVideoFrameCallback(request);
      pump.close();
    },
  };
}

/** An element that plays without sound and without being on the page. */
export function createVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  return video;
}

function isTransferable(track: MediaStreamTrack): boolean {
  const { port1, port2 } = new MessageChannel();
  const clone = track.clone();
  try {
    port1.postMessage(clone, [clone]);
    return true;
  } catch {
    return false;
  } finally {
    clone.stop();
    port1.close();
    port2.close();
  }
}
