import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, type DownloadOptions } from '#models/prepare/download.ts';
import { sha256Of } from '#models/prepare/files.ts';
import { serveFile, withRanges, type Answer, type FileServer } from '#tests/helpers/file-server.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251);
const pinned = { sha256: sha256Of(bytes), bytes: bytes.length };
const HALF = 150_000;

let folder: string;
let server: FileServer | undefined;
const options = (changes: Partial<DownloadOptions> = {}): DownloadOptions => ({
  signal: new AbortController().signal,
  onProgress: () => undefined,
  ...changes,
});
const part = () => join(folder, `${pinned.sha256}.part`);

async function from(answer: Answer, changes?: Partial<DownloadOptions>): Promise<string> {
  server = await serveFile(answer);
  return download(server.url, pinned, folder, options(changes));
}

/** Sends half of the file and hangs up. */
const breaksOff: Answer = (_, response) => {
  response.writeHead(200, { 'Content-Length': bytes.length });
  response.write(bytes.subarray(0, HALF), () => setTimeout(() => response.destroy(), 50));
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-download-'));
});
afterEach(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

describe('a download', () => {
  it('is checked, named by its hash and not repeated', async () => {
    const progress: number[] = [];
    const path = await from(withRanges(bytes), { onProgress: (_, loaded) => progress.push(loaded) });
    expect(path).toBe(join(folder, pinned.sha256));
    expect(sha256Of(await readFile(path))).toBe(pinned.sha256);
    expect(progress.at(-1)).toBe(bytes.length);
    await download(server!.url, pinned, folder, options());
    expect(server!.requests).toEqual(['GET /file']);
  });

  it('goes on where it broke off', async () => {
    await expect(from(breaksOff)).rejects.toMatchObject({ code: 'network' });
    expect(existsSync(join(folder, pinned.sha256))).toBe(false);
    const kept = (await readFile(part())).length;
    expect(kept).toBeGreaterThan(0);
    await server!.close();
    await from(withRanges(bytes));
    expect(server!.requests).toEqual([`GET /file bytes=${kept}-`]);
    expect(existsSync(part())).toBe(false);
  });

  it('starts over when the server does not know ranges', async () => {
    await writeFile(part(), bytes.subarray(0, HALF));
    const path = await from((_, response) => response.end(bytes));
    expect(sha256Of(await readFile(path))).toBe(pinned.sha256);
  });

  it('starts over when what lay there was not its beginning', async () => {
    await writeFile(part(), new Uint8Array(HALF));
    const path = await from(withRanges(bytes));
    expect(sha256Of(await readFile(path))).toBe(pinned.sha256);
    expect(server!.requests).toEqual([`GET /file bytes=${HALF}-`, 'GET /file']);
  });

  it('is refused when the file is another, and nothing of it is kept', async () => {
    const other = bytes.slice();
    other[1000]!++;
    await expect(from(withRanges(other))).rejects.toMatchObject({ code: 'hash-mismatch' });
    expect(existsSync(part())).toBe(false);
  });

  it('never stores more than what was pinned', async () => {
    const endless: Answer = (_, response) => {
      const more = () => !response.destroyed && response.write(bytes, more);
      more();
    };
    await expect(from(endless)).rejects.toMatchObject({ code: 'hash-mismatch' });
    expect(existsSync(part()) ? (await readFile(part())).length : 0).toBeLessThanOrEqual(bytes.length);
  });

  it('gives up on a server that falls silent', async () => {
    const silent: Answer = (_, response) => void response.write(bytes.subarray(0, HALF));
    await expect(from(silent, { stallMs: 200 })).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('sent nothing for 0.2 s') as string,
    });
  });

  it('says what the server answered', async () => {
    const missing: Answer = (_, response) => response.writeHead(404).end();
    await expect(from(missing)).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('404') as string,
    });
  });

  it('says that nobody answers', async () => {
    const gone = await serveFile(() => undefined);
    await gone.close();
    await expect(download(gone.url, pinned, folder, options())).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('cannot be reached') as string,
    });
  });

  it('stops when told to and keeps what it has', async () => {
    const stop = new AbortController();
    const slow: Answer = (_, response) => void response.write(bytes.subarray(0, HALF));
    const running = from(slow, {
      signal: stop.signal,
      onProgress: () => stop.abort(new DOMException('stopped', 'AbortError')),
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(existsSync(part())).toBe(true);
  });
});
