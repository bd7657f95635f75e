import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { accuracyOf, type MeasuredAccuracy } from '#models/accuracy.ts';
import { accuracyText, figureText } from './accuracy-text.ts';
import { lastEvaluation } from './last-evaluation.ts';

/**
 * How right a model is, to stand beside how fast it is: what we measured, with the data, and what this browser measured
 * last. Nothing where nobody measured.
 *
 * @cssproperty [--vt-before-accuracy] - what parts it from the words before it, as `content` takes it
 */
@customElement('vt-accuracy')
export class VtAccuracy extends LitElement {
  static override styles = css`
    :host {
      font-variant-numeric: tabular-nums;
    }
    span::before {
      content: var(--vt-before-accuracy, '');
    }
    span + span::before {
      content: ' · ';
    }
  `;

  @property() model = '';
  @property() variant = '';
  @state() private measured: readonly MeasuredAccuracy[] = [];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('model') || changed.has('variant')) void this.load(this.model, this.variant);
  }

  override render() {
    const here = lastEvaluation(this.model, this.variant);
    // One's own pictures say more than the rendered ones, which compare versions.
    const [best] = this.measured.toSorted((a, b) => Number(isPack(a)) - Number(isPack(b)));
    return html`${best ? entry(best, msg(str`${accuracyText(best)}, measured by us`)) : nothing}${here ? entry(here, msg(str`${accuracyText(here)}, measured in this browser`)) : nothing}`;
  }

  private async load(model: string, variant: string): Promise<void> {
    this.measured = [];
    const measured = await accuracyOf(model, variant);
    if (model === this.model && variant === this.variant) this.measured = measured;
  }
}

const isPack = ({ data }: MeasuredAccuracy): boolean => data === 'pack';

/** All figures and how to get them again stand in the title, after the words, which can be cut off. */
const entry = ({ figures, command }: MeasuredAccuracy, text: string) =>
  html`<span title=${[text, figures.map(figureText).join(', '), command].filter(Boolean).join('\n')}
    >${text}</span
  >`;

declare global {
  interface HTMLElementTagNameMap {
    'vt-accuracy': VtAccuracy;
  }
}
