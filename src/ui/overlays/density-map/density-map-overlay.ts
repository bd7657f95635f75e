import { customElement } from 'lit/decorators.js';
import { BadgeOverlay, type Badge } from '../badge.ts';
import type { OverlayInput } from '../overlay.ts';
import { densityBadge, smoothCount } from './draw-density-map.ts';

export const kind = 'density-map';
export const tag = 'vt-density-map-overlay';

/** The count of people; the heat map itself is drawn in the worker. */
@customElement(tag)
export class VtDensityMapOverlay extends BadgeOverlay {
  private shown: number | undefined;

  protected override badgeOf({ summary }: OverlayInput): Badge | undefined {
    if (summary.kind !== kind) return undefined;
    this.shown = smoothCount(this.shown, summary.count);
    return densityBadge(this.shown);
  }

  override clear(): void {
    super.clear();
    this.shown = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtDensityMapOverlay;
  }
}
