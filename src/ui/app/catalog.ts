/** The files that can run, as the server lists them, and the fetching of those that are missing. */
import * as v from 'valibot';
import { VitrineError, isAbort, toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import { readLines } from './read-lines.ts';

const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8192));
const tensor = v.object({ name: v.string(), shape: v.array(v.number()) });
const fileSchema = v.object({
  model: v.string(),
  variant: v.string(),
  format: v.picklist(['onnx', 'tflite']),
  precision: v.picklist(['fp32', 'fp16']),
  size: v.object({ width: side, height: side }),
  file: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  input: tensor,
  outputs: v.array(tensor),
  trained: v.boolean(),
}) satisfies v.GenericSchema<unknown, ModelFile>;
const indexSchema = v.object({
  version: v.literal(1),
  files: v.array(fileSchema),
  canFetch: v.optional(v.boolean()),
});

const progress = { loaded: v.number(), total: v.number() };
const lineSchema = v.union([
  v.object({ stage: v.picklist(['download', 'verify', 'export']), ...progress }),
  v.object({ done: v.literal(true) }),
  v.object({ error: v.object({ code: v.string(), message: v.string() }) }),
]);

/** A fetch that runs, or that stopped: what it had loaded is kept by the server, and the next one goes on from there. */
export interface FetchState {
  stage: 'download' | 'verify' | 'export' | 'stopped' | 'failed';
  loaded: number;
  total: number;
  error: ErrorData | undefined;
}

/** Fires `change` whenever something of it does. */
export class Catalog extends EventTarget {
  status: 'loading' | 'ready' | 'failed' = 'loading';
  files: readonly ModelFile[] = [];
  canFetch = false;
  error: ErrorData | undefined;
  private readonly fetches = new Map<string, { state: FetchState; abort: AbortController }>();
  private readonly base: string;
  private first: Promise<void> | undefined;

  constructor(base = '/models/') {
    super();
    this.base = base;
  }

  fetchState(model: string, variant: string): FetchState | undefined {
    return this.fetches.get(`${model}/${variant}`)?.state;
  }

  /** Resolves when the index was read once, well or not. */
  loaded(): Promise<void> {
    return (this.first ??= this.load());
  }

  /** Reads the index again. A failure goes to `error`; files known before stay. */
  async load(): Promise<void> {
    try {
      const response = await fetch(`${this.base}index.json`, { cache: 'no-cache' });
      if (!response.ok)
        throw new VitrineError('network', `index.json must be served, but the answer is ${response.status}`);
      const parsed = v.safeParse(indexSchema, await response.json());
      if (!parsed.success) {
        throw new VitrineError('bad-file', `index.json does not fit its schema: ${parsed.issues[0].message}`);
      }
      this.files = parsed.output.files;
      this.canFetch = parsed.output.canFetch ?? false;
      this.error = undefined;
      this.status = 'ready';
    } catch (thrown) {
      this.error =
        thrown instanceof VitrineError ? toErrorData(thrown) : { ...toErrorData(thrown), code: 'network' };
      this.status = 'failed';
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Has the server fetch a missing model; resolves true once it can run. Failures go to its fetch state. */
  async fetchModel(model: string, variant: string): Promise<boolean> {
    const key = `${model}/${variant}`;
    const before = this.fetches.get(key)?.state;
    if (before && before.stage !== 'stopped' && before.stage !== 'failed') return false;
    const abort = new AbortController();
    const set = (state: Partial<FetchState>) => {
      const old = this.fetches.get(key)?.state ?? {
        stage: 'download',
        loaded: 0,
        total: 0,
        error: undefined,
      };
      this.fetches.set(key, { state: { ...old, ...state }, abort });
      this.dispatchEvent(new Event('change'));
    };
    set({ stage: 'download', error: undefined });
    try {
      await this.follow(`${this.base}fetch?${new URLSearchParams({ model, variant })}`, abort.signal, set);
      await this.load();
      this.fetches.delete(key);
      this.dispatchEvent(new Event('change'));
      return true;
    } catch (thrown) {
      if (isAbort(thrown)) set({ stage: 'stopped' });
      else
        set({
          stage: 'failed',
          error:
            thrown instanceof VitrineError
              ? toErrorData(thrown)
              : { ...toErrorData(thrown), code: 'network' },
        });
      return false;
    }
  }

  cancelFetch(model: string, variant: string): void {
    this.fetches.get(`${model}/${variant}`)?.abort.abort();
  }

  /** Follows the NDJSON answer until `done`; throws what it reports as an error. */
  private async follow(
    url: string,
    signal: AbortSignal,
    set: (state: Partial<FetchState>) => void,
  ): Promise<void> {
    const response = await fetch(url, { method: 'POST', signal });
    if (!response.ok || !response.body) {
      throw new VitrineError('network', `The server must answer the fetch, but says ${response.status}`);
    }
    for await (const line of readLines(response.body)) {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), lineSchema), line);
      if (!parsed.success)
        throw new VitrineError('network', 'The server sent a line that is not part of the protocol');
      const message = parsed.output;
      if ('done' in message) return;
      if ('error' in message) throw new VitrineError(knownCode(message.error.code), message.error.message);
      set(message);
    }
    throw new VitrineError('network', 'The server ended the fetch without saying that it is done');
  }
}

/** The codes that a fetch can fail with; any other is taken for a fault of the network. */
function knownCode(code: string) {
  const codes = [
    'hash-mismatch',
    'model-missing',
    'bad-file',
    'bad-shape',
    'unsupported',
    'internal',
  ] as const;
  return codes.find((known) => known === code) ?? 'network';
}
