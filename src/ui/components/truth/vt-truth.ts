import { msg } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { NodePlacement } from '#core/node-placement.ts';
import type { ListedModel } from '#models/catalogue.ts';
import type { Session } from '#session/session-state.ts';
import { isUserModelId } from '#session/user-models/user-model-id.ts';
import { isCached } from '../../app/cached.ts';
import { measureMemory, type MemoryUse } from '../../app/memory.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { adviceFor } from '../../text/advice.ts';
import { formatBytes } from '../../text/format.ts';
import { placementWords } from '../../text/placement-words.ts';
import '../machine/vt-machine.ts';
import '../notice/vt-notice.ts';
import '../storage/vt-storage.ts';
import { modelFacts, type Fact } from './model-facts.ts';
import { truthStyles } from './vt-truth.styles.ts';

/**
 * What this machine is, what really runs on it and where, what that takes, and one sentence of advice. Nothing is
 * measured before a person asks: it would disturb what is shown.
 */
@customElement('vt-truth')
export class VtTruth extends LitElement {
  static override styles = [controlStyles, truthStyles];

  @property({ attribute: false }) session: Session | undefined;
  /** For the licence of the model that runs. */
  @property({ attribute: false }) manifests: readonly ListedModel[] = [];
  @state() private placements: readonly NodePlacement[] | undefined;
  @state() private memory: MemoryUse | undefined;
  @state() private cached: boolean | undefined;
  @state() private asked: 'placement' | 'memory' | undefined;
  @state() private error: ErrorData | undefined;
  /** Of the file and the engine that the answers belong to. */
  private known = '';

  constructor() {
    super();
    new FollowController(this, () => this.session, ['statechange']);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { file, report } = this.session?.state.model ?? {};
    const key = file && report ? `${file.file} ${report.engine}` : '';
    if (key === this.known) return;
    this.known = key;
    [this.placements, this.cached] = [undefined, undefined];
    this.findCached();
  }

  private readonly findCached = (): void => {
    const { known } = this;
    const { file } = this.session?.state.model ?? {};
    if (!file || isUserModelId(file.model)) return;
    void isCached(`/models/${file.file}`).then((cached) => {
      if (known === this.known) this.cached = cached;
    });
  };

  /** The answer belongs to the model that was asked about: another may run by then. */
  private async askPlacement(session: Session): Promise<void> {
    const { known } = this;
    const placements = await session.placement();
    if (known === this.known) this.placements = placements;
  }

  override render() {
    const { session } = this;
    if (!session) return nothing;
    const { machine } = session.state;
    return html`
      <p class="advice">${adviceFor(session.state, this.placements)}</p>
      ${this.error ? html`<vt-notice .error=${this.error}></vt-notice>` : nothing}
      <section aria-labelledby="machine">
        <h3 id="machine">${msg('Machine')}</h3>
        <vt-machine .machine=${machine}></vt-machine>
      </section>
      ${this.renderModel(session)} ${machine ? this.renderMemory(session) : nothing}
      <section aria-labelledby="storage">
        <h3 id="storage">${msg('Storage')}</h3>
        <vt-storage @vt-stored-change=${this.findCached}></vt-storage>
      </section>
    `;
  }

  private renderModel(session: Session): TemplateResult | typeof nothing {
    const { model } = session.state;
    const variant = this.manifests
      .find(({ id }) => id === model.settings?.model)
      ?.variants.find(({ id }) => id === model.settings?.variant);
    const facts = modelFacts(model, variant, this.cached);
    if (facts.length === 0) return nothing;
    return html`<section aria-labelledby="model">
      <h3 id="model">${msg('The model that runs')}</h3>
      <dl>${facts.map(renderFact)}</dl>
      ${
        this.placements
          ? html`<ul>
              ${this.placements.map((placement) => html`<li>${placementWords(placement)}</li>`)}
            </ul>`
          : nothing
      }
      ${this.placements?.length === 0 ? html`<p>${msg('This runtime does not tell where its operators run.')}</p>` : nothing}
      <button
        type="button"
        title=${msg('Opens the model once more and reads from the runtime which part of it is on the GPU and which on the CPU.')}
        ?disabled=${this.asked !== undefined}
        @click=${() => this.ask('placement', () => this.askPlacement(session))}
      >
        ${this.asked === 'placement' ? msg('Asking the runtime …') : msg('Where does each operator run?')}
      </button>
    </section>`;
  }

  private renderMemory(session: Session): TemplateResult {
    const { memory } = this;
    const facts: Fact[] = memory
      ? [
          {
            name: msg('Page and workers'),
            value:
              memory.pageBytes === undefined
                ? msg('the browser does not tell')
                : formatBytes(memory.pageBytes),
          },
          { name: msg('WebGPU buffers'), value: formatBytes(memory.gpuBufferBytes) },
          { name: msg('WebGPU textures'), value: formatBytes(memory.gpuTextureBytes) },
        ]
      : [];
    return html`<section aria-labelledby="memory">
      <h3 id="memory">${msg('Memory')}</h3>
      ${facts.length > 0 ? html`<dl>${facts.map(renderFact)}</dl>` : nothing}
      <button
        type="button"
        title=${msg('Asks the browser how much memory this page takes; that can take some seconds.')}
        ?disabled=${this.asked !== undefined}
        @click=${() => this.ask('memory', async () => (this.memory = await measureMemory(session)))}
      >
        ${this.asked === 'memory' ? msg('Measuring …') : msg('Measure memory')}
      </button>
    </section>`;
  }

  private async ask(what: 'placement' | 'memory', act: () => Promise<unknown>): Promise<void> {
    this.asked = what;
    this.error = undefined;
    try {
      await act();
    } catch (thrown) {
      this.error = toErrorData(thrown);
    } finally {
      this.asked = undefined;
    }
  }
}

const renderFact = ({ name, value, isCode }: Fact): TemplateResult =>
  html`<dt>${name}</dt>
    <dd>${isCode ? html`<code>${value}</code>` : value}</dd>`;

declare global {
  interface HTMLElementTagNameMap {
    'vt-truth': VtTruth;
  }
}
