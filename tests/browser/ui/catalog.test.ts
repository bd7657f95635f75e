import { afterEach, describe, expect, it, vi } from 'vitest';
import { Catalog } from '#ui/app/catalog.ts';
import { fakeFile } from './fake-models.ts';

afterEach(() => vi.unstubAllGlobals());

/** A server that answers by path; the body of a fetch stays open until `signal` says otherwise. */
function serve(answers: Record<string, (init: RequestInit | undefined) => Response | Promise<Response>>) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${url}`);
    const answer = answers[new URL(url, location.href).pathname];
    return Promise.resolve(answer ? answer(init) : new Response('', { status: 404 }));
  });
  return asked;
}

const index = (files = [fakeFile('matte-net')]) => Response.json({ version: 1, files, canFetch: true });
const lines = (...values: object[]) =>
  new Response(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

describe('the catalogue', () => {
  it('holds the files of the index and whether the server can fetch', async () => {
    serve({ '/models/index.json': () => index() });
    const catalog = new Catalog();
    await catalog.loaded();
    expect([catalog.status, catalog.canFetch, catalog.files.length]).toEqual(['ready', true, 1]);
  });

  it('is read once, however often it is asked for', async () => {
    const asked = serve({ '/models/index.json': () => index() });
    const catalog = new Catalog();
    await Promise.all([catalog.loaded(), catalog.loaded()]);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['absent', () => new Response('', { status: 404 })],
    ['no JSON', () => new Response('<!doctype html>')],
    ['of another version', () => Response.json({ version: 2, files: [] })],
    [
      'with a file of impossible size',
      () => index([fakeFile('matte-net', { size: { width: 1e9, height: 1 } })]),
    ],
  ])('says so where the index is %s, and keeps what it knew', async (_, answer) => {
    serve({ '/models/index.json': () => index() });
    const catalog = new Catalog();
    await catalog.load();
    serve({ '/models/index.json': answer });
    await catalog.load();
    expect(catalog.status).toBe('failed');
    expect(['network', 'bad-file']).toContain(catalog.error?.code);
    expect(catalog.files).toHaveLength(1);
  });

  it('fetches a model with progress and reads the index again', async () => {
    const asked = serve({
      '/models/fetch': () =>
        lines(
          { stage: 'download', loaded: 5, total: 10 },
          { stage: 'export', loaded: 0, total: 0 },
          { done: true },
        ),
      '/models/index.json': () => index([fakeFile('road-net')]),
    });
    const catalog = new Catalog();
    const stages = new Set<string | undefined>();
    catalog.addEventListener('change', () => stages.add(catalog.fetchState('road-net', 'base')?.stage));
    expect(await catalog.fetchModel('road-net', 'base')).toBe(true);
    expect(asked).toEqual(['POST /models/fetch?model=road-net&variant=base', 'GET /models/index.json']);
    expect([...stages]).toEqual(['download', 'export', undefined]);
    expect(catalog.files[0]?.model).toBe('road-net');
  });

  it('reads the index only when the answer has ended, for the server writes it after "done"', async () => {
    let end: () => void = () => undefined;
    const asked = serve({
      '/models/fetch': () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(new TextEncoder().encode('{"done":true}\n'));
              end = () => controller.close();
            },
          }),
        ),
      '/models/index.json': () => index(),
    });
    const fetched = new Catalog().fetchModel('road-net', 'base');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toHaveLength(1);
    end();
    expect(await fetched).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('keeps how far a cancelled fetch had come', async () => {
    serve({
      '/models/fetch': (init) =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(new TextEncoder().encode('{"stage":"download","loaded":7,"total":10}\n'));
              init?.signal?.addEventListener('abort', () =>
                controller.error(new DOMException('', 'AbortError')),
              );
            },
          }),
        ),
    });
    const catalog = new Catalog();
    const done = catalog.fetchModel('road-net', 'base');
    await vi.waitFor(() => expect(catalog.fetchState('road-net', 'base')?.loaded).toBe(7));
    catalog.cancelFetch('road-net', 'base');
    expect(await done).toBe(false);
    expect(catalog.fetchState('road-net', 'base')).toMatchObject({
      stage: 'stopped',
      loaded: 7,
      error: undefined,
    });
  });

  it.each([
    [
      'an error line',
      () => lines({ error: { code: 'hash-mismatch', message: 'the file is another' } }),
      'hash-mismatch',
    ],
    ['an end without "done"', () => lines({ stage: 'download', loaded: 1, total: 2 }), 'network'],
    ['a line that is no protocol', () => new Response('<html>'), 'network'],
    ['a refusal', () => new Response('', { status: 503 }), 'network'],
  ])('reports %s', async (_, answer, code) => {
    serve({ '/models/fetch': answer });
    const catalog = new Catalog();
    expect(await catalog.fetchModel('road-net', 'base')).toBe(false);
    expect(catalog.fetchState('road-net', 'base')).toMatchObject({ stage: 'failed', error: { code } });
  });
});
