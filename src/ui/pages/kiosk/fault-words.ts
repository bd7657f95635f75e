/** What is wrong with a configuration, in words of the page's language. */
import { msg, str } from '@lit/localize';
import type { ConfigurationFlaw, FaultCode } from '#kiosk/configuration-fault.ts';

const sentences: Readonly<Record<FaultCode, (value: string) => string>> = {
  // As values: the translations' templates would escape them.
  'no-html': () => msg(str`Texts hold no HTML: leave out ${'<'} and ${'>'}.`),
  language: () => msg('Name a language, e.g. "de".'),
  'any-language': () => msg('Give the text in at least one language.'),
  path: () => msg('Name a file of this site by its path, e.g. "/kiosk/logo.svg".'),
  'no-dots': () => msg('Leave out . and .. in paths.'),
  id: () => msg('Name it by its id: small letters, digits and hyphens.'),
  'ids-differ': () => msg('Two scenes have one id.'),
  clock: () => msg('Give the time as "HH:MM".'),
  zone: () => msg('Name an IANA time zone, e.g. "Europe/Berlin".'),
  colour: () => msg('Give the colour as six hexadecimal digits, e.g. "#0a655d".'),
  pin: () => msg('Only the editor writes this: set the PIN there.'),
  'needs-text': () => msg('A text in quotes belongs here.'),
  'needs-number': () => msg('A number belongs here.'),
  'needs-boolean': () => msg('true or false belongs here.'),
  'needs-list': () => msg('A list in [ ] belongs here.'),
  'needs-object': () => msg('Fields in { } belong here.'),
  'one-of': (value) => msg(str`One of these belongs here: ${value}`),
  'whole-number': () => msg('A whole number belongs here.'),
  'at-least': (value) => msg(str`At least ${value}.`),
  'at-most': (value) => msg(str`At most ${value}.`),
  'too-few': (value) => msg(str`Too short or too few: at least ${value}.`),
  'too-many': (value) => msg(str`Too long or too many: at most ${value}.`),
  'too-long': (value) => msg(str`The text is longer than ${value} characters.`),
  'too-deep': (value) => msg(str`Nested deeper than ${value} levels.`),
  'not-json': (value) => msg(str`This is no JSON (${value}).`),
  'bad-name': (value) => msg(str`${value} is no field, or is there twice.`),
  'unknown-field': (value) => msg(str`There is no field ${value} here.`),
  'missing-field': (value) => msg(str`The field ${value} is missing.`),
};

export function faultWords({ code, value }: ConfigurationFlaw): string {
  return sentences[code](value);
}
