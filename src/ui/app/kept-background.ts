/** The file behind the person, kept over reloads in a cache of its own. Storage can be forbidden: then it is chosen again. */
import type { Look } from '#core/look.ts';
import { LiveSession } from '#session/live-session.ts';
import { BACKGROUND_CACHE } from './background-cache.ts';

const ADDRESS = '/kept-background';

/** A live session that shows what was kept as soon as a look wants a picture, and keeps what is chosen. */
export class KeepingSession extends LiveSession {
  #isAskedFor = false;
  /** A person chose one meanwhile: what is kept comes too late. */
  #isChosen = false;

  override async setBackground(file: Blob | undefined): Promise<void> {
    this.#isChosen = true;
    await super.setBackground(file);
    await keep(file);
  }

  override setLook(look: Look): void {
    super.setLook(look);
    if (look.background === 'image' && !this.#isAskedFor) void this.#bringBack();
  }

  async #bringBack(): Promise<void> {
    this.#isAskedFor = true;
    const file = await kept();
    // A file that this browser could show once and cannot any more is as good as none.
    if (file && !this.#isChosen) await super.setBackground(file).catch(() => undefined);
  }
}

async function keep(file: Blob | undefined): Promise<void> {
  try {
    if (!file) return void (await caches.delete(BACKGROUND_CACHE));
    const cache = await caches.open(BACKGROUND_CACHE);
    await cache.put(ADDRESS, new Response(file, { headers: { 'Content-Type': file.type } }));
  } catch {
    // No storage, or no room in it.
  }
}

async function kept(): Promise<Blob | undefined> {
  try {
    return await (await (await caches.open(BACKGROUND_CACHE)).match(ADDRESS))?.blob();
  } catch {
    return undefined;
  }
}
