/** The files that can run, as the server lists them, and the fetching of those that are missing. */
import * as v from 'valibot';
import { VitrineError, isAbort, toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import type { ListedModel } from '#models/catalogue.ts';
import { loadModelIndex } from '#session/model-index.ts';
import { hasUserModels } from '#session/user-models/user-model-id.ts';
import type { UserModel } from '#session/user-models/user-model.ts';
import { readLines } from './read-lines.ts';

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
  /** What this person brought, the newest first; it lies in the browser, whatever the server has. */
  own: readonly UserModel[] = [];
  /** Ids of saved models that this version cannot read. */
  unreadable: readonly string[] = [];
  private listed: { own: readonly UserModel[]; all: readonly ListedModel[] } | undefined;
  private readonly fetches = new Map<string, { state: FetchState; abort: AbortController }>();
  private first: Promise<void> | undefined;

  fetchState(model: string, variant: string): FetchState | undefined {
    return this.fetches.get(`${model}/${variant}`)?.state;
  }

  /** Everything that can run: the server's files and one's own. */
  get runnable(): readonly ModelFile[] {
    return [...this.files, ...this.own.map(({ file }) => file)];
  }

  /** `published`, always the same ones, and the person's own; one array until these change, for what draws them. */
  withOwn(published: readonly ListedModel[]): readonly ListedModel[] {
    const { own } = this;
    if (this.listed?.own !== own)
      this.listed = { own, all: [...published, ...own.map(({ manifest }) => manifest)] };
    return this.listed.all;
  }

  /** Resolves when the index and the person's own models were read once, well or not. */
  loaded(): Promise<void> {
    return (this.first ??= Promise.all([this.load(), this.loadOwn()]).then(() => undefined));
  }

  /** Reads the browser's storage again. */
  async loadOwn(): Promise<void> {
    if (!(await hasUserModels())) return;
    const { listUserModels } = await import('#session/user-models/store.ts');
    const { models, unreadable } = await listUserModels();
    this.own = models;
    this.unreadable = unreadable;
    this.dispatchEvent(new Event('change'));
  }

  /** Deletes a model of one's own from the browser. */
  async deleteOwn(id: string): Promise<void> {
    const { deleteUserModel } = await import('#session/user-models/store.ts');
    await deleteUserModel(id);
    await this.loadOwn();
  }

  /** Reads the index again. A failure goes to `error`; files known before stay. */
  async load(): Promise<void> {
    try {
      const index = await loadModelIndex();
      this.files = index.files;
      this.canFetch = index.canFetch ?? false;
      this.error = undefined;
      this.status = 'ready';
    } catch (thrown) {
      this.error = toErrorData(thrown);
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
      await this.follow(
        `${import.meta.env.BASE_URL}models/fetch?${new URLSearchParams({ model, variant })}`,
        abort.signal,
        set,
      );
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

  /**
   * Follows the NDJSON answer to its end; throws what it reports as an error. `done` is not the end: that is when the
   * server closes it.
   */
  private async follow(
    url: string,
    signal: AbortSignal,
    set: (state: Partial<FetchState>) => void,
  ): Promise<void> {
    const response = await fetch(url, { method: 'POST', signal });
    if (!response.ok || !response.body) {
      throw new VitrineError('network', `The server must answer the fetch, but says ${response.status}`);
    }
    let isDone = false;
    for await (const line of readLines(response.body)) {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), lineSchema), line);
      if (!parsed.success)
        throw new VitrineError('network', 'The server sent a line that is not part of the protocol');
      const message = parsed.output;
      isDone ||= 'done' in message;
      if ('error' in message) throw new VitrineError(knownCode(message.error.code), message.error.message);
      if ('stage' in message) set(message);
    }
    if (isDone) return;
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
