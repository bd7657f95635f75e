import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';

/** The JSON in `bytes`, if it is as `schema` says. Throws VitrineError('bad-file') that names the place. */
export function readJsonFile<S extends v.GenericSchema>(
  path: string,
  bytes: Uint8Array,
  schema: S,
): v.InferOutput<S> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new VitrineError('bad-file', `${path} is not JSON: ${String(cause)}`, { cause });
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  throw new VitrineError('bad-file', `${path} is not valid${where ? ` at ${where}` : ''}: ${issue.message}`);
}
