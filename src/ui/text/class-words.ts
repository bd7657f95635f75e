/** Classes of models in the page's language. Models name them in English; lists come by load-class-words.ts. */

/**
 * One and several; in languages without a plural the word, and what is written behind its number. The word alone for
 * classes that nobody counts.
 */
export type ClassForms = readonly [word: string, other?: string];

let known = new Map<string, ClassForms>();

export function useClassWords(words: Readonly<Record<string, ClassForms>>): void {
  known = new Map(Object.entries(words));
}

export const formsOfClass = (name: string): ClassForms | undefined => known.get(name);

/** The English name where the language has no word for it, or none yet. */
export const classWord = (name: string): string => known.get(name)?.[0] ?? name;
