import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { UnitPoint } from '#core/geometry.ts';
import '../../components/class-pointer/vt-class-pointer.ts';
import { pointedClass, type PointedClass } from '../../components/class-pointer/pointed-class.ts';
import type { VtClassPointer } from '../../components/class-pointer/vt-class-pointer.ts';
import { BadgeOverlay, type Badge } from '../badge.ts';
import { badgeStyles } from '../badge.styles.ts';
import type { OverlayInput } from '../overlay.ts';
import { labelMapBadge } from './draw-label-map.ts';

export const kind = 'label-map';
export const tag = 'vt-label-map-overlay';

/**
 * The largest class, and the name of the one that a person points at; the colours are drawn in the worker and explained by
 * the legend.
 */
@customElement(tag)
export class VtLabelMapOverlay extends BadgeOverlay {
  static override styles = [
    badgeStyles,
    css`
      :host {
        inset: 0;
      }
      p {
        position: absolute;
        inset-block-start: var(--vt-badge-top, 0.75rem);
        inset-inline-end: 0.75rem;
      }
    `,
  ];

  @state() private canBePointedAt = false;
  @query('vt-class-pointer') private pointer!: VtClassPointer | null;
  private input: OverlayInput | undefined;

  override render() {
    return html`${super.render()}${
      this.canBePointedAt ? html`<vt-class-pointer .ask=${this.ask}></vt-class-pointer>` : nothing
    }`;
  }

  override updated(): void {
    this.show(this.input);
  }

  override show(input: OverlayInput | undefined): void {
    this.input = input;
    if (!input) return;
    super.show(input);
    this.canBePointedAt = input.classAt !== undefined;
    if (!this.pointer) return;
    this.pointer.frame = input.frame;
    this.pointer.mirror = input.look.mirror;
    this.pointer.refresh();
  }

  override clear(): void {
    super.clear();
    this.input = undefined;
    this.canBePointedAt = false;
  }

  protected override badgeOf({ summary, labels, look }: OverlayInput): Badge | undefined {
    return summary.kind === kind ? labelMapBadge(summary.shares, labels, look.hiddenClasses) : undefined;
  }

  private readonly ask = async (point: UnitPoint): Promise<readonly PointedClass[]> => {
    const index = await this.input?.classAt?.(point);
    // The model may have been changed meanwhile.
    return index === undefined || !this.input ? [] : [pointedClass(this.input.labels, index)];
  };
}

declare global {
  interface HTMLElementTagNameMap {
    [tag]: VtLabelMapOverlay;
  }
}
