/** What the page has put into the browser's storage, and the ways to take it out again. */
import { KEPT_CACHE } from '#offline/build.ts';
import { SHARED_CACHE } from '#offline/share.ts';
import { USER_MODELS_FOLDER } from '#session/user-models/user-model-id.ts';
import { BACKGROUND_CACHE } from './background-cache.ts';

const PICTURE_CACHES: readonly string[] = [SHARED_CACHE, BACKGROUND_CACHE];

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
  /** What lies behind the person, and what other apps shared. */
  pictures: CachedFiles | undefined;
  /** The models that people brought. */
  ownBytes: number;
  /** Databases of the bench or the kiosk. */
  hasRecords: boolean;
}

export interface CachedFiles {
  files: number;
  /** Unpacked, as they take room. */
  bytes: number;
}

export async function readStored(): Promise<Stored> {
  // Each may be missing (pages that are not secure) or forbidden (private windows): then nothing of it is kept.
  const { storage } = navigator as { storage?: StorageManager };
  const [estimate, isPersisted, names, ownBytes, databases] = await Promise.all([
    quietly(() => storage?.estimate(), {}),
    quietly(() => storage?.persisted(), false),
    cacheNames(),
    bytesOfOwn(),
    quietly(() => indexedDB.databases(), []),
  ]);
  const others = names.filter((name) => name !== KEPT_CACHE && !PICTURE_CACHES.includes(name));
  const pictures = names.filter((name) => PICTURE_CACHES.includes(name));
  return {
    usage: estimate.usage,
    quota: estimate.quota,
    isPersisted,
    kept: names.includes(KEPT_CACHE) ? await countFiles([KEPT_CACHE]) : undefined,
    page: others.length > 0 ? await countFiles(others) : undefined,
    pictures: pictures.length > 0 ? await countFiles(pictures) : undefined,
    ownBytes,
    hasRecords: databases.some(({ name }) => name?.startsWith('vitrine-')),
  };
}

/** `instead` where the browser lacks it, refuses, or throws. */
async function quietly<T>(ask: () => Promise<T> | undefined, instead: T): Promise<T> {
  try {
    return (await ask()) ?? instead;
  } catch {
    return instead;
  }
}

/** Asks the browser to delete nothing by itself; some ask the person. False where it is refused. */
export function persist(): Promise<boolean> {
  const { storage } = navigator as { storage?: StorageManager };
  return quietly(() => storage?.persist(), false);
}

export async function forgetKept(): Promise<void> {
  await caches.delete(KEPT_CACHE);
}

/** The page comes from its server again, from the next load on. */
export async function forgetPage(): Promise<void> {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  const registrations = await quietly(() => serviceWorker?.getRegistrations(), []);
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const kept = [KEPT_CACHE, ...PICTURE_CACHES];
  const names = (await cacheNames()).filter((name) => !kept.includes(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** The picture that is shown now stays until another is chosen. */
export async function forgetPictures(): Promise<void> {
  await Promise.all(PICTURE_CACHES.map((name) => caches.delete(name)));
}

/** Caches are missing on pages that are not secure. */
function cacheNames(): Promise<string[]> {
  const { caches } = globalThis as { caches?: CacheStorage };
  return quietly(() => caches?.keys(), []);
}

async function countFiles(names: readonly string[]): Promise<CachedFiles> {
  const counted = { files: 0, bytes: 0 };
  for (const name of names) {
    for (const response of await (await caches.open(name)).matchAll()) {
      counted.files++;
      // What the header says is the length on the way, packed, and some have none.
      counted.bytes += (await response.blob()).size;
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
