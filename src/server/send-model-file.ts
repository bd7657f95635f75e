import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ModelIndex } from '#session/model-catalog.api.ts';

const types: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  onnx: 'application/octet-stream',
  tflite: 'application/octet-stream',
};

/** Plain names of the types above: no folders, nothing hidden. */
const NAME = /^[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.(json|onnx|tflite)$/;

/** Answers with the file called `name` in `folder`, or 404. Rejects when the file system fails otherwise. */
export async function sendModelFile(
  folder: string,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const type = types[NAME.exec(name)?.[1] ?? ''];
  const path = join(folder, name);
  const found = type === undefined ? undefined : await stat(path).catch(() => undefined);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return end(response, 405, 'only GET is served here');
  if (name === 'index.json') return sendIndex(path, request, response);
  if (type === undefined || !found?.isFile()) return end(response, 404, `there is no model file ${name}`);
  // Files change when models are prepared anew, so the browser has to ask; most of the time it may keep its copy.
  const tag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`;
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', tag);
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304);
    response.end();
    return;
  }
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': found.size });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // The page may leave half way through; that is no error of the server's.
  await pipeline(createReadStream(path), response).catch(() => response.destroy());
}

/** The index, empty before anything was prepared, with the news that this server can fetch what is missing. */
async function sendIndex(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const index = text === undefined ? { version: 1 as const, files: [] } : (JSON.parse(text) as ModelIndex);
  const body = JSON.stringify({ ...index, canFetch: true } satisfies ModelIndex);
  response.writeHead(200, {
    'Content-Type': types['json'],
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function end(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${why}\n`);
}
