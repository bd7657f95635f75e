import { describe, expect, it } from 'vitest';
import { VitrineError, type ErrorCode } from '#core/errors/vitrine-error.ts';
import { faultOfModel, faultOfSource } from '#kiosk/fault-of.ts';
import { noSource } from '#session/source-keeper.ts';
import type { SourceState } from '#session/session-state.ts';

const source = (status: SourceState['status'], kind: SourceState['kind'], code: ErrorCode): SourceState => ({
  ...noSource,
  status,
  kind,
  error: new VitrineError(code, 'It failed.'),
});

describe('faultOfModel', () => {
  it.each([
    ['stuck', 'worker-stuck'],
    ['device-lost', 'device-lost'],
    ['model-missing', 'model-missing'],
    ['hash-mismatch', 'model-corrupt'],
    ['bad-file', 'model-corrupt'],
    ['network', 'network'],
    ['engine-failed', 'engine-failed'],
    ['internal', 'engine-failed'],
    ['unsupported', 'engine-failed'],
  ] as const)('takes %s for %s', (code, fault) => {
    expect(faultOfModel(code)).toBe(fault);
  });
});

describe('faultOfSource', () => {
  it('tells a camera that ended from one that is not there and one that is refused', () => {
    expect(faultOfSource(source('ended', 'camera', 'camera-ended'))).toBe('camera-ended');
    expect(faultOfSource(source('failed', 'camera', 'camera-missing'))).toBe('camera-missing');
    expect(faultOfSource(source('failed', 'camera', 'camera-busy'))).toBe('camera-missing');
    expect(faultOfSource(source('failed', 'camera', 'camera-denied'))).toBe('camera-denied');
  });

  it('takes whatever befalls another source for a clip that failed', () => {
    expect(faultOfSource(source('ended', 'video', 'bad-file'))).toBe('clip-failed');
  });
});
