import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { msg, str } from '@lit/localize';
import { customElement, property, state } from 'lit/decorators.js';
import type { FrameReport } from '#core/frame-report.ts';
import type { ClassLabel } from '#core/labels.ts';
import type { ResultKind } from '#core/result.ts';
import type { Session } from '#session/session-state.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { VtLookChangeEvent } from '../../events/vt-look-change.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { untrainedMark } from '../../text/untrained.ts';
import { classesNamed, legendRows, type LegendRow } from './legend-rows.ts';
import { legendStyles } from './vt-legend.styles.ts';

/** How long a class stays listed after its last detection. */
const KEPT_MS = 3000;

/**
 * The classes with their colours and live figures; pressing one hides or shows it.
 * @fires {VtLookChangeEvent} vt-look-change - a person hid or showed classes; `change` is to be merged into the look
 */
@customElement('vt-legend')
export class VtLegend extends LitElement {
  static override styles = [controlStyles, legendStyles];

  /** Whose frames and results are shown; `createSession` makes one. */
  @property({ attribute: false }) session: Session | undefined;
  /** What the model answers with; other results are not listed. */
  @property() kind: ResultKind | undefined;
  /** The model's classes, as `describeModel` says them. */
  @property({ attribute: false }) labels: readonly ClassLabel[] = [];
  /** Indices into `labels`, as the look has them. */
  @property({ attribute: false }) hiddenClasses: readonly number[] = [];

  /** What was typed to find classes by their names. */
  @state() private typed = '';
  private readonly live = new SessionController(this, (report) => this.remember(report));
  private readonly seenAtMs = new Map<number, number>();

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('labels')) {
      this.seenAtMs.clear();
      this.typed = '';
    }
  }

  override render() {
    const summary = this.live.newest?.summary;
    const shown = summary?.kind === this.kind ? summary : undefined;
    const named = classesNamed(this.labels, this.typed);
    const listed = named.length > 0 ? new Set(named) : this.recent();
    const rows = legendRows(shown, this.labels, this.hiddenClasses, listed).filter(
      ({ classIndex }) => this.typed.trim() === '' || named.includes(classIndex),
    );
    const finder = shown ? this.renderFinder(named) : nothing;
    return html`${finder}${rows.length === 0 ? this.renderNone() : this.renderRows(rows)}`;
  }

  private renderNone() {
    return html`<p class="hint">
      ${this.typed.trim() === '' ? this.whenShown : msg('No class of this model has such a name.')}
    </p>`;
  }

  private renderRows(rows: readonly LegendRow[]) {
    return html`${
        this.session?.state.model.file?.trained === false
          ? html`<p class="hint caution">${untrainedMark()}</p>`
          : nothing
      }
      <ul>
        ${rows.map((row) => html`<li>${this.renderRow(row)}${this.renderOnly(row)}</li>`)}
      </ul>`;
  }

  private get whenShown(): string {
    return this.kind === 'boxes'
      ? msg('Classes appear here as they are found.')
      : msg('Classes appear here with the picture.');
  }

  /** Long lists only: what can be seen at a glance needs no search. */
  private renderFinder(named: readonly number[]) {
    if (this.labels.length < 12) return nothing;
    return html`<div class="finder">
      <input
        type="search"
        aria-label=${msg('Find a class by its name')}
        placeholder=${msg('Find a class by its name')}
        title=${msg('Find a class by its name')}
        .value=${this.typed}
        @input=${(event: Event) => (this.typed = (event.currentTarget as HTMLInputElement).value)}
      />
      ${
        named.length > 0
          ? html`<button
              type="button"
              title=${msg('Hides all other classes; “Show all classes” under Look brings them back.')}
              @click=${() => this.showOnly(named)}
            >
              ${msg('Show only these')}
            </button>`
          : nothing
      }
    </div>`;
  }

  private showOnly(named: readonly number[]): void {
    const hiddenClasses = [...this.labels.keys()].filter((index) => !named.includes(index));
    this.dispatchEvent(new VtLookChangeEvent({ hiddenClasses }));
  }

  private renderRow({ classIndex, name, colour, figure, bar, hidden }: LegendRow) {
    return html`<button
      type="button"
      class="quiet"
      aria-pressed=${!hidden}
      title=${hidden ? msg(str`Show ${name}`) : msg(str`Hide ${name}`)}
      @click=${() => this.toggle(classIndex, hidden)}
    >
      <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
        <rect width="10" height="10" rx="2" fill="rgb(${colour.join(' ')})" />
      </svg>
      <span class="name">${name}</span>
      <span class="figure">${hidden ? msg('hidden') : figure}</span>
      <svg class="bar" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
        <rect width=${(100 * (hidden ? 0 : bar)).toFixed(1)} height="2" fill="rgb(${colour.join(' ')})" />
      </svg>
    </button>`;
  }

  /** Shows that class alone; pressed again, all of them. */
  private renderOnly({ classIndex, name }: LegendRow) {
    const isAlone =
      this.hiddenClasses.length === this.labels.length - 1 && !this.hiddenClasses.includes(classIndex);
    return html`<button
      type="button"
      class="quiet only"
      aria-pressed=${isAlone}
      aria-label=${msg(str`Show only ${name}`)}
      title=${isAlone ? msg('Show all classes again') : msg(str`Show only ${name}`)}
      @click=${() => (isAlone ? this.dispatchEvent(new VtLookChangeEvent({ hiddenClasses: [] })) : this.showOnly([classIndex]))}
    >
      ${msg('only')}
    </button>`;
  }

  private toggle(classIndex: number, hidden: boolean): void {
    const others = this.hiddenClasses.filter((index) => index !== classIndex);
    this.dispatchEvent(new VtLookChangeEvent({ hiddenClasses: hidden ? others : [...others, classIndex] }));
  }

  private remember({ summary }: FrameReport): void {
    if (summary?.kind !== 'boxes') return;
    const nowMs = performance.now();
    for (const { classIndex } of summary.detections) this.seenAtMs.set(classIndex, nowMs);
  }

  private recent(): Set<number> {
    const oldestMs = performance.now() - KEPT_MS;
    const recent = new Set<number>();
    for (const [classIndex, seenAtMs] of this.seenAtMs) if (seenAtMs > oldestMs) recent.add(classIndex);
    return recent;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-legend': VtLegend;
  }
}
