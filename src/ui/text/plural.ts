import { languageOfNumbers } from './format.ts';

/** By language: to make one takes longer than to use it. */
const rules = new Map<string, Intl.PluralRules>();

/**
 * Of a sentence with a number in it, the form that the page's language uses with `count`. Each form is a message of its
 * own; further forms that a language has (the Polish "few") are the `other` one: of our languages none needs them.
 */
export function plural(count: number, forms: { one: string; other: string }): string {
  const language = languageOfNumbers();
  const rule = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, rule);
  return rule.select(count) === 'one' ? forms.one : forms.other;
}
