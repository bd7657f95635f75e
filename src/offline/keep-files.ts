/** Keeps files of this site in the browser, each with its hash, for when there is no network. */
import { sha256Of } from '#workers/sha256.ts';
import { HASH_HEADER, KEPT_CACHE } from './build.ts';

export interface WantedFile {
  /** On this origin. */
  path: string;
  /** Lower-case hexadecimal; left out where nobody promises one: then it is whatever arrives. */
  sha256?: string;
}

export interface KeepReport {
  kept: number;
  bytes: number;
  failed: { path: string; why: string }[];
  /** The browser has no more room. */
  isFull: boolean;
}

/** Loads what is not kept yet or has changed; what is wanted no more is forgotten. Goes on after a file that fails. */
export async function keepFiles(files: readonly WantedFile[]): Promise<KeepReport> {
  const report: KeepReport = { kept: 0, bytes: 0, failed: [], isFull: false };
  const cache = await caches.open(KEPT_CACHE);
  const wanted = new Set(files.map(({ path }) => new URL(path, location.origin).href));
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  for (const file of files) {
    try {
      report.bytes += await keepFile(cache, file);
      report.kept++;
    } catch (error) {
      report.isFull ||= error instanceof DOMException && error.name === 'QuotaExceededError';
      report.failed.push({ path: file.path, why: String(error) });
    }
  }
  return report;
}

/** @returns its bytes. */
async function keepFile(cache: Cache, { path, sha256 }: WantedFile): Promise<number> {
  const before = await cache.match(path);
  const had = before?.headers.get(HASH_HEADER);
  if (before && sha256 !== undefined && had === sha256) return Number(before.headers.get('Content-Length'));
  // Asks the server, which most often says that nothing has changed.
  const response = await fetch(path, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const hash = await sha256Of(bytes);
  if (sha256 !== undefined && hash !== sha256) throw new Error(`its SHA-256 is ${hash}, not ${sha256}`);
  if (hash !== had) {
    const headers = {
      'Content-Type': response.headers.get('Content-Type') ?? 'application/octet-stream',
      'Content-Length': String(bytes.length),
      [HASH_HEADER]: hash,
    };
    await cache.put(path, new Response(bytes, { headers }));
  }
  return bytes.length;
}
