import { customElement } from 'lit/decorators.js';
import { BadgeOverlay, type Badge } from '../badge.ts';
import type { OverlayInput } from '../overlay.ts';
import { matteBadge } from './draw-alpha-matte.ts';

export const kind = 'alpha-matte';
export const tag = 'vt-alpha-matte-overlay';

/** How much of the picture the person covers, in the matte view only: elsewhere the picture should stay clean. */
@customElement(tag)
export class VtAlphaMatteOverlay extends BadgeOverlay {
  protected override badgeOf({ summary, look }: OverlayInput): Badge | undefined {
    return summary.kind === kind && look.background === 'matte' ? matteBadge(summary.coverage) : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtAlphaMatteOverlay;
  }
}
