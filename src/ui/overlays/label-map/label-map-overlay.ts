import { customElement } from 'lit/decorators.js';
import { BadgeOverlay, type Badge } from '../badge.ts';
import type { OverlayInput } from '../overlay.ts';
import { labelMapBadge } from './draw-label-map.ts';

export const kind = 'label-map';
export const tag = 'vt-label-map-overlay';

/** The largest class; the colours are drawn in the worker and explained by the legend. */
@customElement(tag)
export class VtLabelMapOverlay extends BadgeOverlay {
  protected override badgeOf({ summary, labels, look }: OverlayInput): Badge | undefined {
    return summary.kind === kind ? labelMapBadge(summary.shares, labels, look.hiddenClasses) : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtLabelMapOverlay;
  }
}
