import { msg } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RoundTripFigures, WayFigures } from '../../app/round-trip-log.ts';
import { VtRoundTripChangeEvent } from '../../events/vt-round-trip-change.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { formatFps, formatMs } from '../../text/format.ts';

/** The live switch "CPU round trip": the same model run the naive way, with the figures of both ways side by side. */
@customElement('vt-round-trip')
export class VtRoundTrip extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
      }
      table {
        table-layout: fixed;
        inline-size: 100%;
        border-collapse: collapse;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      th {
        font-weight: 400;
        color: var(--vt-ink-soft);
        text-align: start;
      }
      td,
      thead th + th {
        text-align: end;
      }
      th,
      td {
        padding: 0.15rem 0;
      }
      tbody tr {
        border-block-start: 1px solid var(--vt-line);
      }
      tr.now th {
        color: var(--vt-ink);
        font-weight: 600;
      }
    `,
  ];

  /** Whether the naive way is chosen. */
  @property({ type: Boolean }) on = false;
  @property({ type: Boolean }) disabled = false;
  /** True while the engine is on the CPU anyway. */
  @property({ type: Boolean }) changesNothing = false;
  @property({ attribute: false }) figures: RoundTripFigures = { direct: undefined, roundTrip: undefined };

  override render() {
    const { direct, roundTrip } = this.figures;
    return html`
      <label class="switch" title=${msg('Runs the model the naive way, to see what that costs.')}>
        <input type="checkbox" .checked=${this.on} ?disabled=${this.disabled} @change=${this.switch} />
        ${msg('CPU round trip')}
      </label>
      <p class="hint">
        ${msg('Runs the same model the naive way: each frame and each result crosses between GPU and CPU, as many web demos do. Switch it on and off to see what that costs here.')}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('median')}</th>
            <th scope="col">${msg('inference')}</th>
            <th scope="col">${msg('frame age')}</th>
            <th scope="col">${msg('display')}</th>
          </tr>
        </thead>
        <tbody>
          ${this.row(msg('Direct'), direct, !this.on)} ${this.row(msg('Round trip'), roundTrip, this.on)}
        </tbody>
      </table>
    `;
  }

  private row(name: string, figures: WayFigures | undefined, now: boolean) {
    return html`<tr class=${now ? 'now' : ''}>
      <th scope="row">${name}</th>
      <td>${formatMs(figures?.inferenceMs)} ms</td>
      <td>${formatMs(figures?.ageMs)} ms</td>
      <td>${formatFps(figures?.displayFps)} fps</td>
    </tr>`;
  }

  private readonly switch = (event: Event): void => {
    this.dispatchEvent(new VtRoundTripChangeEvent((event.currentTarget as HTMLInputElement).checked));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-round-trip': VtRoundTrip;
  }
}
