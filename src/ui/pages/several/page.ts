/** Several sources and tasks at once. `?scene=detection,matting` begins with the built-in scene and those tasks. */
import { tasks } from '#core/result.ts';
import { catalogue } from '#models/catalogue.ts';
import { SessionGroup } from '#session/session-group.ts';
import { Catalog } from '../../app/catalog.ts';
import { Panes } from '../../app/panes.ts';
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
  element.panes = panes;
  place.append(element);
  await Promise.all([element.updateComplete, panes.catalog.loaded()]);
  const asked = new URLSearchParams(location.search).get('scene')?.split(',') ?? [];
  const wanted = tasks.filter((task) => asked.includes(task)).slice(0, 3);
  await element.grid?.open({ kind: 'scene' }, wanted).catch((thrown: unknown) => panes.report(thrown));
}
