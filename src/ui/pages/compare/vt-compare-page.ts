import { msg } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { tasks } from '#core/result.ts';
import { sideNames, type SideName } from '../../app/compare-url.ts';
import type { Comparison } from '../../app/comparison.ts';
import { painted } from '#session/painted.ts';
import { openFirst } from '../../app/source-of-file.ts';
import '../../components/compare/vt-compare.ts';
import type { VtCompare } from '../../components/compare/vt-compare.ts';
import type { VtImport } from '../../components/import/vt-import.ts';
import '../../components/look-panel/vt-look-panel.ts';
import '../../components/model-picker/vt-model-picker.ts';
import '../../components/source-picker/vt-source-picker.ts';
import { FileIntake } from '../../controllers/file-intake.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { taskNames } from '../../text/names.ts';
import { setupStyles } from '../../styles/setup.styles.ts';

/** The page: the pictures, and what is chosen for both and for each. */
@customElement('vt-compare-page')
export class VtComparePage extends LitElement {
  static override styles = [
    controlStyles,
    setupStyles,
    css`
      /* Seen wherever on the page a person drops or chooses something. */
      vt-notice {
        position: sticky;
        inset-block-start: 0.75rem;
        z-index: 5;
      }
      .models {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
        gap: var(--vt-gap);
      }
    `,
  ];

  @property({ attribute: false }) comparison: Comparison | undefined;
  @query('vt-compare') private compare!: VtCompare | null;
  private importer: VtImport | undefined;

  constructor() {
    super();
    new FileIntake(this, () => msg('Drop a picture, a video or a model'));
    new FollowController(this, () => this.comparison, ['change']);
    new FollowController(this, () => this.comparison?.pair.feed, ['change']);
    const on = <K extends keyof GlobalEventHandlersEventMap>(
      type: K,
      act: (comparison: Comparison, event: GlobalEventHandlersEventMap[K]) => void | Promise<void>,
    ) =>
      this.addEventListener(type, (event) => {
        const { comparison } = this;
        if (!comparison) return;
        // Also what `act` throws at once becomes a notice: a person acted and must hear of it.
        new Promise<void>((resolve) => resolve(act(comparison, event))).catch((thrown: unknown) =>
          comparison.report(thrown),
        );
      });
    on('vt-source-change', (comparison, { settings }) => comparison.chooseSource(settings));
    on('vt-file-open', (comparison, event) => openFirst(comparison, event, (file) => this.openImport(file)));
    on('vt-look-change', (comparison, { change }) => comparison.changeLook(change));
    on('vt-background-change', (comparison, { image }) => comparison.setBackground(image));
    on('vt-import-open', () => this.openImport());
    on('vt-model-made', (comparison) => comparison.catalog.loadOwn());
    on('vt-own-delete', (comparison, { model }) => comparison.catalog.deleteOwn(model));
    on('vt-model-fetch', (comparison, { model, variant, action }) =>
      action === 'start'
        ? comparison.fetchModel(model, variant)
        : comparison.catalog.cancelFetch(model, variant),
    );
  }

  /** Resolves when everything within has rendered, canvases included. */
  get settled(): Promise<unknown> {
    return this.updateComplete.then(() => this.compare?.updateComplete);
  }

  override render() {
    const { comparison } = this;
    if (!comparison) return nothing;
    const { feed, a } = comparison.pair;
    const { settings } = comparison;
    return html`<vt-masthead></vt-masthead>
      <main>
        <header>
          <h2>${msg('Compare')}</h2>
          <p class="lead">${msg('Two models, engines, sizes or precisions on the very same frames.')}</p>
        </header>
        ${feed.state.error ? html`<vt-notice .error=${feed.state.error}></vt-notice>` : nothing}
        <vt-compare .comparison=${comparison}></vt-compare>
        <div class="setup">
          <section class="card">
            <h3>${msg('For both')}</h3>
            <label class="field">
              ${msg('Task')}
              <select @change=${this.chooseTask}>
                ${tasks.map(
                  (task) =>
                    html`<option value=${task} ?selected=${task === settings.task}>
                      ${taskNames[task].title}
                    </option>`,
                )}
              </select>
            </label>
            <vt-source-picker
              .session=${a.session}
              .source=${settings.source}
              .mirror=${settings.look.mirror}
            ></vt-source-picker>
            <vt-look-panel
              .look=${settings.look}
              .kind=${comparison.manifestOf(comparison.modelOf('a'))?.kind}
            ></vt-look-panel>
          </section>
          <div class="models">${sideNames.map((name) => this.renderModel(comparison, name))}</div>
        </div>
      </main>`;
  }

  private renderModel(comparison: Comparison, name: SideName): TemplateResult {
    return html`<section class="card">
      <h3>${name.toUpperCase()}</h3>
      <vt-model-picker
        .manifests=${comparison.manifests}
        .catalog=${comparison.catalog}
        .machine=${comparison.pair[name].session.state.machine}
        .task=${comparison.settings.task}
        .settings=${comparison.modelOf(name)}
        @vt-model-change=${({ settings }: GlobalEventHandlersEventMap['vt-model-change']) =>
          this.act(comparison, () => comparison.chooseModel(name, settings))}
      ></vt-model-picker>
    </section>`;
  }

  /** Most people never bring a model: loaded when they do. */
  private async openImport(file?: File): Promise<void> {
    const { VtImport } = await import('../../components/import/vt-import.ts');
    this.importer ??= this.renderRoot.appendChild(new VtImport());
    await this.importer.show(file);
  }

  private readonly chooseTask = (event: Event): void => {
    const task = tasks.find((each) => each === (event.currentTarget as HTMLSelectElement).value);
    const { comparison } = this;
    if (task && comparison) this.act(comparison, () => comparison.chooseTask(task));
  };

  /** Once the press is answered: two lists of models are drawn anew then. */
  private act(comparison: Comparison, work: () => Promise<void>): void {
    painted()
      .then(work)
      .catch((thrown: unknown) => comparison.report(thrown));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-compare-page': VtComparePage;
  }
}
