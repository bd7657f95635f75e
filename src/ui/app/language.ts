/** The page's language: the one in the address, else the remembered one, else the first of the browser's that we have. */
import { LitElement } from 'lit';
import { configureLocalization, updateWhenLocaleChanges, type LocaleModule } from '@lit/localize';
import { allLocales, sourceLocale, targetLocales } from '../locales/codes.ts';
import { formatNumbersIn } from '../text/format.ts';
import { rememberLanguage, rememberedLanguage } from './remembered.ts';

export type Language = (typeof allLocales)[number];
export const languages: readonly Language[] = allLocales;

// Every element follows the language, without saying so itself. Holds for those that are defined after this module.
LitElement.addInitializer((element) => updateWhenLocaleChanges(element));

const templates = import.meta.glob<LocaleModule>('../locales/templates/*.ts');

const { getLocale, setLocale } = configureLocalization({
  sourceLocale,
  targetLocales,
  loadLocale: async (code) => {
    const load = templates[`../locales/templates/${code}.ts`];
    if (!load) throw new TypeError(`There are no words for the language ${code}.`);
    return load();
  },
});

const ADDRESS_KEY = 'lang';
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

export const currentLanguage = (): Language => getLocale() as Language;

/** What speakers call it: Deutsch, 日本語. */
export function nameOfLanguage(language: Language): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** The first of `wanted` (BCP 47, the dearest first) that we have in the same script; English where none is. */
export function bestLanguage(wanted: readonly (string | undefined)[]): Language {
  for (const tag of wanted) {
    const found = tag && languages.find((language) => sameWriting(language, tag));
    if (found) return found;
  }
  return sourceLocale;
}

/** Resolves when the page's words are there. Without a network it stays English: better than no page. */
export async function startLanguage(): Promise<void> {
  const address = new URLSearchParams(location.search).get(ADDRESS_KEY) ?? undefined;
  const language = bestLanguage([address, rememberedLanguage(), ...navigator.languages]);
  await show(language).catch(() => show(sourceLocale));
}

/** What a person chose: remembered, and part of the address from now on. */
export async function chooseLanguage(language: Language): Promise<void> {
  await show(language);
  rememberLanguage(language);
  const query = new URLSearchParams(location.search);
  query.set(ADDRESS_KEY, language);
  history.replaceState(history.state, '', `?${query}${location.hash}`);
}

/** `query` (empty, or with its `?`) with the language that the address names now. */
export function withLanguage(query: string): string {
  const language = new URLSearchParams(location.search).get(ADDRESS_KEY);
  const params = new URLSearchParams(query);
  if (language) params.set(ADDRESS_KEY, language);
  return params.size > 0 ? `?${params}` : '';
}

async function show(language: Language): Promise<void> {
  await setLocale(language);
  formatNumbersIn(language);
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
}

/** zh-CN is written as zh-Hans is, and zh-TW is not. */
function sameWriting(language: Language, tag: string): boolean {
  try {
    const [ours, theirs] = [new Intl.Locale(language).maximize(), new Intl.Locale(tag).maximize()];
    return ours.language === theirs.language && ours.script === theirs.script;
  } catch {
    // Not a language tag.
    return false;
  }
}
