/** The kiosk: a configuration, then the wall. */
import { loadConfiguration } from './load-configuration.ts';
import { runKiosk } from './run-kiosk.ts';
import './vt-kiosk-start.ts';

/** A build whose wall shows nothing is no good one, although its page was opened (keep-offline.ts). */
export const judgesItself = true;

export async function open(place: HTMLElement): Promise<void> {
  const isPreview = new URLSearchParams(location.search).has('preview');
  const loaded = await loadConfiguration(location.search, location.hash);
  // The editor puts each change into the address.
  if (isPreview) globalThis.addEventListener('hashchange', () => location.reload());
  if (loaded.status === 'ready') return runKiosk(place, loaded.configuration, { isPreview });
  void import('../../app/confirm-build.ts');
  await import('../../components/masthead/vt-masthead.ts');
  const start = document.createElement('vt-kiosk-start');
  start.loaded = loaded;
  start.start = (configuration) => void runKiosk(place, configuration);
  place.append(document.createElement('vt-masthead'), start);
}
