import { releaseProxy } from 'comlink';

/**
 * Lets go of a callback that came from the page: its two ports close at once. Otherwise they stay until a collection
 * here, and a worker that makes no garbage collects seldom. Nothing happens to a function that came from nowhere.
 */
export function release(callback: object): void {
  (callback as { [releaseProxy]?: () => void })[releaseProxy]?.();
}
