/** Finds a variant's files: in an npm package, in the mirror, or at their pinned address. All are checked. */
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { download, hostOf, type DownloadOptions, type Pinned } from './download.ts';
import type { IsReachable } from './reachability.ts';
import { isMissing, readBytes, sha256Of, sizeOfFile } from './files.ts';
import { downloadsFolder, familiesFolder, rootFolder } from './paths.ts';
import { subjectName, type Subject } from './families.ts';
import type { PinnedFile } from '../manifest.ts';

export interface SourceOptions extends DownloadOptions {
  /** VITRINE_MIRROR: a folder or URL with files named by their SHA-256, looked up first. */
  mirror?: string;
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
  const known = (await sizeOfFile(join(downloadsFolder, source.sha256))) === source.bytes;
  if (!known && options.isReachable && !(await options.isReachable(source.url))) {
    throw new VitrineError('network', `${hostOf(source.url)} cannot be reached`);
  }
  return download(source.url, source, downloadsFolder, options);
}

async function readAll(files: readonly PinnedFile[]): Promise<Map<string, Uint8Array>> {
  const read = files.map(async (file) => [basename(file.path), await readPinned(file)] as const);
  return new Map(await Promise.all(read));
}

async function readPinned({ path, sha256, bytes }: PinnedFile): Promise<Uint8Array> {
  const content = await readBytes(path).catch((error: unknown) => {
    if (isMissing(error)) throw new VitrineError('bad-file', `${path} is missing; \`npm ci\` brings it`);
    throw error;
  });
  if (content.length !== bytes || sha256Of(content) !== sha256) {
    throw new VitrineError(
      'hash-mismatch',
      `${path} is not the file that was pinned: its length or SHA-256 differs`,
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

/** The verified file from the mirror; undefined when there is no mirror, or it does not have it. */
async function fromMirror(pinned: Pinned, options: SourceOptions): Promise<string | undefined> {
  const { mirror, say } = options;
  if (!mirror) return undefined;
  try {
    if (/^https?:/.test(mirror)) {
      return await download(
        `${mirror.replace(/\/$/, '')}/${pinned.sha256}`,
        pinned,
        downloadsFolder,
        options,
      );
    }
    const folder = mirror.startsWith('file:') ? fileURLToPath(mirror) : mirror;
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
