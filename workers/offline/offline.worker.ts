/**
 * The service worker: keeps the build whole, serves it with or without network, and goes back to the last good build
 * when a new one fails its trial. Files are kept and checked by Workbox's precache; what pages asked to keep beside
 * it (models, clips) is brought from the network while there is one.
 */
import { PrecacheController } from 'workbox-precaching';
import { createPartialResponse } from 'workbox-range-requests';
import { NetworkOnly } from 'workbox-strategies';
import { HASH_HEADER, KEPT_CACHE, type Build } from '#offline/build.ts';
import { begin, hears, looks, opens, serving, type Ledger } from '#offline/ledger.ts';
import { SHARE_PATH, keepShared } from '#offline/share.ts';
import { isolationHeaders } from '#server/headers.ts';
import { sha256Of } from '#workers/sha256.ts';
import { LedgerStore } from './ledger-store.ts';
import type { OfflineRequest, OfflineState } from './offline.api.ts';

/** `vitrineBuild` is put before this script when the build is finished (src/server/offline-worker.ts). */
declare const self: ServiceWorkerGlobalScope & { vitrineBuild: Build };

const PRECACHE = 'vitrine-builds';

/** Of an address that is no file of a build: the app's document looks at the address by itself. */
const FIRST_PAGE = '/index.html';

/** A server that does not answer in this time is taken as gone (guessed, as in session/model-index.ts). */
const LIMIT_S = 20;

const WATCH_MS = 1_000;

const own = self.vitrineBuild;
const store = new LedgerStore();
const precaches = new Map<string, PrecacheController>();

self.addEventListener('install', (event) => void precacheOf(own).install(event));

self.addEventListener('activate', (event) => {
  const takeOver = async () => {
    await store.reload();
    await sweep(await store.change((ledger) => begin(ledger, own)));
    await self.clients.claim();
  };
  event.waitUntil(takeOver());
});

self.addEventListener('message', (event) => event.waitUntil(take(event)));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method === 'POST' && pathname === SHARE_PATH) return event.respondWith(keepShared(request));
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  const isPage = request.mode === 'navigate' && !/\.\w+$/.test(pathname.replace(/\/index\.html$/, ''));
  event.respondWith(isPage ? openPage(event) : bring(event));
});

async function openPage(event: FetchEvent): Promise<Response> {
  const ledger = await store.change((before) => opens(before, event.resultingClientId, Date.now()));
  if (ledger.trial) event.waitUntil(watchTrial());
  const build = serving(ledger, own);
  const page = new URL(event.request.url).pathname.replace(/(\/index\.html|\/)?$/, '/index.html');
  const answer = fromBuild(build, page, event);
  if (answer) return answer;
  // Not ours, or a page of a server that answers every address with the app.
  return fetch(event.request).catch(() => fromBuild(build, FIRST_PAGE, event) ?? Response.error());
}

async function bring(event: FetchEvent): Promise<Response> {
  const ledger = await store.get();
  const url = event.request.url;
  for (const build of [serving(ledger, own), own, ...(ledger.good ? [ledger.good] : [])]) {
    const answer = fromBuild(build, url, event);
    if (answer) return answer;
  }
  return keptElsewhere.handle({ event, request: event.request });
}

function fromBuild(build: Build, url: string, event: FetchEvent): Promise<Response> | undefined {
  const precache = precacheOf(build);
  const cacheKey = precache.getCacheKeyForURL(url);
  if (cacheKey === undefined) return undefined;
  const params = { integrity: precache.getIntegrityForCacheKey(cacheKey) };
  const { request } = event;
  return precache.createHandlerBoundToURL(url)({ event, request, url: new URL(request.url), params });
}

/** Builds share one cache, where a file that did not change lies once. */
function precacheOf(build: Build): PrecacheController {
  let precache = precaches.get(build.id);
  if (!precache) {
    precache = new PrecacheController({ cacheName: PRECACHE, plugins: [{ cacheWillUpdate: isolated }] });
    precache.addToCacheList(build.files);
    precaches.set(build.id, precache);
  }
  return precache;
}

/** Hosts that cannot send headers (GitHub Pages) get threads this way. Also makes a redirected answer a plain one. */
async function isolated({ response }: { response: Response }): Promise<Response | null> {
  if (!response.ok) return null;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolationHeaders)) headers.set(name, value);
  return Promise.resolve(new Response(response.body, { status: response.status, headers }));
}

/** Forgets what neither the own build nor the last good one has; not while a newer one is put into the same cache. */
async function sweep({ good }: Ledger): Promise<void> {
  const { installing, waiting } = self.registration;
  if (installing ?? waiting) return;
  const keys = [own, ...(good ? [good] : [])].flatMap((build) => [
    ...precacheOf(build).getURLsToCacheKeys().values(),
  ]);
  const wanted = new Set(keys);
  const cache = await caches.open(PRECACHE);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

const keptElsewhere = new NetworkOnly({
  networkTimeoutSeconds: LIMIT_S,
  plugins: [{ handlerDidError: ({ request }) => kept(request) }],
});

/** What is damaged is forgotten, so that it is loaded anew when there is a network again. */
async function kept(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(KEPT_CACHE);
  const found = await cache.match(request.url);
  if (!found) return undefined;
  const hash = await sha256Of(new Uint8Array(await found.clone().arrayBuffer()));
  if (hash !== found.headers.get(HASH_HEADER)) {
    await cache.delete(request.url);
    return undefined;
  }
  return request.headers.has('range') ? createPartialResponse(request, found) : found;
}

/** A page that never starts cannot say so; this outlasts it. Ends with the trial: a worker that is busy is not replaced. */
async function watchTrial(): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
    const before = await store.get();
    if (!before.trial) return;
    await settle(before, await store.change((ledger) => looks(ledger, Date.now())));
  }
}

async function take(event: ExtendableMessageEvent): Promise<void> {
  const request = event.data as OfflineRequest;
  if (request.do === 'switch') return self.skipWaiting();
  if (request.do === 'say') {
    const client = event.source instanceof Client ? event.source.id : '';
    const before = await store.get();
    await settle(before, await store.change((ledger) => hears(ledger, client, request, own, Date.now())));
    return;
  }
  const ledger = await store.get();
  const state: OfflineState = {
    serving: serving(ledger, own).id,
    own: own.id,
    onTrial: ledger.trial !== undefined,
    refused: ledger.refused,
  };
  event.ports[0]?.postMessage(state);
}

/** A trial ended: a failed build's pages are loaded anew, from the last good one. */
async function settle(before: Ledger, after: Ledger): Promise<void> {
  if (!before.trial || after.trial) return;
  if (after.refused === before.refused) return sweep(after);
  for (const client of await self.clients.matchAll({ type: 'window' }))
    await client.navigate(client.url).catch(() => undefined);
}
