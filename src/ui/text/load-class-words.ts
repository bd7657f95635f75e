/** Keeps the words for classes those of the page's language. Loaded with what names classes: the first page names none. */
import { LOCALE_STATUS_EVENT } from '@lit/localize';
import { currentLanguage } from '../app/language.ts';
import { useClassWords, type ClassForms } from './class-words.ts';

const lists = import.meta.glob<Readonly<Record<string, ClassForms>>>('../locales/classes/*.ts', {
  import: 'classes',
});

async function load(): Promise<void> {
  const language = currentLanguage();
  // English needs none. A list that cannot be loaded leaves the models' own names.
  const words = await lists[`../locales/classes/${language}.ts`]?.().catch(() => undefined);
  // Another language may have been chosen since.
  if (language === currentLanguage()) useClassWords(words ?? {});
}

globalThis.addEventListener(LOCALE_STATUS_EVENT, (event) => {
  if (event.detail.status === 'ready') void load();
});
void load();
