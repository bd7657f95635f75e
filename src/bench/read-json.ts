import * as v from 'valibot';
import { VitrineError } from '#core/errors/vitrine-error.ts';

/** Far above any plan or report (500 cells with all samples are 2 MB); keeps a hostile file from being parsed. */
const LONGEST_TEXT = 32_000_000;

/** What a versioned document calls itself. */
interface Named {
  schema: string;
  version: number;
}

const headSchema = v.looseObject({ schema: v.string(), version: v.number() });

/**
 * The document in `text`, of exactly this schema and version. Throws VitrineError: `bad-file` says where it is wrong, and
 * `unsupported` that it is from a newer Vitrine.
 */
export function readJson<Schema extends v.GenericSchema>(
  text: string,
  schema: Schema,
  { schema: name, version }: Named,
): v.InferOutput<Schema> {
  const what = `The ${name.replace('vitrine-bench-', '')}`;
  if (text.length > LONGEST_TEXT) throw new VitrineError('bad-file', `${what} is longer than 32 MB.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new VitrineError('bad-file', `${what} is not JSON.`, { detail: String(cause), cause });
  }
  const head = v.safeParse(headSchema, value);
  if (!head.success || head.output.schema !== name) {
    throw new VitrineError('bad-file', `${what} does not begin with "schema": "${name}" and its version.`);
  }
  if (head.output.version > version) {
    throw new VitrineError(
      'unsupported',
      `${what} is of schema version ${head.output.version}, and this Vitrine reads version ${version}: open it with a newer one.`,
    );
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  throw new VitrineError('bad-file', `${what} is not valid${where ? ` at ${where}` : ''}: ${issue.message}`);
}
