/**
 * Whether the browser has the file already: in its own cache or in one that the page keeps. Undefined where it does not
 * tell. Asks no server.
 */
export async function isCached(url: string): Promise<boolean | undefined> {
  const { caches } = globalThis as { caches?: CacheStorage };
  if (await caches?.match(url).catch(() => undefined)) return true;
  try {
    return (await fetch(url, { method: 'GET', cache: 'only-if-cached', mode: 'same-origin' })).ok;
  } catch (error) {
    // Browsers that know the mode fail with a TypeError of the network; the others say that the mode is unknown.
    return error instanceof TypeError && !/cache/i.test(error.message) ? false : undefined;
  }
}
