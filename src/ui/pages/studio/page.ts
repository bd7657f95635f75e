/** The Studio's start: settings from the address, the session, and the first source where none has to be asked for. */
import { catalogue } from '#models/catalogue.ts';
import '../../components/components.ts';
import { VtFileOpenEvent } from '../../events/vt-file-open.ts';
import { Catalog } from '../../app/catalog.ts';
import { firstSource, isCameraGranted } from '../../app/first-source.ts';
import { withLanguage } from '../../app/language.ts';
import { LazySession } from '../../app/lazy-session.ts';
import { rememberedCamera } from '../../app/remembered.ts';
import { formatSettings, parseSettings } from '../../app/settings-url.ts';
import { Studio } from '../../app/studio.ts';

/** Loaded only where something was shared. */
const takeShared = async () => (await import('#offline/share.ts')).takeShared();

export async function open(place: HTMLElement): Promise<void> {
  const catalog = new Catalog();
  const studio = new Studio({
    session: new LazySession(async () => {
      const loaded = [import('../../app/kept-background.ts'), import('../../components/live.ts')] as const;
      const [{ KeepingSession }] = await Promise.all(loaded);
      return new KeepingSession();
    }),
    catalog,
    manifests: catalogue,
    loadLabels: async (model, variant) => (await import('#models/registry.ts')).labelsOf(model, variant),
    settings: parseSettings(location.search),
    save: (settings) =>
      history.replaceState(null, '', withLanguage(formatSettings(settings)) || location.pathname),
  });
  const app = document.createElement('vt-app');
  app.studio = studio;
  place.append(app);
  // The canvas must be there before the first source.
  const [, granted] = await Promise.all([app.updateComplete, isCameraGranted(), catalog.loaded()]);
  const shared = new URLSearchParams(location.search).has('shared') && (await takeShared());
  if (shared) return void app.dispatchEvent(new VtFileOpenEvent(shared));
  const source = firstSource(studio.settings, rememberedCamera(), granted);
  if (source && !studio.begun) await studio.chooseSource(source).catch((thrown) => studio.report(thrown));
}
