/** Which Markdown files are chapters, and what each is called in the address: the same rule for the build and the page. */
const RULES: readonly [pattern: RegExp, group: Group][] = [
  [/^src\/ui\/pages\/docs\/chapters\/\d+-([\w-]+)\.md$/, 'guide'],
  [/^models\/([\w-]+)\/README\.md$/, 'models'],
  [/^src\/(\w+)\/README\.md$/, 'inside'],
  [/^src\/(\w+\/[\w-]+)\.md$/, 'inside'],
  [/^(models)\/README\.md$/, 'inside'],
];

/** In the order in which the page lists them. */
export const groups = ['guide', 'models', 'inside'] as const;
export type Group = (typeof groups)[number];

/** `path` is from the repository's root. Undefined for a file that is no chapter. */
export function chapterId(path: string): string | undefined {
  for (const [pattern, group] of RULES) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined) return `${group}/${name.toLowerCase()}`;
  }
  return undefined;
}

/** What the build makes of such a file. */
export interface Chapter {
  readonly title: string;
  /** Everything below the title; our own text, markup in it is shown as text. */
  readonly html: string;
}
