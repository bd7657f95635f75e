import { msg } from '@lit/localize';
import { formatCount } from '../../text/format.ts';
import type { Badge } from '../badge.ts';

/** Share of the newest count in the shown one: settles within about ten frames, so that the figure can be read. */
const NEWEST_WEIGHT = 0.2;
/** A relative jump beyond this is another scene, not noise: the shown count follows at once. */
const SCENE_CHANGE = 0.5;

/** The count to show, given the one shown before (undefined at the start). */
export function smoothCount(shown: number | undefined, newest: number): number {
  if (shown === undefined || Math.abs(newest - shown) > SCENE_CHANGE * Math.max(shown, 4)) return newest;
  return shown + NEWEST_WEIGHT * (newest - shown);
}

/** A density map can sum to slightly below zero; people cannot. */
export function densityBadge(shown: number): Badge {
  const people = Math.max(0, Math.round(shown));
  return {
    figure: formatCount(people),
    caption: people === 1 ? msg('person, estimated') : msg('people, estimated'),
  };
}
