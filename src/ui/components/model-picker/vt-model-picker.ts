import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ModelFile } from '#core/io-spec.ts';
import type { MachineReport } from '#core/machine-report.ts';
import type { Task } from '#core/result.ts';
import type { ListedModel, ListedVariant } from '#models/catalogue.ts';
import type { ModelSettings } from '#session/session-state.ts';
import { isUserModelId } from '#session/user-models/user-model-id.ts';
import type { Catalog } from '../../app/catalog.ts';
import { completeModel, filesOf, inOrder } from '../../app/choose-model.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { VtModelChangeEvent } from '../../events/vt-model-change.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { isUntrained, untrainedMark } from '../../text/untrained.ts';
import { renderFetch } from './fetch-card.ts';
import { renderOwn } from './own-models.ts';
import { renderRunOptions } from './run-options.ts';
import { variantFacts, variantSizes } from './picker-options.ts';
import { modelPickerStyles } from './vt-model-picker.styles.ts';

/** The models of a task, with what each costs and allows; what is not here can be fetched, and says so. */
@customElement('vt-model-picker')
export class VtModelPicker extends LitElement {
  static override styles = [controlStyles, modelPickerStyles];

  @property({ attribute: false }) manifests: readonly ListedModel[] = [];
  @property({ attribute: false }) catalog: Catalog | undefined;
  @property({ attribute: false }) machine: MachineReport | undefined;
  @property() task: Task = 'matting';
  /** The list is long: it is drawn anew only for other settings, not for another object that holds the same. */
  @property({ attribute: false, hasChanged: (now, before) => JSON.stringify(now) !== JSON.stringify(before) })
  settings: ModelSettings | undefined;

  constructor() {
    super();
    new FollowController(this, () => this.catalog, ['change']);
  }

  override render() {
    const { catalog } = this;
    if (!catalog) return nothing;
    if (catalog.status === 'loading')
      return html`<p class="hint" role="status">${msg('Looking for models …')}</p>`;
    const hasOwn = catalog.own.length > 0 || catalog.unreadable.length > 0;
    const own = renderOwn(this, catalog, ({ manifest }, remove) =>
      this.renderModel(manifest, catalog, remove),
    );
    return html`
      ${
        catalog.error
          ? html`<vt-notice .error=${catalog.error}>
              <button
                type="button"
                title=${msg('Asks the server for its models once more.')}
                @click=${() => void catalog.load()}
              >
                ${msg('Look again')}
              </button>
            </vt-notice>`
          : nothing
      }
      ${hasOwn ? own : nothing}
      <ul>
        ${inOrder(this.manifests, this.task, catalog.files)
          .filter(({ id }) => !isUserModelId(id))
          .map((manifest) => this.renderModel(manifest, catalog))}
      </ul>
      ${hasOwn ? nothing : own}
    `;
  }

  /** `extra` stands below the model's facts. */
  private renderModel(
    manifest: ListedModel,
    catalog: Catalog,
    extra: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    const chosen = this.settings?.model === manifest.id;
    const variant = this.shownVariant(manifest, catalog.runnable);
    const files = variant ? filesOf(catalog.runnable, manifest.id, variant.id) : [];
    return html`<li class=${chosen ? 'chosen' : ''}>
      <label title=${msg(str`Runs ${manifest.title}`)}>
        <input
          type="radio"
          name="model"
          .checked=${chosen}
          @change=${() => this.choose({ model: manifest.id }, {})}
        />
        <span class="title">${manifest.title}${this.renderState(files, variant)}</span>
        <span class="summary">${manifest.summary}</span>
      </label>
      ${
        variant
          ? html`<p class="facts">${variantFacts(variant).map((fact) => html`<span>${fact}</span> `)}</p>
              <p class="facts sizes">
                ${variantSizes(manifest, variant, catalog.runnable).map((size) => html`<span>${size}</span> `)}
                <vt-accuracy .model=${manifest.id} .variant=${variant.id}></vt-accuracy>
              </p>`
          : nothing
      }
      ${variant && files.length === 0 ? renderFetch(this, catalog, manifest.id, variant) : nothing}
      ${
        chosen && variant && this.settings
          ? renderRunOptions({
              manifest,
              variant,
              files,
              settings: this.settings,
              machine: this.machine,
              choose: (change) => this.choose(change, this.settings ?? {}),
            })
          : nothing
      }
      ${extra}
    </li>`;
  }

  private renderState(files: readonly ModelFile[], variant: ListedVariant | undefined): TemplateResult {
    const isHere = files.length > 0;
    const filler = isHere ? files.every(({ trained }) => !trained) : variant && isUntrained(variant);
    return html`${filler ? html`<em class="caution">${untrainedMark()}</em>` : nothing}${
      isHere ? nothing : html`<em>${msg('not here')}</em>`
    }`;
  }

  /** The chosen variant, or the one that choosing this model would take. */
  private shownVariant(manifest: ListedModel, files: readonly ModelFile[]): ListedVariant | undefined {
    const settings =
      this.settings?.model === manifest.id
        ? this.settings
        : completeModel({ model: manifest.id }, manifest.task, this.manifests, files);
    return manifest.variants.find(({ id }) => id === settings?.variant);
  }

  private choose(change: Partial<ModelSettings>, base: Partial<ModelSettings>): void {
    const wanted = { ...base, ...change };
    const files = this.catalog?.runnable ?? [];
    // One's own models are listed under every task.
    const task = this.manifests.find(({ id }) => id === wanted.model)?.task ?? this.task;
    const settings = completeModel(wanted, task, this.manifests, files);
    if (settings) this.dispatchEvent(new VtModelChangeEvent(settings));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-model-picker': VtModelPicker;
  }
}
