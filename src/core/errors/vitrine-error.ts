/** Every code that the page can word for a person. Codes cross threads; classes do not (see workers/README.md). */
export type ErrorCode =
  | 'aborted'
  | 'bad-attribute'
  | 'bad-file'
  | 'bad-shape'
  | 'camera-busy'
  | 'camera-denied'
  | 'camera-ended'
  | 'camera-missing'
  | 'device-lost'
  | 'engine-failed'
  | 'hash-mismatch'
  | 'internal'
  | 'microphone-denied'
  | 'microphone-missing'
  | 'model-missing'
  | 'network'
  | 'not-media'
  | 'one-at-a-time'
  | 'screen-denied'
  | 'silent-file'
  | 'storage'
  | 'stuck'
  | 'unsupported';

/** An error with a code for the page and a detail for the log. `message` says the rule and what was found. */
export class VitrineError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, options: { detail?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'VitrineError';
    this.code = code;
    this.detail = options.detail;
  }
}

/** An error as data: what crosses a thread boundary. */
export interface ErrorData {
  code: ErrorCode;
  message: string;
  detail?: string;
}

/** Any thrown value as data; an AbortError becomes code `aborted`, anything unknown `internal`. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof VitrineError) {
    return { code: thrown.code, message: thrown.message, detail: thrown.detail };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (isAbort(thrown)) return { code: 'aborted', message };
  return { code: 'internal', message, detail: thrown instanceof Error ? thrown.stack : undefined };
}

export function fromErrorData(data: ErrorData): VitrineError {
  return new VitrineError(data.code, data.message, { detail: data.detail });
}

/** True for a cancelled operation, which is never shown to a person as a failure. */
export function isAbort(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false;
  return (
    ('name' in thrown && thrown.name === 'AbortError') || ('code' in thrown && thrown.code === 'aborted')
  );
}
