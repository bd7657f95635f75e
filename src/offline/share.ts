/** A picture or video that another app shares with this one: kept by the service worker until a page takes it. */

/** Where `share_target` of the web manifest posts to, and the name of the form's field with the file. */
export const SHARE_PATH = '/share';
export const SHARE_FIELD = 'file';

/** Holds one file at most. */
export const SHARED_CACHE = 'vitrine-shared';
const SHARED_FILE = '/shared-file';
const NAME_HEADER = 'X-Vitrine-Name';

/** Keeps the shared file and leads to the page that takes it, or says that there is none. */
export async function keepShared(request: Request): Promise<Response> {
  // No file, a broken form, or no room for it: the page finds nothing and says so.
  await keep(request).catch(() => undefined);
  return Response.redirect('/?shared=1', 303);
}

async function keep(request: Request): Promise<void> {
  // What was shared before and never taken must not stand in for what is shared now.
  await caches.delete(SHARED_CACHE);
  const file = (await request.formData()).get(SHARE_FIELD);
  if (file instanceof File && file.size > 0) {
    const cache = await caches.open(SHARED_CACHE);
    const headers = { 'Content-Type': file.type, [NAME_HEADER]: encodeURIComponent(file.name) };
    await cache.put(SHARED_FILE, new Response(file, { headers }));
  }
}

/** The file that was shared, once: afterwards it is gone. Undefined where there is none. */
export async function takeShared(): Promise<File | undefined> {
  const cache = await caches.open(SHARED_CACHE);
  const found = await cache.match(SHARED_FILE);
  await caches.delete(SHARED_CACHE);
  if (!found) return undefined;
  const name = decodeURIComponent(found.headers.get(NAME_HEADER) ?? '') || 'shared';
  return new File([await found.blob()], name, { type: found.headers.get('Content-Type') ?? '' });
}
