/** Settings under a name: some that come with the page, and those that a person keeps in this browser. */
import { msg } from '@lit/localize';
import * as v from 'valibot';

export interface Preset {
  readonly name: string;
  /** As the address has it. The source is no part of it: that one stays. */
  readonly query: string;
}

/** Names are getters, because the language can change while the page is open. */
export const builtInPresets: readonly Preset[] = [
  preset(() => msg('Blur behind me'), '?task=matting&background=blur&blur=16&refine=1'),
  preset(() => msg('Green screen'), '?task=matting&background=green&refine=1&decontaminate=1'),
  preset(() => msg('Count at a line'), '?task=detection&tracking=1&trails=1&lines=500-1000-500-0'),
  preset(() => msg('Everything in colours'), '?task=segmentation&opacity=0.7'),
  preset(() => msg('See in the dark'), '?task=enhancement'),
];

function preset(name: () => string, query: string): Preset {
  return {
    get name() {
      return name();
    },
    query,
  };
}

const KEY = 'vitrine-presets';
const MOST = 24;
const schema = v.pipe(
  v.array(
    v.object({
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
      query: v.pipe(v.string(), v.maxLength(8000)),
    }),
  ),
  v.maxLength(MOST),
);

/** Storage can be forbidden, or hold what another version wrote: then there are none. */
export function ownPresets(): readonly Preset[] {
  try {
    return v.parse(v.pipe(v.string(), v.parseJson(), schema), localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

/** The newest first; one of the same name is replaced, and the oldest leave where there are too many. */
export function keepPreset({ name, query }: Preset): void {
  const others = ownPresets().filter((other) => other.name !== name);
  write([{ name, query }, ...others].slice(0, MOST));
}

export function dropPreset(name: string): void {
  write(ownPresets().filter((other) => other.name !== name));
}

function write(presets: readonly Preset[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(presets));
  } catch {
    // Forbidden or full: nothing is remembered, as elsewhere.
  }
}
