import { msg } from '@lit/localize';
import { customElement } from 'lit/decorators.js';
import { formatShare } from '../../text/format.ts';
import { BadgeOverlay, type Badge } from '../badge.ts';
import type { OverlayInput } from '../overlay.ts';

export const kind = 'picture';
export const tag = 'vt-picture-overlay';

/** The new picture's brightness; the picture itself is drawn in the worker. */
@customElement(tag)
export class VtPictureOverlay extends BadgeOverlay {
  protected override badgeOf({ summary }: OverlayInput): Badge | undefined {
    if (summary.kind !== kind) return undefined;
    return { figure: formatShare(summary.brightness), caption: msg('brightness') };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtPictureOverlay;
  }
}
