/** All chapters, found by folder: titles are here, texts are loaded one by one. */
import { chapterId, groups, type Chapter, type Group } from '#core/chapter.ts';

const titles = import.meta.glob<string>(
  ['./chapters/*.md', '../../../*/*.md', '../../../../models/README.md', '../../../../models/*/README.md'],
  { query: '?chapter-title', import: 'default', eager: true },
);
const texts = import.meta.glob<Chapter>(
  ['./chapters/*.md', '../../../*/*.md', '../../../../models/README.md', '../../../../models/*/README.md'],
  { query: '?chapter', import: 'default' },
);

export interface Entry {
  readonly id: string;
  readonly title: string;
  load(): Promise<Chapter>;
}

/** By group; the guide in the order of its files' names, the others by title. */
export const library: Readonly<Record<Group, readonly Entry[]>> = {
  guide: entriesOf('guide'),
  models: entriesOf('models').toSorted(byTitle),
  inside: entriesOf('inside').toSorted(byTitle),
};

export function entryOf(id: string): Entry | undefined {
  return groups.flatMap((group) => library[group]).find((entry) => entry.id === id);
}

function entriesOf(group: Group): Entry[] {
  return Object.entries(titles).flatMap(([file, title]): Entry[] => {
    const id = chapterId(fromRoot(file));
    const load = texts[file];
    return id?.startsWith(`${group}/`) && load ? [{ id, title, load }] : [];
  });
}

function byTitle(a: Entry, b: Entry): number {
  return a.title.localeCompare(b.title, 'en');
}

/** Globs give paths as seen from here. */
function fromRoot(file: string): string {
  return new URL(file, 'file:///src/ui/pages/docs/').pathname.slice(1);
}
