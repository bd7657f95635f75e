import type { ClassLabel } from '#core/labels.ts';
import { className } from '../../text/describe-result.ts';
import { formatShare } from '../../text/format.ts';
import type { Badge } from '../badge.ts';

/** The class that covers most of the picture, hidden ones apart; undefined when nothing is shown. */
export function labelMapBadge(
  shares: readonly number[],
  labels: readonly ClassLabel[],
  hidden: readonly number[],
): Badge | undefined {
  let top = -1;
  shares.forEach((share, index) => {
    if (share > (shares[top] ?? 0) && !hidden.includes(index)) top = index;
  });
  const share = shares[top];
  return share === undefined ? undefined : { figure: formatShare(share), caption: className(labels, top) };
}
