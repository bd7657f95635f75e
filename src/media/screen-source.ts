import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { MediaSource } from './media-source.ts';
import { TrackSource } from './track-source.ts';

/** A screen, window or tab, chosen in the browser's own dialog. Throws VitrineError('screen-denied'). */
export async function openScreen(signal: AbortSignal): Promise<MediaSource> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  // Absent on phones and on pages that are not secure contexts.
  if (!devices || !('getDisplayMedia' in devices)) {
    throw new VitrineError('unsupported', 'This browser cannot share a screen.');
  }
  let stream: MediaStream;
  try {
    stream = await devices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: false });
  } catch (cause) {
    throw new VitrineError('screen-denied', 'No screen was shared.', { detail: String(cause), cause });
  }
  const [track] = stream.getVideoTracks();
  if (!track) throw new VitrineError('screen-denied', 'The browser gave a stream without a picture.');
  if (signal.aborted) track.stop();
  signal.throwIfAborted();
  return new TrackSource(track, 'Sharing the screen was stopped.');
}
