/** Tracks do not come back after so long, and a week of them must not fill the memory. */
const GONE_MS = 60_000;

/** Drops the tracks, by id, that were seen last more than a minute before `atMs`. */
export function forgetGone<T>(byTrack: Map<number, T>, atMs: number, seenMs: (entry: T) => number): void {
  for (const [id, entry] of byTrack) if (atMs - seenMs(entry) > GONE_MS) byTrack.delete(id);
}
