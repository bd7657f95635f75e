/** Comparing two configurations on the same frames of one source. */
import '../../components/masthead/vt-masthead.ts';
import { formatComparison, parseComparison } from '../../app/compare-url.ts';
import { firstSource, isCameraGranted } from '../../app/first-source.ts';
import { withLanguage } from '../../app/language.ts';
import { openComparison } from '../../app/open-comparison.ts';
import { rememberedCamera } from '../../app/remembered.ts';
import './vt-compare-page.ts';

export async function open(place: HTMLElement): Promise<void> {
  const comparison = openComparison(parseComparison(location.search), (settings) =>
    history.replaceState(null, '', withLanguage(formatComparison(settings))),
  );
  const element = document.createElement('vt-compare-page');
  element.comparison = comparison;
  place.append(element);
  // The canvases must be there before the first source.
  const [, granted] = await Promise.all([element.settled, isCameraGranted(), comparison.catalog.loaded()]);
  const { source, task, look } = comparison.settings;
  const first = firstSource({ source, task, look, model: {}, regions: [] }, rememberedCamera(), granted);
  if (first && !comparison.source)
    await comparison.chooseSource(first).catch((thrown: unknown) => comparison.report(thrown));
}
