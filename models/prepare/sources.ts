/** Finds a variant's files: in an npm package, in the mirror, or at their pinned address. All are checked. */
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { hashIn, hashName, isPinned, isPinnedFile } from './checksum.ts';
import { download, hostOf, type DownloadOptions } from './download.ts';
import type { IsReachable } from './reachability.ts';
import { isMissing, readBytes, sizeOfFile } from './files.ts';
import { downloadsFolder, familiesFolder, rootFolder } from './paths.ts';
import { subjectName, type Subject } from './families.ts';
import type { Pinned, PinnedFile } from '../manifest.ts';

export interface SourceOptions extends DownloadOptions {
  /** VITRINE_MIRROR: a folder or URL with files named by their SHA-256, looked up first. */
  mirror?: string;
  /** True: nothing is asked of the network, be it a mirror. */
  offline?: boolean;
  /** Asked before an address is tried; by default it is simply tried. */
  isReachable?: IsReachable;
  say: (line: string) => void;
}

/** The variant's checked files by base name. */
export async function sourceFiles(
  subject: Subject,
  options: SourceOptions,
): Promise<Map<string, Uint8Array>> {
  const { source } = subject.variant;
  switch (source.from) {
    case 'npm': {
      const folder = await packageFolder(source.package);
      const pinned: PinnedFile[] = [source, ...(source.extra ?? [])];
      return readAll(pinned.map((file) => ({ ...file, path: join(folder, file.path) })));
    }
    case 'own':
      return readAll([{ ...source, path: join(familiesFolder, subject.manifest.id, source.path) }]);
    case 'url': {
      const path = (await fromMirror(source, options)) ?? (await fromAddress(source, options));
      return new Map([[basename(new URL(source.url).pathname), await readBytes(path)]]);
    }
    default:
      throw new VitrineError('internal', `${subjectName(subject)} has a source of an unknown kind`);
  }
}

async function fromAddress(source: Pinned & { url: string }, options: SourceOptions): Promise<string> {
  const { offline, isReachable, signal } = options;
  const [path, host] = [join(downloadsFolder, hashIn(source)), hostOf(source.url)];
  if (offline) {
    if (await isPinnedFile(path, source, { signal })) return path;
    throw new VitrineError('network', `its weights are not here yet, and --offline forbids asking ${host}`);
  }
  const isKnown = (await sizeOfFile(path)) === source.bytes;
  if (!isKnown && isReachable && !(await isReachable(source.url))) {
    throw new VitrineError('network', `${host} cannot be reached`);
  }
  return downloadOnce(source.url, source, options);
}

/** Downloads under way, by hash: variants may share their weights, and are prepared side by side. */
const underWay = new Map<string, Promise<string>>();

function downloadOnce(url: string, pinned: Pinned, options: SourceOptions): Promise<string> {
  const hash = hashIn(pinned);
  const running =
    underWay.get(hash) ??
    download(url, pinned, downloadsFolder, options).finally(() => underWay.delete(hash));
  underWay.set(hash, running);
  return running;
}

async function readAll(files: readonly PinnedFile[]): Promise<Map<string, Uint8Array>> {
  const read = files.map(async (file) => [basename(file.path), await readPinned(file)] as const);
  return new Map(await Promise.all(read));
}

async function readPinned(file: Pinned & { path: string }): Promise<Uint8Array> {
  const { path } = file;
  const content = await readBytes(path).catch((error: unknown) => {
    if (isMissing(error)) throw new VitrineError('bad-file', `${path} is missing; \`npm ci\` brings it`);
    throw error;
  });
  if (!isPinned(content, file)) {
    throw new VitrineError(
      'hash-mismatch',
      `${path} is not the file that was pinned: its length or ${hashName(file)} differs`,
    );
  }
  return content;
}

/** The folder of an installed package; a workspace may have installed it further up. */
async function packageFolder(name: string): Promise<string> {
  for (let from = rootFolder; ; from = dirname(from)) {
    const folder = join(from, 'node_modules', name);
    if ((await sizeOfFile(join(folder, 'package.json'))) !== undefined) return folder;
    if (from === dirname(from))
      throw new VitrineError('bad-file', `the npm package ${name} is not installed`);
  }
}

/** Where a mirror lies; undefined where it is asked over the network. */
export function mirrorFolder(mirror: string): string | undefined {
  if (/^https?:/.test(mirror)) return undefined;
  return mirror.startsWith('file:') ? fileURLToPath(mirror) : mirror;
}

/** The verified file from the mirror; undefined when there is no mirror, or it does not have it. */
async function fromMirror(pinned: Pinned, options: SourceOptions): Promise<string | undefined> {
  const { mirror, offline, say } = options;
  if (!mirror || pinned.sha256 === undefined) return undefined;
  try {
    const folder = mirrorFolder(mirror);
    if (folder === undefined) {
      if (offline) return undefined;
      return await downloadOnce(`${mirror.replace(/\/$/, '')}/${pinned.sha256}`, pinned, options);
    }
    const path = join(folder, pinned.sha256);
    await readPinned({ path, ...pinned });
    return path;
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof VitrineError)) throw error;
    // A mirror need not have everything, but what it has must be right.
    if (error.code === 'hash-mismatch') say(`  mirror: ${error.message}`);
    return undefined;
  }
}
