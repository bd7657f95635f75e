/** Texts that take turns: every card in each of its languages. */

/** Long enough to read a card (chosen). */
const EACH_MS = 8_000;

export interface Words {
  lang: string;
  text: string;
}

export function wordsAt(
  cards: readonly Readonly<Record<string, string>>[],
  nowMs: number,
): Words | undefined {
  const words = cards.flatMap((card) => Object.entries(card).map(([lang, text]) => ({ lang, text })));
  return words[Math.floor(nowMs / EACH_MS) % Math.max(1, words.length)];
}
