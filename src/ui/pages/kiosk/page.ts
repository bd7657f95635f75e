/** The kiosk: a configuration, then the wall. */
import { loadConfiguration } from './load-configuration.ts';
import { runKiosk } from './run-kiosk.ts';
import './vt-kiosk-start.ts';

export async function open(place: HTMLElement): Promise<void> {
  const loaded = await loadConfiguration(location.search);
  if (loaded.status === 'ready') return runKiosk(place, loaded.configuration);
  const start = document.createElement('vt-kiosk-start');
  start.loaded = loaded;
  start.start = (configuration) => void runKiosk(place, configuration);
  place.append(start);
}
