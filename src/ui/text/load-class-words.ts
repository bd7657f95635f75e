/** Keeps the words for classes those of the page's language. Loaded with what names classes: the first page names none. */
import { LOCALE_STATUS_EVENT } from '@lit/localize';
import { currentLanguage } from '../app/language.ts';
import { useClassWords, type ClassForms } from './class-words.ts';

const lists = import.meta.glob<Readonly<Record<string, ClassForms>>>('../locales/classes/*.ts', {
  import: 'classes',
});
const uncounted = import.meta.glob<Readonly<Record<string, string>>>('../locales/classes/ade20k/*.ts', {
  import: 'words',
});

async function load(): Promise<void> {
  const language = currentLanguage();
  // English needs none. A list that cannot be loaded leaves the models' own names.
  const none = () => Promise.resolve({});
  const [words, others] = await Promise.all([
    (lists[`../locales/classes/${language}.ts`] ?? none)(),
    (uncounted[`../locales/classes/ade20k/${language}.ts`] ?? none)(),
  ]).catch(() => [{}, {}] as const);
  // Another language may have been chosen since.
  if (language === currentLanguage()) useClassWords({ ...alone(others), ...words });
}

const alone = (words: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(words).map(([name, word]) => [name, [word] as const]));

globalThis.addEventListener(LOCALE_STATUS_EVENT, (event) => {
  if (event.detail.status === 'ready') void load();
});
void load();
