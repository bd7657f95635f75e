import { LitElement, html, nothing, type CSSResultGroup } from 'lit';
import { state } from 'lit/decorators.js';
import { badgeStyles } from './badge.styles.ts';
import type { OverlayElement, OverlayInput } from './overlay.ts';

/** A figure and what it counts. */
export interface Badge {
  figure: string;
  caption: string;
}

/** An overlay that says one figure; the picture itself shows the rest. Subclasses say which. */
export abstract class BadgeOverlay extends LitElement implements OverlayElement {
  static override styles: CSSResultGroup = badgeStyles;

  @state() private badge: Badge | undefined;

  /** The badge for a result, or undefined for none. */
  protected abstract badgeOf(input: OverlayInput): Badge | undefined;

  override render() {
    if (!this.badge) return nothing;
    // Decorative: the stage says the same in its sentence.
    return html`<p aria-hidden="true"><strong>${this.badge.figure}</strong>${this.badge.caption}</p>`;
  }

  show(input: OverlayInput): void {
    const next = this.badgeOf(input);
    // Frames come thirty times a second; the text rarely changes.
    if (next?.figure !== this.badge?.figure || next?.caption !== this.badge?.caption) this.badge = next;
  }

  clear(): void {
    this.badge = undefined;
  }
}
