/**
 * `npm run locales:check`: every word of the page is there in every language, with the same placeholders, and what the
 * page loads was built from it. `npm run locales` adds what is new, to be translated in src/ui/locales/xliff.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfigFileAndWriteSchema } from '@lit/localize-tools/lib/config.js';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';

const folder = resolve(import.meta.dirname, '../src/ui/locales');
const config = readConfigFileAndWriteSchema(join(folder, 'lit-localize.json'));
const localizer = new RuntimeLitLocalizer({
  ...config,
  output: { ...config.output, mode: 'runtime' },
} as never);
const { messages, errors } = localizer.extractSourceMessages();
const { translations } = localizer.readTranslationsSync();
const problems: string[] = errors.map(
  ({ messageText }) =>
    `a msg() call cannot be read: ${typeof messageText === 'string' ? messageText : messageText.messageText}`,
);
problems.push(...localizer.validateTranslations().errors);
if (messages.length === 0) problems.push('no msg() call was found, so nothing was checked');
for (const locale of config.targetLocales) {
  const translated = new Set(translations.get(locale)?.map(({ name }) => name));
  const built = readFileSync(join(folder, 'templates', `${locale}.ts`), 'utf8');
  for (const { name, contents } of messages) {
    const english = contents.map((part) => (typeof part === 'string' ? part : '{}')).join('');
    if (!translated.has(name)) problems.push(`${locale}: not translated: ${english}`);
    else if (!built.includes(name)) problems.push(`${locale}: translated, but not built: ${english}`);
  }
}
/** What each language's words would be told apart by: two ways of speaking to a person, or of writing one thing. */
const strays: Record<string, RegExp> = {
  de: /(?<!\p{L})(du|dein\w*|dich|dir)(?!\p{L})/iu,
  es: /(?<!\p{L})(usted|suelte|conecte|guarde|cierre antes|permita|omita|indique|escriba|elija|abra|inténtelo|suy[ao]s?|estudio)(?!\p{L})/iu,
  fr: /(?<!\p{L})(tu|ton|tes|toi)(?!\p{L})/iu,
  ja: /ブラウザー|フォルダー|レンダラー|バッファー/,
  'zh-Hans': /你|worker/i,
};
for (const locale of config.targetLocales) {
  for (const { contents } of translations.get(locale) ?? []) {
    const text = contents.map((part) => (typeof part === 'string' ? part : '{}')).join('');
    const stray = strays[locale]?.exec(text)?.[0];
    if (stray) problems.push(`${locale}: “${stray}” is not how the rest is written: ${text}`);
  }
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error(
    'Run `npm run locales`, write each missing <target> in src/ui/locales/xliff/*.xlf, and run it again.',
  );
}
console.log(
  `${messages.length} messages in ${config.targetLocales.length + 1} languages, ${problems.length} problems`,
);
process.exit(problems.length > 0 ? 1 : 0);
