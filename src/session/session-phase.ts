import type { SessionState } from './session-state.ts';

/** What a session is about beside its state. */
export interface PhaseFacts {
  /** A lost camera is got back by somebody else, or not at all. */
  isSupervised: boolean;
  isPaused: boolean;
  /** A frame of the present source was shown. */
  hasPicture: boolean;
  /** Recovering did not help; a person has to ask again. */
  hasGivenUp: boolean;
}

/** The state in one word. */
export function phaseOf(
  { recovery, source, model }: Omit<SessionState, 'phase'>,
  { isSupervised, isPaused, hasPicture, hasGivenUp }: PhaseFacts,
): SessionState['phase'] {
  const isComingBack = source.status === 'ended' && source.kind === 'camera' && !isSupervised;
  if (recovery !== undefined || isComingBack) return 'recovering';
  if (source.status === 'failed' || hasGivenUp) return 'failed';
  if (source.status === 'none' || source.status === 'ended')
    return model.status === 'loading' ? 'starting' : 'idle';
  if (isPaused) return 'paused';
  return hasPicture ? 'live' : 'starting';
}
