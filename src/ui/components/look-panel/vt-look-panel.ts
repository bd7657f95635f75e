import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { defaultLook, type Look } from '#core/look.ts';
import type { ResultKind } from '#core/result.ts';
import { VtBackgroundChangeEvent } from '../../events/vt-background-change.ts';
import { VtLookChangeEvent } from '../../events/vt-look-change.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { backgroundNames, hasClasses } from '../../text/names.ts';
import { ranges, type RangeKey } from './look-ranges.ts';
import { lookPanelStyles } from './vt-look-panel.styles.ts';

/**
 * How results are drawn: only what matters for the kind that is shown. Nothing here reloads a model.
 * @fires {VtLookChangeEvent} vt-look-change - a person changed the look; `change` is to be merged into it
 * @fires {VtBackgroundChangeEvent} vt-background-change - a person chose what lies behind them; without `file`: nothing
 */
@customElement('vt-look-panel')
export class VtLookPanel extends LitElement {
  static override styles = [controlStyles, lookPanelStyles];

  /** What is set now. Give the same to `vt-stage` and to the session (`setLook`). */
  @property({ attribute: false }) look: Look = defaultLook;
  /** What the model answers with. */
  @property() kind: ResultKind | undefined;
  /** False where the graph keeps peaks only, so that an overlap threshold would do nothing. */
  @property({ type: Boolean }) nms = true;

  @query('input[type=file]') private input!: HTMLInputElement;

  override render() {
    const { kind } = this;
    const controls: Record<ResultKind, () => TemplateResult> = {
      'label-map': () =>
        html`${this.range('opacity')}${this.toggle('patterns', msg('Patterns beside colours'), msg('Classes differ by stripes, dots and squares too, for eyes that see few colours.'))}${this.range('smoothing')}`,
      'alpha-matte': () => this.renderMatte(),
      boxes: () => this.renderBoxes(),
      'density-map': () => html`${this.range('opacity')}${this.range('smoothing')}`,
      classes: () => html`${this.range('smoothing')}`,
      text: () =>
        html`<p class="hint">${msg('The text in the framed band is read; hold a line of it there.')}</p>`,
      picture: () => html`<p class="hint">${msg('The new picture is shown as the model makes it.')}</p>`,
    };
    // As an attribute of somebody's page it may be any word.
    if (kind === undefined || !Object.hasOwn(controls, kind))
      return html`<p class="hint">${msg('Choose a model first.')}</p>`;
    return html`${controls[kind]()}${hasClasses(kind) ? this.renderFilter() : nothing}`;
  }

  private renderBoxes(): TemplateResult {
    return html`${this.range('scoreThreshold')} ${this.nms ? this.range('iouThreshold') : nothing}
    ${this.toggle(
      'tracking',
      msg('Follow objects'),
      msg(
        'Each object keeps a number from frame to frame, also while it is half hidden. Counting at lines and in zones needs it.',
      ),
    )}
    ${this.look.tracking ? this.toggle('trails', msg('Show where they came from'), msg('A line along the last three seconds of each object’s way.')) : nothing}`;
  }

  private renderMatte(): TemplateResult {
    const { background } = this.look;
    return html`
      <fieldset>
        <legend>${msg('Behind the person')}</legend>
        ${(Object.keys(backgroundNames) as Look['background'][]).map(
          (value) =>
            html`<label
              class=${value === background ? 'choice chosen' : 'choice'}
              title=${msg('What is shown behind the person.')}
            >
              <input
                class="hidden"
                type="radio"
                name="background"
                .checked=${value === background}
                @change=${() => this.chooseBackground(value)}
              />
              ${backgroundNames[value]}
            </label>`,
        )}
      </fieldset>
      ${background === 'blur' ? this.range('blurRadiusPx') : nothing}
      ${background === 'none' ? this.range('opacity') : nothing}
      ${background === 'none' || background === 'matte' ? nothing : this.range('lightWrap')}
      ${
        background === 'image'
          ? html`<button
                type="button"
                title=${msg('A picture or a video of yours behind the person; it stays in this browser.')}
                @click=${() => this.input.click()}
              >
                ${msg('Choose another image or video …')}
              </button>
              <button
                type="button"
                title=${msg('Deletes the picture or video from this browser.')}
                @click=${() => this.dispatchEvent(new VtBackgroundChangeEvent(undefined))}
              >
                ${msg('Take it away')}
              </button>`
          : nothing
      }
      <input
        class="hidden"
        type="file"
        accept="image/*,video/*"
        tabindex="-1"
        aria-label=${msg('Background image or video')}
        @change=${this.takeImage}
      />
      ${this.toggle('refine', msg('Refine the edge along the picture'), msg('Makes the cut follow hair and fingers that are in the picture but not in the model’s coarse answer.'))}
      ${this.toggle('decontaminate', msg('Take the background’s colour out of edges'), msg('Half transparent pixels keep a tint of what was behind them; this takes it out.'))}
      ${this.range('smoothing')}
    `;
  }

  private renderFilter(): TemplateResult | typeof nothing {
    const { hiddenClasses } = this.look;
    if (hiddenClasses.length === 0) return nothing;
    return html`<button
      type="button"
      title=${msg('Shows again what was hidden.')}
      @click=${() => this.send({ hiddenClasses: [] })}
    >
      ${msg(str`Show all classes (${hiddenClasses.length} hidden)`)}
    </button>`;
  }

  private range(key: RangeKey): TemplateResult {
    const { label, tip, min, max, step, format } = ranges[key];
    const value = this.look[key];
    return html`<div class="range" title=${tip()}>
      <label for=${key}>${label()}</label>
      <output for=${key}>${format(value)}</output>
      <input
        id=${key}
        type="range"
        min=${min}
        max=${max}
        step=${step}
        .value=${String(value)}
        @input=${(event: Event) => this.send({ [key]: Number((event.currentTarget as HTMLInputElement).value) })}
      />
    </div>`;
  }

  private toggle(
    key: 'refine' | 'decontaminate' | 'tracking' | 'trails' | 'patterns',
    label: string,
    tip: string,
  ): TemplateResult {
    return html`<label class="switch" title=${tip}>
      <input
        type="checkbox"
        .checked=${this.look[key]}
        @change=${(event: Event) => this.send({ [key]: (event.currentTarget as HTMLInputElement).checked })}
      />
      ${label}
    </label>`;
  }

  private chooseBackground(background: Look['background']): void {
    this.send({ background });
    if (background === 'image') this.input.click();
  }

  private readonly takeImage = (): void => {
    const image = this.input.files?.[0];
    this.input.value = '';
    if (image) this.dispatchEvent(new VtBackgroundChangeEvent(image));
  };

  private send(change: Partial<Look>): void {
    this.dispatchEvent(new VtLookChangeEvent(change));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-look-panel': VtLookPanel;
  }
}
