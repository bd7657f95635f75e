import { msg } from '@lit/localize';
import { openMicrophone } from '#media/microphone.ts';
import type { Session } from '#session/session-state.ts';

/** What is heard in a recording. */
export type Sound = 'none' | 'microphone' | 'file';

export const soundNames: Record<Sound, () => string> = {
  none: () => msg('No sound'),
  microphone: () => msg('Microphone'),
  file: () => msg('The file’s own sound'),
};

/** The tracks of the chosen sound, which end with what they are recorded in. Throws what opening it does. */
export async function openSound(sound: Sound, session: Session): Promise<MediaStreamTrack[]> {
  if (sound === 'none') return [];
  return sound === 'microphone' ? (await openMicrophone()).getAudioTracks() : session.openSound();
}
