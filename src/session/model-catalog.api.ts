/** What the page knows of the files that can run, and the protocol by which the server fetches missing ones. */
import type { ErrorData } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';

/** GET /models/index.json */
export interface ModelIndex {
  version: 1;
  files: ModelFile[];
  /** True where the server has POST /models/fetch; false or absent on static hosting. */
  canFetch?: boolean;
}

/**
 * One line (NDJSON) of the answer to POST /models/fetch?model=<id>&variant=<id>. Closing the connection cancels;
 * what was downloaded is kept, and the next request resumes from there (HTTP Range).
 */
export type FetchLine =
  | { stage: 'download' | 'verify' | 'export'; loaded: number; total: number }
  | { done: true }
  | { error: ErrorData };
