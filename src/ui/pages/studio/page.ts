/** The Studio's start: settings from the address, the session, and the first source where none has to be asked for. */
import { VitrineError } from '#core/errors/vitrine-error.ts';
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

/** What another app shared with this one. Its code is loaded only then. */
async function openShared(app: HTMLElement, studio: Studio): Promise<void> {
  const { takeShared } = await import('#offline/share.ts');
  const file = await takeShared().catch(() => undefined);
  history.replaceState(null, '', location.pathname);
  if (file) app.dispatchEvent(new VtFileOpenEvent(file));
  else studio.report(new VitrineError('not-media', 'What was shared holds no picture or video.'));
}

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
  if (new URLSearchParams(location.search).has('shared')) return openShared(app, studio);
  const source = firstSource(studio.settings, rememberedCamera(), granted);
  if (source && !studio.begun) await studio.chooseSource(source).catch((thrown) => studio.report(thrown));
}
