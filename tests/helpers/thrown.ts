import { VitrineError, type ErrorCode } from '#core/errors/vitrine-error.ts';

/** What `act` throws, which must be a VitrineError: anything else is a fault of ours. */
export function thrown(act: () => unknown): { code: ErrorCode; message: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof VitrineError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing was thrown');
}
