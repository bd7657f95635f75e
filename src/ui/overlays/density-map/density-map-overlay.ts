import { customElement } from 'lit/decorators.js';
import { SmoothedCount } from '#core/counting/smoothed-count.ts';
import { BadgeOverlay, type Badge } from '../badge.ts';
import type { OverlayInput } from '../overlay.ts';
import { densityBadge } from './draw-density-map.ts';

export const kind = 'density-map';
export const tag = 'vt-density-map-overlay';

/** The count of people; the heat map itself is drawn in the worker. */
@customElement(tag)
export class VtDensityMapOverlay extends BadgeOverlay {
  private readonly count = new SmoothedCount();

  protected override badgeOf({ summary, atMs }: OverlayInput): Badge | undefined {
    if (summary.kind !== kind) return undefined;
    return densityBadge(this.count.add(summary.count, atMs));
  }

  override clear(): void {
    super.clear();
    this.count.reset();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtDensityMapOverlay;
  }
}
