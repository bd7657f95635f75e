import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { saveFile } from '../../app/save-file.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { chartKinds, chartWords, spreadOf, type ChartKind } from './chart-data.ts';
import type { Drawn } from './draw-chart.ts';
import type { Shown } from './desk.ts';

/** One chart at a time. The table has every figure, so the picture is named and not read out. */
@customElement('vt-bench-charts')
export class VtBenchCharts extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
        min-inline-size: 0;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.75rem;
      }
      .place {
        position: relative;
        min-inline-size: 0;
        block-size: 24rem;
        padding: 0.5rem;
        border: 1px solid var(--vt-line);
        border-radius: var(--vt-radius);
        background: var(--vt-raised);
      }
      .place.tall {
        block-size: 44rem;
      }
    `,
  ];

  @property({ attribute: false }) shown: readonly Shown[] = [];
  @state() private kind: ChartKind = 'spread';
  @state() private failure = '';
  @query('canvas') private canvas!: HTMLCanvasElement | null;
  private drawn: Drawn | undefined;

  override render() {
    const { name, says } = chartWords[this.kind]();
    return html`
      <div class="row">
        <label class="field">
          ${msg('Chart')}
          <select @change=${this.choose}>
            ${chartKinds.map((kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${chartWords[kind]().name}</option>`)}
          </select>
        </label>
        <button type="button" @click=${this.save}>${msg('Save as PNG')}</button>
      </div>
      <p class="hint">${says}</p>
      <div class="place ${spreadOf(this.shown).length > 12 ? 'tall' : ''}">
        <canvas role="img" aria-label="${name}: ${says}"></canvas>
      </div>
      ${this.failure ? html`<p class="hint" role="status">${this.failure}</p>` : nothing}
    `;
  }

  override updated(changed: PropertyValues): void {
    // Without a change it is the language that is another.
    if (changed.size === 0 || changed.has('shown') || changed.has('kind')) void this.draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.drawn?.destroy();
    this.drawn = undefined;
  }

  /** The library loads with the first report. */
  private async draw(): Promise<void> {
    try {
      const { drawChart } = await import('./draw-chart.ts');
      const { canvas } = this;
      if (!canvas || !this.isConnected) return;
      this.drawn?.destroy();
      this.drawn = drawChart(canvas, this.kind, this.shown);
      this.failure = this.drawn.isEmpty ? msg('These reports have nothing for this chart.') : '';
    } catch (error) {
      this.failure = msg(str`The chart could not be drawn: ${String(error)}`);
    }
  }

  private readonly choose = (event: Event): void => {
    this.kind = (event.target as HTMLSelectElement).value as ChartKind;
  };

  private readonly save = (): void => {
    this.canvas?.toBlob((blob) => blob && saveFile(blob, `vitrine-bench-${this.kind}`, 'png'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-bench-charts': VtBenchCharts;
  }
}
