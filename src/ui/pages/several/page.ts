/**
 * Several sources and tasks at once, kept in the address: it opens again what can be named. `?scene=detection,matting`
 * begins with the built-in scene and those tasks.
 */
import { catalogue } from '#models/catalogue.ts';
import { SessionGroup } from '#session/session-group.ts';
import { Catalog } from '../../app/catalog.ts';
import { cameraSource, isCameraGranted } from '../../app/first-source.ts';
import { withLanguage } from '../../app/language.ts';
import { formatPanes, parsePanes } from '../../app/panes-url.ts';
import { Panes } from '../../app/panes.ts';
import { rememberedCamera } from '../../app/remembered.ts';
import { defaultSettings } from '../../app/settings.ts';
import '../../components/masthead/vt-masthead.ts';
import '../../components/panes/vt-panes.ts';
import './vt-several.ts';

export async function open(place: HTMLElement): Promise<void> {
  const panes = new Panes({
    group: new SessionGroup(),
    catalog: new Catalog(),
    manifests: catalogue,
    labelsOf: async ({ model, variant }) => (await import('#models/registry.ts')).labelsOf(model, variant),
  });
  const element = document.createElement('vt-several');
  place.append(element);
  await Promise.all([element.updateComplete, panes.catalog.loaded()]);
  // Only now: the form below would be pushed down by the panes that come with the address.
  element.panes = panes;
  await element.updateComplete;
  const wish = parsePanes(location.search);
  panes.setBudget(wish.budget);
  // A camera only where that asks nobody; files and screens need a person.
  const isGranted = wish.panes.some(({ source }) => source === 'camera') && (await isCameraGranted());
  for (const { source, tasks } of wish.panes) {
    const settings =
      source === 'scene'
        ? ({ kind: 'scene' } as const)
        : source === 'camera' && isGranted
          ? cameraSource(defaultSettings.source, rememberedCamera())
          : undefined;
    if (!settings) continue;
    const [wanted, models] = [tasks.map(({ task }) => task), tasks.map(({ model }) => model)];
    // Side by side: a model that loads keeps no other pane waiting.
    element.grid?.open(settings, wanted, models).catch((thrown: unknown) => panes.report(thrown));
  }
  panes.addEventListener('change', () => {
    const query = withLanguage(formatPanes(panes.wish));
    if (query !== location.search) history.replaceState(null, '', query || location.pathname);
  });
}
