import type { SourceSettings } from '#session/session-state.ts';
import type { RememberedCamera } from './remembered.ts';
import type { Settings } from './settings.ts';

/**
 * The source to open without a click, or undefined for the welcome page. A camera only where permission was already
 * granted, so that opening the page never asks for one; files and screens need a person.
 */
export function firstSource(
  { source }: Settings,
  camera: RememberedCamera | undefined,
  cameraIsGranted: boolean,
): SourceSettings | undefined {
  if (source.kind === 'scene') return { kind: 'scene' };
  const wantsCamera = source.kind === 'camera' || (source.kind === undefined && camera !== undefined);
  return wantsCamera && cameraIsGranted ? cameraSource(source, camera) : undefined;
}

/** The remembered camera, or the default one, with the wanted format. */
export function cameraSource(
  { width, height, frameRate }: Settings['source'],
  camera: RememberedCamera | undefined,
): SourceSettings {
  return {
    kind: 'camera',
    deviceId: camera?.deviceId ?? '',
    label: camera?.label ?? '',
    width,
    height,
    frameRate,
  };
}

/** Whether the camera may be opened without asking; browsers that do not tell are taken to ask. */
export async function isCameraGranted(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state === 'granted';
  } catch {
    return false;
  }
}
