import { msg } from '@lit/localize';
import { formatShare } from '../../text/format.ts';
import type { Badge } from '../badge.ts';

export function matteBadge(coverage: number): Badge {
  return { figure: formatShare(coverage), caption: msg('foreground') };
}
