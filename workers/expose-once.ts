import { expose } from 'comlink';

/**
 * Lets the page call `api`. WebKit (GTK 2.50) evaluates a worker's entry a second time when a chunk that it loads imports
 * from it; what that second evaluation makes must not answer beside the first.
 */
export function exposeOnce(api: object): void {
  const scope = globalThis as { vitrineIsExposed?: boolean };
  if (scope.vitrineIsExposed) return;
  scope.vitrineIsExposed = true;
  expose(api);
}
