import { transferHandlers, type TransferHandler } from 'comlink';
import { fromErrorData, toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';

/**
 * Makes Comlink carry errors as `{code, message, detail}`: by itself it keeps name, message and stack only, so codes
 * would be lost between threads. Both sides call this before anything crosses.
 */
export function installThrowHandler(): void {
  const original = transferHandlers.get('throw');
  if (!original) throw new TypeError('Comlink has no throw handler to replace');
  const handler: TransferHandler<{ value: unknown }, ErrorData> = {
    canHandle: (value): value is { value: unknown } => original.canHandle(value),
    serialize: ({ value }) => [toErrorData(value), []],
    deserialize: (data) => {
      throw fromErrorData(data);
    },
  };
  transferHandlers.set('throw', handler);
}
