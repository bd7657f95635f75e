/** What a wall says that has nothing to show yet and was given no card for it: a word of its own, in its own languages. */

/** By the first part of a BCP 47 code. The languages of walls, which are more than those of the pages. */
const words: Readonly<Record<string, string>> = {
  ar: 'لحظة من فضلكم: الصورة قادمة حالاً.',
  de: 'Einen Augenblick bitte: Gleich ist das Bild da.',
  en: 'One moment, please: the picture will be here shortly.',
  es: 'Un momento, por favor: la imagen llega enseguida.',
  fr: 'Un instant, s’il vous plaît : l’image arrive.',
  it: 'Un attimo, prego: l’immagine arriva subito.',
  ja: '少々お待ちください。まもなく映像が映ります。',
  nl: 'Een ogenblik, alstublieft: het beeld komt zo.',
  pl: 'Chwileczkę: obraz zaraz się pojawi.',
  pt: 'Um momento, por favor: a imagem já vem.',
  tr: 'Bir dakika lütfen: Görüntü birazdan gelecek.',
  zh: '请稍候，画面马上就来。',
};

/** In those languages of the privacy notice that are known here; in English where none is. */
export function friendlyCard(privacyNotice: Readonly<Record<string, string>>): Record<string, string> {
  const known = Object.keys(privacyNotice).flatMap((language) => {
    const text = words[language.split('-')[0] ?? ''];
    return text === undefined ? [] : [[language, text] as const];
  });
  return Object.fromEntries(known.length > 0 ? known : [['en', words['en']!]]);
}
