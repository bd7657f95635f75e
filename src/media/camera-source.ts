import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { MediaSource } from './media-source.ts';
import { TrackSource } from './track-source.ts';

export interface CameraWish {
  /** Empty: any camera. */
  deviceId: string;
  /** Finds the camera again when its id changed, as ids do when site data is cleared. */
  label: string;
  width: number;
  height: number;
  frameRate: number;
  /** Only the camera of that id or name will do; without it another stands in. */
  isExact?: boolean;
}

/** Opens a camera as close to the wish as it can. Throws VitrineError('camera-denied' | 'camera-missing' | 'camera-busy'). */
export async function openCamera(wish: CameraWish, signal: AbortSignal): Promise<MediaSource> {
  const devices = mediaDevices();
  const deviceId = await findDevice(devices, wish);
  const { width, height, frameRate } = wish;
  const video: MediaTrackConstraints = {
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { ideal: frameRate },
    ...(deviceId === '' ? {} : { deviceId: { exact: deviceId } }),
  };
  let stream: MediaStream;
  try {
    stream = await devices.getUserMedia({ video, audio: false });
  } catch (cause) {
    throw cameraError(cause);
  }
  const [track] = stream.getVideoTracks();
  if (!track) throw new VitrineError('camera-missing', 'The browser gave a stream without a picture.');
  if (signal.aborted) track.stop();
  signal.throwIfAborted();
  return new TrackSource(track, 'The camera stopped: it was unplugged or taken away.');
}

function mediaDevices(): MediaDevices {
  // Absent on pages that are not secure contexts, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices) return devices;
  throw new VitrineError('unsupported', 'Cameras need a page from https or localhost.');
}

/** The wished id where it is still there, else the camera of that name, else (empty) any. */
async function findDevice(devices: MediaDevices, { deviceId, label, isExact }: CameraWish): Promise<string> {
  if (deviceId === '' && label === '') return '';
  const cameras = (await devices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
  const byId = cameras.find((camera) => deviceId !== '' && camera.deviceId === deviceId);
  const byLabel = cameras.find((camera) => label !== '' && camera.label === label);
  const found = byId ?? byLabel;
  if (!found && isExact) throw new VitrineError('camera-missing', `The camera ${label} is not connected.`);
  return found?.deviceId ?? '';
}

/** https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia, by the names of its failures. */
function cameraError(cause: unknown): VitrineError {
  const name = cause instanceof DOMException ? cause.name : '';
  const detail = String(cause);
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return new VitrineError('camera-denied', 'The camera may not be used.', { detail, cause });
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') {
    return new VitrineError('camera-missing', 'No such camera is connected.', { detail, cause });
  }
  if (name === 'NotReadableError' || name === 'AbortError') {
    return new VitrineError('camera-busy', 'The camera is in use elsewhere or does not answer.', {
      detail,
      cause,
    });
  }
  return new VitrineError('camera-missing', 'The camera could not be opened.', { detail, cause });
}
