import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { tasks, type Task } from '#core/result.ts';
import type { ModelSettings, SourceSettings } from '#session/session-state.ts';
import { cameraSource } from '../../app/first-source.ts';
import { painted } from '#session/painted.ts';
import { MOST_PANES, type Pane, type Panes } from '../../app/panes.ts';
import { defaultSettings } from '../../app/settings.ts';
import { sourceOfFile } from '../../app/source-of-file.ts';
import { CamerasController } from '../../controllers/cameras-controller.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { formatShare } from '../../text/format.ts';
import { taskNames } from '../../text/names.ts';
import { sourceName } from '../../text/source-name.ts';
import '../copy-link/vt-copy-link.ts';
import { fileField } from '../source-picker/file-field.ts';
import './vt-pane.ts';
import type { VtPane } from './vt-pane.ts';
import { panesStyles } from './vt-panes.styles.ts';

/** Above this a limit is none: no camera brings more. */
const MOST_FPS = 60;

/** What is done with frames unless a person says otherwise. */
const anyTask: readonly Task[] = ['detection'];

interface NamedSource {
  source: SourceSettings;
  name: string;
}

/** Several sources at once, with what each is asked and how much of the machine all may use. */
@customElement('vt-panes')
export class VtPanes extends LitElement {
  static override styles = [controlStyles, panesStyles];

  @property({ attribute: false }) panes: Panes | undefined;
  @state() private chosen: readonly Task[] = anyTask;
  @state() private source = 'scene';
  /** Files that came when all places were taken, until a person says whose place they take. */
  @state() private waiting: readonly NamedSource[] = [];
  @query('input[type=file]') private file!: HTMLInputElement;
  /** Sources whose pane is about to be added. */
  private beginning = 0;
  private readonly cameras = new CamerasController(this);

  constructor() {
    super();
    new FollowController(this, () => this.panes, ['change']);
  }

  override willUpdate(): void {
    const [first, ...others] = this.waiting;
    if (!first || this.room <= 0) return;
    // A source was closed: there is room now.
    this.waiting = others;
    this.begin(first.source);
  }

  override render() {
    const { panes } = this;
    if (!panes) return nothing;
    return html`${panes.notice || this.waiting.length > 0 ? this.renderNews(panes) : nothing}
      <div class="grid">
        ${repeat(
          panes.panes,
          ({ feed }) => feed.id,
          (pane) => html`<vt-pane .panes=${panes} .pane=${pane}></vt-pane>`,
        )}
      </div>
      ${this.renderForm(panes)} ${this.renderBudget(panes)} <vt-copy-link></vt-copy-link>`;
  }

  /** A source with its tasks, as a person adds one; also for pages that begin with some. */
  async open(
    source: SourceSettings,
    wanted: readonly Task[],
    models: readonly Partial<ModelSettings>[] = [],
  ): Promise<void> {
    const { panes } = this;
    if (!panes || panes.isFull || wanted.length === 0) return;
    const pane = panes.add(wanted);
    // The canvases must be there before the first frame.
    await this.updateComplete;
    for (const element of this.renderRoot.querySelectorAll('vt-pane')) {
      await element.updateComplete;
      for (const stage of element.renderRoot.querySelectorAll('vt-stage')) await stage.updateComplete;
    }
    await panes.start(pane, source, models);
    this.cameras.refresh();
  }

  /** Files that were chosen, dropped or pasted, each as a source with the tasks that are ticked. */
  openFiles(files: readonly File[]): void {
    const { panes } = this;
    if (!panes) return;
    panes.dismiss();
    if (this.chosen.length === 0) this.chosen = anyTask;
    for (const file of files) {
      try {
        const source = sourceOfFile(file);
        if (this.room > 0) this.begin(source);
        else this.waiting = [...this.waiting, { source, name: file.name }];
      } catch (thrown) {
        panes.report(thrown);
      }
    }
  }

  private renderNews(panes: Panes): TemplateResult {
    const [first] = this.waiting;
    return html`<div class="news">
      ${
        panes.notice
          ? html`<vt-notice .error=${panes.notice}>
              <button type="button" @click=${() => panes.dismiss()}>${msg('Close')}</button>
            </vt-notice>`
          : nothing
      }
      ${
        first
          ? html`<section class="ask" role="alert">
              <p>
                ${msg(str`All ${MOST_PANES} places are taken. Which source gives way to "${first.name}"?`)}
              </p>
              <div>
                ${panes.panes.map(
                  (pane, i) =>
                    html`<button type="button" @click=${() => this.giveWay(panes, pane)}>
                      ${i + 1} · ${sourceName(pane.feed.state) || msg('No source')}
                    </button>`,
                )}
                <button type="button" @click=${() => (this.waiting = this.waiting.slice(1))}>
                  ${msg('None, leave it')}
                </button>
              </div>
            </section>`
          : nothing
      }
    </div>`;
  }

