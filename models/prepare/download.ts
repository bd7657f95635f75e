/** Downloads a pinned file: bounded, resumable, and only believed when its length and hash are right. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { VitrineError, isAbort } from '#core/errors/vitrine-error.ts';
import { hashIn, hashName, isPinnedFile } from './checksum.ts';
import { sizeOfFile } from './files.ts';
import { request } from './request.ts';
import type { Pinned } from '../manifest.ts';

export interface DownloadOptions {
  signal: AbortSignal;
  onProgress: (stage: 'download' | 'verify', loaded: number, total: number) => void;
  /** Longest wait for the answer's head and between two pieces of it. */
  stallMs?: number;
}

const DEFAULT_STALL_MS = 15_000;

/**
 * The path of the verified file in `folder`, named by its hash. A broken-off download stays as `<hash>.part` and is
 * resumed by the next call. Rejects with 'network', 'hash-mismatch' or an AbortError.
 */
export async function download(
  url: string,
  pinned: Pinned,
  folder: string,
  options: DownloadOptions,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, hashIn(pinned));
  const verifying = {
    signal: options.signal,
    onProgress: (loaded: number, total: number) => options.onProgress('verify', loaded, total),
  };
  if (await isPinnedFile(path, pinned, verifying)) return path;
  await rm(path, { force: true });
  const part = `${path}.part`;
  const resumed = await resumableBytes(part, pinned.bytes);
  await fetchInto(part, resumed, url, pinned, options);
  if (!(await isPinnedFile(part, pinned, verifying))) {
    await rm(part, { force: true });
    // What lay there from another run may have been the broken piece: once more, from the start.
    if (resumed > 0) return download(url, pinned, folder, options);
    throw new VitrineError(
      'hash-mismatch',
      `${url} is not the file that was pinned: its ${hashName(pinned)} differs`,
    );
  }
  await rename(part, path);
  return path;
}

async function resumableBytes(part: string, wanted: number): Promise<number> {
  const there = (await sizeOfFile(part)) ?? 0;
  if (there <= wanted) return there;
  await rm(part, { force: true });
  return 0;
}

async function fetchInto(
  part: string,
  start: number,
  url: string,
  { bytes }: Pinned,
  { signal, onProgress, stallMs = DEFAULT_STALL_MS }: DownloadOptions,
): Promise<void> {
  if (start === bytes) return;
  signal.throwIfAborted();
  const watchdog = new AbortController();
  const alarm = setTimeout(() => watchdog.abort(stalled(url, stallMs)), stallMs);
  try {
    const both = AbortSignal.any([signal, watchdog.signal]);
    const headers: Record<string, string> = start > 0 ? { range: `bytes=${start}-` } : {};
    const response = await request(url, { headers, signal: both });
    if (!response.ok || !response.body) {
      throw new VitrineError('network', `${url} answered ${response.status} ${response.statusText}`);
    }
    // 200 instead of 206: the server starts over, and so do we.
    const resumes =
      response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${start}-`);
    let loaded = resumes ? start : 0;
    const file = await open(part, resumes ? 'a' : 'w');
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        alarm.refresh();
        if (loaded + chunk.length > bytes) {
          throw new VitrineError(
            'hash-mismatch',
            `${url} is longer than the ${bytes} bytes that were pinned`,
          );
        }
        await file.writeFile(chunk);
        loaded += chunk.length;
        onProgress('download', loaded, bytes);
      }
    } finally {
      await file.close();
    }
    if (loaded < bytes) {
      throw new VitrineError('network', `${url} broke off after ${loaded} of ${bytes} bytes`);
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw asNetworkError(error, url, watchdog.signal);
  } finally {
    clearTimeout(alarm);
  }
}

const stalled = (url: string, stallMs: number) =>
  new VitrineError('network', `${hostOf(url)} sent nothing for ${stallMs / 1000} s`);

function asNetworkError(error: unknown, url: string, watchdog: AbortSignal): unknown {
  if (watchdog.aborted) return watchdog.reason;
  if (error instanceof VitrineError || isAbort(error)) return error;
  // fetch hides what happened in `cause`.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new VitrineError('network', `${hostOf(url)} cannot be reached (${why})`, { cause: error });
}

export const hostOf = (url: string): string => new URL(url).host;
