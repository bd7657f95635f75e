import { LOCALE_STATUS_EVENT, msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { saveFile } from '../../app/save-file.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { coloursAt } from './chart-colours.ts';
import { chartKinds, chartWords, figuresOf, spreadOf, type ChartKind } from './chart-data.ts';
import type { Drawn, Wanted } from './draw-chart.ts';
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
      /* Names are in several lines there. */
      @media (max-width: 40rem) {
        .place.tall {
          block-size: 90rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) shown: readonly Shown[] = [];
  /** The one that is shown until a person chooses another. */
  @property({ attribute: false }) kind: ChartKind = 'spread';
  /** Of the chart of accuracy; undefined: the most frequent. */
  @state() private figure: string | undefined;
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
            ${chartKinds.map(
              (kind) =>
                html`<option value=${kind} ?selected=${kind === this.kind}>
                  ${chartWords[kind]().name}
                </option>`,
            )}
          </select>
        </label>
        ${this.kind === 'accuracy' ? this.renderFigures() : nothing}
        <button type="button" @click=${this.savePng}>${msg('Save as PNG')}</button>
        <button type="button" @click=${() => void this.saveSvg()}>${msg('Save as SVG')}</button>
      </div>
      <p class="hint">${says}</p>
      <div class="place ${spreadOf(this.shown).length > 12 ? 'tall' : ''}">
        <canvas role="img" aria-label="${name}: ${says}"></canvas>
      </div>
      ${this.failure ? html`<p class="hint" role="status">${this.failure}</p>` : nothing}
    `;
  }

  override updated(changed: PropertyValues): void {
    if (['shown', 'kind', 'figure'].some((name) => changed.has(name))) void this.draw();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener(LOCALE_STATUS_EVENT, this.onLanguage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener(LOCALE_STATUS_EVENT, this.onLanguage);
    this.drawn?.destroy();
    this.drawn = undefined;
  }

  /** Figures of different names share no axis. */
  private renderFigures(): TemplateResult | typeof nothing {
    const figures = figuresOf(this.shown);
    if (figures.length < 2) return nothing;
    return html`<label class="field">
      ${msg('Figure')}
      <select @change=${(event: Event) => (this.figure = (event.target as HTMLSelectElement).value)}>
        ${figures.map(({ id, label }) => html`<option value=${id} ?selected=${id === this.figure}>${label}</option>`)}
      </select>
    </label>`;
  }

  private get wanted(): Wanted {
    const figures = figuresOf(this.shown);
    const figure = figures.find(({ id }) => id === this.figure) ?? figures[0];
    return { kind: this.kind, shown: this.shown, figure, colours: coloursAt(this.canvas!.parentElement!) };
  }

  /** The library loads with the first report. */
  private async draw(): Promise<void> {
    try {
      const { drawChart } = await import('./draw-chart.ts');
      const { canvas } = this;
      if (!canvas || !this.isConnected) return;
      this.drawn?.destroy();
      this.drawn = drawChart(canvas, this.wanted);
      this.failure = this.drawn.isEmpty ? msg('These reports have nothing for this chart.') : '';
    } catch (error) {
      this.failure = msg(str`The chart could not be drawn: ${String(error)}`);
    }
  }

  /** The picture holds words too. */
  private readonly onLanguage = (event: WindowEventMap[typeof LOCALE_STATUS_EVENT]): void => {
    if (event.detail.status === 'ready') void this.draw();
  };

  private readonly choose = (event: Event): void => {
    this.kind = (event.target as HTMLSelectElement).value as ChartKind;
  };

  private readonly savePng = (): void => {
    this.canvas?.toBlob((blob) => blob && saveFile(blob, `vitrine-bench-${this.kind}`, 'png'));
  };

  /** As large as on the page. */
  private async saveSvg(): Promise<void> {
    const { canvas } = this;
    if (!canvas) return;
    const { chartSvg } = await import('./draw-chart.ts');
    const svg = await chartSvg(this.wanted, canvas.clientWidth, canvas.clientHeight);
    saveFile(new Blob([svg], { type: 'image/svg+xml' }), `vitrine-bench-${this.kind}`, 'svg');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-bench-charts': VtBenchCharts;
  }
}
