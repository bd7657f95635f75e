import { VitrineError } from '#core/errors/vitrine-error.ts';

/**
 * The microphone, which the browser asks a person for. The caller stops its track. Throws
 * VitrineError('microphone-denied' | 'microphone-missing').
 */
export async function openMicrophone(): Promise<MediaStream> {
  // Absent on pages that are not secure contexts, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new VitrineError('unsupported', 'Microphones need a page from https or localhost.');
  try {
    return await devices.getUserMedia({ audio: true, video: false });
  } catch (cause) {
    const isRefused =
      cause instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(cause.name);
    const detail = String(cause);
    throw isRefused
      ? new VitrineError('microphone-denied', 'The microphone may not be used.', { detail, cause })
      : new VitrineError('microphone-missing', 'No microphone could be opened.', { detail, cause });
  }
}
