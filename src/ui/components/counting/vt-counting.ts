import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Region } from '#core/counting/regions.ts';
import type { Counting } from '../../app/counting.ts';
import { saveFile } from '../../app/save-file.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { VtRegionDrawEvent } from '../../events/vt-region-draw.ts';
import { VtRegionsChangeEvent } from '../../events/vt-regions-change.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { formatCount, formatEstimate } from '../../text/format.ts';
import { turned } from '../regions/edit-regions.ts';
import { countWords, regionName } from '../regions/place-regions.ts';
import { countChart, recentCounts } from './count-chart.ts';
import { countingStyles } from './vt-counting.styles.ts';

/** The chart's own coordinates; CSS stretches it. */
const CHART = { width: 300, height: 64 };
const CHART_MINUTES = 5;
const RECENT_S = 10;

/**
 * What is counted, now and over time, and the lines and zones where it is.
 *
 * @fires vt-region-draw - a person wants to draw a line or a zone
 * @fires vt-regions-change - a person removed or turned one
 */
@customElement('vt-counting')
export class VtCounting extends LitElement {
  static override styles = [controlStyles, countingStyles];

  @property({ attribute: false }) counting: Counting | undefined;
  @property({ attribute: false }) regions: readonly Region[] = [];
  /** Counts are estimates of a crowd, which has nobody in it to cross a line. */
  @property({ type: Boolean }) estimated = false;

  constructor() {
    super();
    new FollowController(this, () => this.counting, ['change']);
  }

  override render() {
    const isEmpty = (this.counting?.rows.length ?? 0) === 0;
    return html`${this.renderNow()} ${this.renderChart()}
      ${this.estimated ? nothing : html`${this.renderRegions()} ${this.renderAdders()}`}
      <div class="buttons">
        <button
          type="button"
          ?disabled=${isEmpty}
          title=${msg('A table with a row for each second: figures only, no pictures.')}
          @click=${this.save}
        >
          ${msg('Save counts (CSV)')}
        </button>
        <button
          type="button"
          ?disabled=${isEmpty}
          title=${msg('Forgets all counts and the chart; lines and zones stay.')}
          @click=${() => this.counting?.reset()}
        >
          ${msg('Start from zero')}
        </button>
      </div>`;
  }

  private renderNow(): TemplateResult {
    const recent = recentCounts(this.counting?.rows ?? [], RECENT_S);
    if (!recent) return html`<p class="now hint">${msg('Counting begins with the first result.')}</p>`;
    const [least, most] = [formatCount(Math.round(recent.least)), formatCount(Math.round(recent.most))];
    const estimate = this.counting?.rows.at(-1)?.estimate;
    const now = estimate ? formatEstimate(estimate) : formatCount(Math.round(recent.mean));
    return html`<p class="now">
      <strong
        title=${estimate ? msg('Smoothed over about two seconds; behind ±, how far the count strays from frame to frame (standard deviation). That is not how wrong the model is.') : nothing}
        >${now}</strong
      >${this.estimated ? msg('people, estimated') : msg('in the picture')}
      <span class="hint">${msg(str`${least} to ${most} in the last ${RECENT_S} seconds`)}</span>
    </p>`;
  }

  private renderChart(): TemplateResult {
    const { line, band, top } = countChart(
      this.counting?.rows ?? [],
      CHART_MINUTES * 60,
      CHART.width,
      CHART.height,
    );
    return html`<figure>
      <svg viewBox="0 0 ${CHART.width} ${CHART.height}" preserveAspectRatio="none" aria-hidden="true">
        <path class="band" d=${band} />
        <path class="mean" d=${line} />
      </svg>
      <figcaption>
        <span>${msg(str`${CHART_MINUTES} minutes, newest right`)}</span>
        <span>${msg(str`top edge ${formatCount(top)}`)}</span>
      </figcaption>
    </figure>`;
  }

  private renderRegions(): TemplateResult | typeof nothing {
    if (this.regions.length === 0) return nothing;
    return html`<table>
      ${this.regions.map((region) => {
        const counts = this.counting?.counts.find(({ kind, id }) => kind === region.kind && id === region.id);
        return html`<tr>
          <th scope="row">${regionName(region)}</th>
          <td>${countWords(counts)}</td>
          <td>
            ${
              region.kind === 'line'
                ? html`<button
                    type="button"
                    class="quiet"
                    title=${msg('Swaps in and out: the arrow on the picture shows which way is in.')}
                    aria-label=${`${msg('Turn')} ${regionName(region)}`}
                    @click=${() => this.change(turned(this.regions, region))}
                  >
                    ${msg('Turn')}
                  </button>`
                : nothing
            }
            <button
              type="button"
              class="quiet"
              aria-label=${`${msg('Remove')} ${regionName(region)}`}
              @click=${() => this.change(this.regions.filter((other) => other !== region))}
            >
              ${msg('Remove')}
            </button>
          </td>
        </tr>`;
      })}
    </table>`;
  }

  private renderAdders(): TemplateResult {
    return html`<div class="buttons">
        ${this.adder('line', msg('Add a line'), msg('Counts who crosses it, in and out.'))}
        ${this.adder('zone', msg('Add a zone'), msg('Counts who stands in it now, and everybody who was.'))}
      </div>
      <p class="hint">
        ${msg('Everything that is shown counts, where it touches the ground. Hide classes to count only some.')}
      </p>`;
  }

  private adder(kind: Region['kind'], label: string, tip: string): TemplateResult {
    // A press by keyboard or by assistive technology has no detail.
    return html`<button
      type="button"
      title=${tip}
      @click=${(event: MouseEvent) => this.dispatchEvent(new VtRegionDrawEvent(kind, event.detail > 0))}
    >
      ${label}
    </button>`;
  }

  private change(regions: readonly Region[]): void {
    this.dispatchEvent(new VtRegionsChangeEvent(regions));
  }

  private readonly save = (): void => {
    if (this.counting) saveFile(this.counting.toCsv(), 'vitrine-counts', 'csv');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-counting': VtCounting;
  }
}
