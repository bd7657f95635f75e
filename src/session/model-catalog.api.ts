/** What the page knows of the files that can run, and the protocol by which the server fetches missing ones. */
import type { ErrorData } from '#core/errors/vitrine-error.ts';
import type { ModelFile, TensorSpec } from '#core/io-spec.ts';

/** GET /models/index.json */
export interface ModelIndex {
  version: 1;
  files: ModelFile[];
  /** A plain network of known cost, not a model, that engine "auto" times; absent before `npm run models` ran. */
  probe?: ProbeFile;
  /** True where the server has POST /models/fetch; false or absent on static hosting. */
  canFetch?: boolean;
}

export interface ProbeFile {
  /** File name below /models/. */
  file: string;
  bytes: number;
  sha256: string;
  /** Multiply-accumulates of one run. */
  macs: number;
  input: TensorSpec;
  outputs: TensorSpec[];
}

/**
 * One line (NDJSON) of the answer to POST /models/fetch?model=<id>&variant=<id>. Closing the connection cancels;
 * what was downloaded is kept, and the next request resumes from there (HTTP Range).
 */
export type FetchLine =
  | { stage: 'download' | 'verify' | 'export'; loaded: number; total: number }
  | { done: true }
  | { error: ErrorData };
