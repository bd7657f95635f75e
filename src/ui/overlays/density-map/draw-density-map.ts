import { msg } from '@lit/localize';
import type { CountEstimate } from '#core/counting/smoothed-count.ts';
import { formatEstimate } from '../../text/format.ts';
import type { Badge } from '../badge.ts';

/** The figure with how far it strays from frame to frame. */
export function densityBadge(estimate: CountEstimate): Badge {
  return {
    figure: formatEstimate(estimate),
    caption: Math.round(estimate.mean) === 1 ? msg('person, estimated') : msg('people, estimated'),
  };
}
