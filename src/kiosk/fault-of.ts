/** What a session tells in its state, as a fault that the supervisor has a remedy for. */
import type { ErrorCode } from '#core/errors/vitrine-error.ts';
import type { SourceState } from '#session/session-state.ts';
import type { FaultKind } from './policy.ts';

const ofModels: Partial<Record<ErrorCode, FaultKind>> = {
  stuck: 'worker-stuck',
  'device-lost': 'device-lost',
  'model-missing': 'model-missing',
  'hash-mismatch': 'model-corrupt',
  'bad-file': 'model-corrupt',
  network: 'network',
};

/** Whatever is not known better is the engine's: another one may do. */
export function faultOfModel(code: ErrorCode): FaultKind {
  return ofModels[code] ?? 'engine-failed';
}

/** Of a source that ended or failed. */
export function faultOfSource({ kind, status, error }: SourceState): FaultKind {
  if (kind !== 'camera') return 'clip-failed';
  if (error?.code === 'camera-denied') return 'camera-denied';
  return status === 'ended' ? 'camera-ended' : 'camera-missing';
}