  private giveWay(panes: Panes, pane: Pane): void {
    const [first, ...others] = this.waiting;
    if (!first) return;
    this.waiting = others;
    this.show(pane);
    panes.replace(pane, first.source).catch((thrown: unknown) => panes.report(thrown));
  }

  /** What a person asked for may be above or below what is seen. */
  private show(pane: Pane | undefined): void {
    const isIts = (element: VtPane) => element.pane === pane;
    void this.updateComplete.then(() =>
      [...this.renderRoot.querySelectorAll('vt-pane')].find(isIts)?.scrollIntoView({ block: 'nearest' }),
    );
  }

  private renderForm(panes: Panes): TemplateResult {
    const { cameras } = this.cameras;
    const sources = [
      ['scene', msg('Built-in scene')],
      ...(cameras.length === 0 ? [['camera', msg('The default camera')]] : []),
      ...cameras.map(({ deviceId, label }, i) => [
        `camera ${deviceId}`,
        label || `${msg('Camera')} ${i + 1}`,
      ]),
      ['screen', msg('A screen, window or tab')],
      ['file', msg('A picture or video file')],
    ];
    return html`<form @submit=${this.add}>
      <label class="field">
        ${msg('Source')}
        <select
          title=${msg('Where its frames come from; files and cameras stay in this page.')}
          @change=${(event: Event) => (this.source = (event.currentTarget as HTMLSelectElement).value)}
        >
          ${sources.map(([id, name]) => html`<option value=${id} ?selected=${id === this.source}>${name}</option>`)}
        </select>
      </label>
      <button
        type="submit"
        class="primary"
        title=${panes.isFull ? msg('All places are taken: close a source first.') : nothing}
        ?disabled=${panes.isFull || this.chosen.length === 0}
      >
        ${msg('Add this source')}
      </button>
      ${fileField((file) => this.openFiles([file]))}
      <fieldset>
        <legend>${msg('What is done with its frames, up to three')}</legend>
        ${tasks.map(
          (task) =>
            html`<label class="switch" title=${taskNames[task].question}>
              <input
                type="checkbox"
                .checked=${this.chosen.includes(task)}
                ?disabled=${!this.chosen.includes(task) && this.chosen.length >= 3}
                @change=${() => this.toggle(task)}
              />
              ${taskNames[task].title}
            </label>`,
        )}
      </fieldset>
    </form>`;
  }

  private renderBudget(panes: Panes): TemplateResult {
    const { fps, share } = panes.budget;
    const shownFps = Math.min(fps, MOST_FPS);
    return html`<div class="budget" role="group" aria-label=${msg('Budget')}>
      <div class="range">
        <label for="fps">${msg('Most frames a second of each source')}</label>
        <output for="fps">${shownFps === MOST_FPS ? msg('no limit') : shownFps}</output>
        <input
          id="fps"
          type="range"
          min="1"
          max=${MOST_FPS}
          step="1"
          .value=${String(shownFps)}
          title=${msg('Fewer leave the machine more rest.')}
          @input=${(event: Event) => {
            const value = Number((event.currentTarget as HTMLInputElement).value);
            panes.setBudget({ fps: value === MOST_FPS ? Infinity : value });
          }}
        />
      </div>
      <div class="range">
        <label for="share">${msg('Most of the time that models run')}</label>
        <output for="share">${formatShare(share)}</output>
        <input
          id="share"
          type="range"
          min="0.1"
          max="1"
          step="0.05"
          .value=${String(share)}
          title=${msg('A machine that works half of the time draws less power and stays cooler.')}
          @input=${(event: Event) =>
            panes.setBudget({ share: Number((event.currentTarget as HTMLInputElement).value) })}
        />
      </div>
    </div>`;
  }

  private toggle(task: Task): void {
    const others = this.chosen.filter((each) => each !== task);
    this.chosen = others.length < this.chosen.length ? others : [...others, task];
  }

  private readonly add = (event: Event): void => {
    event.preventDefault();
    const [kind, deviceId = ''] = this.source.split(' ');
    if (kind === 'file') this.file.click();
    else if (kind === 'camera')
      this.begin(cameraSource(defaultSettings.source, deviceId ? { deviceId, label: '' } : undefined));
    else this.begin({ kind: kind === 'screen' ? 'screen' : 'scene' });
  };

  /** Places that nobody has or is about to have. */
  private get room(): number {
    return MOST_PANES - this.beginning - (this.panes?.panes.length ?? 0);
  }

  private begin(source: SourceSettings): void {
    const { chosen } = this;
    this.beginning++;
    // The press is answered first: a pane brings a picture and a meter for each task.
    painted()
      .then(() => {
        this.beginning--;
        const opened = this.open(source, chosen);
        const { panes = [] } = this.panes ?? {};
        this.show(panes[panes.length - 1]);
        return opened;
      })
      .catch((thrown: unknown) => this.panes?.report(thrown));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-panes': VtPanes;
  }
}
