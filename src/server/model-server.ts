/**
 * Vite plugin, in development and preview alike: serves public/models as it is now (a build's copy may be older) and
 * fetches missing models on request. What a request may ask for is checked here and again by the prepare command.
 */
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import { isolationHeaders } from './headers.ts';
import { FetchJobs, prepareCommand, type Spawner } from './fetch-jobs.ts';
import { sendModelFile } from './send-model-file.ts';

export interface ModelServerOptions {
  /** Default: the repository that the server runs in. */
  root?: string;
  /** How the prepare command is started; tests put their own. */
  spawner?: Spawner;
}

export function modelServer({ root = process.cwd(), spawner }: ModelServerOptions = {}): Plugin {
  const jobs = new FetchJobs(spawner ?? prepareCommand(root));
  const handler = modelRequests(join(root, 'public/models'), jobs);
  return {
    name: 'vitrine-model-server',
    configureServer: ({ middlewares }) => void middlewares.use(handler),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(handler),
  };
}

/** Identifiers as manifests have them; nothing else gets as far as a command line. */
const ID = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

export function modelRequests(folder: string, jobs: FetchJobs): Connect.NextHandleFunction {
  return (request, response, next) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!url.pathname.startsWith('/models/')) return next();
    // In development the source folder models/ has the same address: its modules are Vite's.
    if (url.pathname.endsWith('.ts') || url.searchParams.has('import')) return next();
    for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (url.pathname === '/models/fetch') return fetchModel(url.searchParams, request, response, jobs);
    void sendModelFile(folder, url.pathname.slice('/models/'.length), request, response).catch(next);
  };
}

function fetchModel(
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
  jobs: FetchJobs,
): void {
  const [model, variant] = [query.get('model') ?? '', query.get('variant') ?? ''];
  if (request.method !== 'POST')
    return refuse(response, 405, 'models are fetched by POST', { Allow: 'POST' });
  if (!isSameOrigin(request)) return refuse(response, 403, 'only pages of this server may fetch models');
  if (!ID.test(model) || !ID.test(variant))
    return refuse(response, 400, 'model and variant must be ids of a manifest');
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
  jobs.join(`${model}/${variant}`, response);
}

/** Browsers name the origin of every POST. A request without one is no page's, so no other site is behind it. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (headers.origin === undefined) return true;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}

function refuse(
  response: ServerResponse,
  status: number,
  why: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  response.end(`${why}\n`);
}
