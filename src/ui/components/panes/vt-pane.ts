import { msg, str } from '@lit/localize';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { defaultLook } from '#core/look.ts';
import { painted } from '#session/painted.ts';
import type { Pane, Panes, PaneTask } from '../../app/panes.ts';
import { filesOf, inOrder, completeModel } from '../../app/choose-model.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import { formatFps, formatMs } from '../../text/format.ts';
import { taskNames } from '../../text/names.ts';
import { sourceName } from '../../text/source-name.ts';
import '../meter/vt-meter.ts';
import '../notice/vt-notice.ts';
import { renderModelProgress } from '../progress/model-progress.ts';
import '../stage/vt-stage.ts';

/** One source: its pictures, a task each, with what each costs. */
@customElement('vt-pane')
export class VtPane extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        align-content: start;
        gap: 0.5rem;
        padding: 0.75rem;
        border: 1px solid var(--vt-line);
        border-radius: calc(2 * var(--vt-radius));
        background: var(--vt-surface);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
      }
      h3 {
        margin: 0;
        overflow: hidden;
        font-size: 0.9375rem;
        font-weight: 600;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .tasks {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
        gap: 0.75rem;
      }
      section {
        display: grid;
        gap: 0.4rem;
        align-content: start;
        min-inline-size: 0;
      }
      .picture {
        position: relative;
      }
      vt-stage {
        block-size: clamp(10rem, 22vw, 60dvh);
      }
      vt-progress {
        position: absolute;
        inset: auto 0.5rem 0.5rem;
        padding: 0.4rem 0.6rem;
        border-radius: var(--vt-radius);
        background: var(--vt-surface);
      }
      .figures {
        margin: 0;
        display: flex;
        flex-wrap: wrap;
        column-gap: 1em;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      /* Room for what a figure can grow to: the one after it stays where it is. */
      .figures span {
        min-inline-size: 10.5em;
      }
      .figures span:first-child {
        min-inline-size: 5em;
      }
      summary {
        min-block-size: 1.75rem;
        font-size: 0.8125rem;
        color: var(--vt-ink-soft);
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) panes: Panes | undefined;
  @property({ attribute: false }) pane: Pane | undefined;

  private readonly metered = new Set<PaneTask>();

  constructor() {
    super();
    new FollowController(this, () => this.panes, ['change']);
    for (const index of [0, 1, 2])
      new FollowController(this, () => this.pane?.tasks[index]?.session, ['statechange', 'meter']);
  }

  override render() {
    const { panes, pane } = this;
    if (!panes || !pane) return nothing;
    const { status, error } = pane.feed.state;
    const name = status === 'opening' ? msg('Opening') : sourceName(pane.feed.state) || msg('No source');
    return html`<header>
        <h3>${name}</h3>
        <button
          type="button"
          class="quiet"
          aria-label=${msg(str`Close ${name}`)}
          title=${msg('Close this source')}
          @click=${() => void panes.remove(pane)}
        >
          ${icon('close')}
        </button>
      </header>
      ${error ? html`<vt-notice .error=${error}></vt-notice>` : nothing}
      <div class="tasks">${pane.tasks.map((of) => this.renderTask(panes, of))}</div>`;
  }

  private renderTask(panes: Panes, of: PaneTask): TemplateResult {
    const { session, model, labels, task } = of;
    const { reading, state } = session;
    const known = reading.frames > 1;
    return html`<section aria-label=${taskNames[task].title}>
      <div class="picture">
        <vt-stage
          bare
          .session=${session}
          .kind=${panes.manifestOf(state.model.settings)?.kind}
          .labels=${labels}
          .look=${defaultLook}
        ></vt-stage>
        ${renderModelProgress(state.model)}
      </div>
      ${this.renderModels(panes, of)}
      ${state.model.error ? html`<vt-notice .error=${state.model.error} about="model"></vt-notice>` : nothing}
      ${model ? nothing : html`<p class="hint">${msg('No model for this task is here yet; the Studio can fetch one.')}</p>`}
      <p class="figures">
        <span>${formatFps(known ? reading.displayFps : undefined)} fps</span>
        <span
          >${msg(str`inference ${formatMs(known && reading.inferenceFps > 0 ? reading.inference.p50 : undefined)} ms`)}</span
        >
        <span>${msg(str`age ${formatMs(known ? reading.age.p50 : undefined)} ms`)}</span>
      </p>
      <details
        @toggle=${(event: Event) => this.showMeter(of, (event.currentTarget as HTMLDetailsElement).open)}
      >
        <summary>${msg('All figures')}</summary>
        ${this.metered.has(of) ? html`<vt-meter .session=${session}></vt-meter>` : nothing}
      </details>
    </section>`;
  }

  /** A meter that nobody sees is not drawn. */
  private showMeter(of: PaneTask, isShown: boolean): void {
    if (isShown) this.metered.add(of);
    else this.metered.delete(of);
    this.requestUpdate();
  }

  private renderModels(panes: Panes, of: PaneTask): TemplateResult {
    const { runnable } = panes.catalog;
    const here = inOrder(panes.manifests, of.task, runnable).filter(({ id, variants }) =>
      variants.some((variant) => filesOf(runnable, id, variant.id).length > 0),
    );
    const take = (event: Event) => {
      const manifest = here[(event.currentTarget as HTMLSelectElement).selectedIndex];
      const model = manifest && completeModel({ model: manifest.id }, of.task, panes.manifests, runnable);
      if (!model) return;
      painted()
        .then(() => panes.chooseModel(of, model))
        .catch((thrown: unknown) => panes.report(thrown));
    };
    return html`<label class="field">
      ${taskNames[of.task].title}
      <select title=${msg('The model for this task')} ?disabled=${here.length === 0} @change=${take}>
        ${here.map(({ id, title }) => html`<option ?selected=${id === of.model?.model}>${title}</option>`)}
      </select>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-pane': VtPane;
  }
}
