/** A comparison as an address: the Studio's keys for what both share, `a.` and `b.` before those of one side's model. */
import type { ModelSettings } from '#session/session-state.ts';
import { formatSettings, parseSettings } from './settings-url.ts';
import { defaultSettings, type Settings } from './settings.ts';

export type SideName = 'a' | 'b';
export const sideNames: readonly SideName[] = ['a', 'b'];

/** How two pictures are laid out: over one another with a divider, beside each other, or where they differ. */
export const compareViews = ['divider', 'side', 'difference'] as const;
export type CompareView = (typeof compareViews)[number];

export interface CompareSettings extends Pick<Settings, 'task' | 'source' | 'look'> {
  a: Partial<ModelSettings>;
  b: Partial<ModelSettings>;
  view: CompareView;
}

/** Whatever is wrong or missing takes its default. */
export function parseComparison(query: string): CompareSettings {
  const params = new URLSearchParams(query);
  const { task, source, look } = parseSettings(query);
  const ofSide = (name: SideName) => {
    const own = [...params].flatMap(([key, value]) =>
      key.startsWith(`${name}.`) ? [[key.slice(2), value]] : [],
    );
    return parseSettings(new URLSearchParams(own).toString()).model;
  };
  const view = compareViews.find((each) => each === params.get('view')) ?? 'divider';
  return { task, source, look, a: ofSide('a'), b: ofSide('b'), view };
}

/** The query string, `?` included. */
export function formatComparison({ task, source, look, view, ...sides }: CompareSettings): string {
  const params = new URLSearchParams(formatSettings({ ...defaultSettings, task, source, look }));
  for (const name of sideNames) {
    const own = new URLSearchParams(formatSettings({ ...defaultSettings, model: sides[name] }));
    own.delete('task');
    for (const [key, value] of own) params.set(`${name}.${key}`, value);
  }
  if (view !== 'divider') params.set('view', view);
  return `?${params}`;
}
