/** What the page has put into the browser's storage, and the ways to take it out again. */
import { KEPT_CACHE } from '#offline/build.ts';
import { SHARED_CACHE } from '#offline/share.ts';
import { USER_MODELS_FOLDER } from '#session/user-models/user-model-id.ts';
import { BACKGROUND_CACHE } from './background-cache.ts';

export interface Stored {
  /** Bytes of this site, as the browser counts them; undefined where it does not. */
  usage: number | undefined;
  quota: number | undefined;
  /** The browser deletes nothing of it by itself. */
  isPersisted: boolean;
  /** Models, clips and fonts that were kept for use without network. */
  kept: CachedFiles | undefined;
  /** The page itself, for use without network. */
  page: CachedFiles | undefined;
  /** The models that people brought. */
  ownBytes: number;
}

export interface CachedFiles {
  files: number;
  /** As the files say; some do not. */
  bytes: number;
}

export async function readStored(): Promise<Stored> {
  const { storage } = navigator;
  const [estimate, isPersisted, names, ownBytes] = await Promise.all([
    storage.estimate().catch((): StorageEstimate => ({})),
    storage.persisted().catch(() => false),
    cacheNames(),
    bytesOfOwn(),
  ]);
  const others = names.filter((name) => name !== KEPT_CACHE);
  return {
    usage: estimate.usage,
    quota: estimate.quota,
    isPersisted,
    kept: names.includes(KEPT_CACHE) ? await countFiles([KEPT_CACHE]) : undefined,
    page: others.length > 0 ? await countFiles(others) : undefined,
    ownBytes,
  };
}

/** Asks the browser to delete nothing by itself; some ask the person. False where it is refused. */
export function persist(): Promise<boolean> {
  return navigator.storage.persist().catch(() => false);
}

export async function forgetKept(): Promise<void> {
  await caches.delete(KEPT_CACHE);
}

/** The page comes from its server again, from the next load on. */
export async function forgetPage(): Promise<void> {
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const names = (await cacheNames()).filter((name) => name !== KEPT_CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Caches are missing on pages that are not secure. */
async function cacheNames(): Promise<string[]> {
  const names = (await globalThis.caches?.keys().catch(() => [])) ?? [];
  return names.filter((name) => name !== SHARED_CACHE && name !== BACKGROUND_CACHE);
}

async function countFiles(names: readonly string[]): Promise<CachedFiles> {
  const counted = { files: 0, bytes: 0 };
  for (const name of names) {
    for (const response of await (await caches.open(name)).matchAll()) {
      counted.files++;
      counted.bytes += Number(response.headers.get('Content-Length') ?? 0);
    }
  }
  return counted;
}

async function bytesOfOwn(): Promise<number> {
  try {
    const root = await navigator.storage.getDirectory();
    return await bytesIn(await root.getDirectoryHandle(USER_MODELS_FOLDER));
  } catch {
    // Nothing was ever kept, or the browser has no such storage.
    return 0;
  }
}

async function bytesIn(folder: FileSystemDirectoryHandle): Promise<number> {
  let bytes = 0;
  for await (const handle of folder.values())
    bytes += handle.kind === 'file' ? (await handle.getFile()).size : await bytesIn(handle);
  return bytes;
}
