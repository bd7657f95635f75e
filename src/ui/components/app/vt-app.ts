import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { tasks, type Task } from '#core/result.ts';
import type { Counting } from '../../app/counting.ts';
import { belongsToControl, commandOf, type Command } from '../../app/keyboard.ts';
import { guideIsDue } from '../../app/first-run.ts';
import { saveFile } from '../../app/save-file.ts';
import { rememberedCamera } from '../../app/remembered.ts';
import { painted } from '#session/painted.ts';
import { parseSettings } from '../../app/settings-url.ts';
import { openFirst } from '../../app/source-of-file.ts';
import type { Studio } from '../../app/studio.ts';
import { FileIntake } from '../../controllers/file-intake.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { VtTaskChangeEvent } from '../../events/vt-task-change.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import { canBeCounted, taskNames } from '../../text/names.ts';
import type { VtGuide } from '../guide/vt-guide.ts';
import type { VtHelp } from '../help/vt-help.ts';
import type { VtImport } from '../import/vt-import.ts';
import { renderFetch } from '../model-picker/fetch-card.ts';
import type { VtRegions } from '../regions/vt-regions.ts';
import type { VtStage } from '../stage/vt-stage.ts';
import { renderPanels, type LatePart } from './panels.ts';
import { appStyles } from './vt-app.styles.ts';

/** The page: what a person does goes to the studio, and what the studio and its session hold is shown. */
@customElement('vt-app')
export class VtApp extends LitElement {
  static override styles = [controlStyles, appStyles];

  @property({ attribute: false }) studio: Studio | undefined;
  @query('vt-stage') private stage!: VtStage | null;
  @query('vt-regions') private regions!: VtRegions | null;
  @state() private counting: Counting | undefined;
  /** The stage, once what can capture it was loaded. */
  @state() private captured: VtStage | undefined;
  /** The task that was pressed, until its models are listed and the chosen one is asked for. */
  @state() private wanted: Task | undefined;
  private readonly asked = new Set<string>();
  /** Loaded when a person opens their panel, or before. */
  private readonly parts: Record<LatePart, () => Promise<unknown>> = {
    capture: () => this.startCapture(),
    presets: () => import('../presets/vt-presets.ts'),
    truth: () => import('../truth/vt-truth.ts'),
  };
  private importer: VtImport | undefined;
  private help: VtHelp | undefined;
  private guide: VtGuide | undefined;

  constructor() {
    super();
    new FileIntake(this, () => msg('Drop a picture, a video or a model'));
    new SessionController(this);
    new FollowController(this, () => this.studio, ['change']);
    this.listen();
  }

  /** For the controller that re-renders with the session. */
  get session() {
    return this.studio?.session;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('keydown', this.takeKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('keydown', this.takeKey);
  }

  override firstUpdated(): void {
    if (guideIsDue()) this.openGuide().catch((thrown: unknown) => this.studio?.report(thrown));
  }

  override updated(): void {
    const { studio } = this;
    if (!studio) return;
    if (studio.notice || studio.catalog.error)
      this.once('notice', studio, () => import('../notice/vt-notice.ts'));
    // Not the truth: it reads the storage once, when it is looked at, and is the last panel.
    if (studio.session.state.phase === 'live')
      for (const part of ['capture', 'presets'] as const) this.once(part, studio, this.parts[part]);
    if (studio.begun && canBeCounted(studio.manifestOf(studio.model)?.kind))
      this.once('counting', studio, () => this.startCounting(studio));
  }

  /** Loads a part of the page when it is first needed. What fails is told once: a reload tries again. */
  private once(part: string, studio: Studio, load: () => Promise<unknown>): void {
    if (this.asked.has(part)) return;
    this.asked.add(part);
    load().catch((thrown: unknown) => studio.report(thrown));
  }

  override render() {
    const { studio } = this;
    return html`
      <vt-masthead>
        <nav aria-label=${msg('Task')}>${studio ? this.renderTasks(studio) : nothing}</nav>
        <button
          slot="actions"
          type="button"
          class="quiet"
          aria-label=${msg('Help')}
          title=${msg('Help (?)')}
          @click=${this.openHelp}
        >
          ${icon('help')}
        </button>
      </vt-masthead>
      ${studio ? this.renderMain(studio) : html`<main></main>`}
    `;
  }

  private renderTasks({ settings }: Studio): TemplateResult[] {
    return tasks.map(
      (task, index) =>
        html`<button
          type="button"
          class="task"
          aria-pressed=${task === (this.wanted ?? settings.task)}
          title="${taskNames[task].question} (${index + 1})"
          @click=${(event: Event) => event.currentTarget?.dispatchEvent(new VtTaskChangeEvent(task))}
        >
          ${taskNames[task].title}
        </button>`,
    );
  }

  private renderMain(studio: Studio): TemplateResult {
    const { session, settings } = studio;
    return html`<main>
      <div class="view">
        ${
          studio.notice
            ? html`<vt-notice .error=${studio.notice}>
                <button type="button" title=${msg('Closes this message.')} @click=${() => studio.dismiss()}>
                  ${msg('Close')}
                </button>
              </vt-notice>`
            : nothing
        }
        <vt-stage
          .session=${session}
          .kind=${studio.manifestOf(studio.running)?.kind}
          .labels=${studio.labels}
          .look=${settings.look}
        >
          <vt-welcome slot="welcome" .source=${settings.source}></vt-welcome>
          ${
            this.counting && studio.manifestOf(studio.running)?.kind === 'boxes'
              ? html`<vt-regions
                  slot="over"
                  .session=${session}
                  .counting=${this.counting}
                  .regions=${settings.regions}
                  .mirror=${settings.look.mirror}
                ></vt-regions>`
              : nothing
          }
          ${this.renderMissing(studio)}
        </vt-stage>
        <vt-meter class=${this.isIdle(studio) ? 'idle' : ''} .session=${session}></vt-meter>
        <vt-announcer
          .session=${session}
          .kind=${studio.manifestOf(studio.running)?.kind}
          .labels=${studio.labels}
          .hiddenClasses=${settings.look.hiddenClasses}
        ></vt-announcer>
      </div>
      <aside aria-label=${msg('Settings')}>
        ${renderPanels(studio, this.counting, this.captured, (part) => this.once(part, studio, this.parts[part]))}
      </aside>
    </main>`;
  }

  /** Nothing is to be measured until a person chooses a source: a page that opens one by itself keeps the meter's room. */
  private isIdle({ begun, settings }: Studio): boolean {
    return !begun && settings.source.kind === undefined && rememberedCamera() === undefined;
  }

  /** The chosen model is not on the server: bare frames are shown, and this says why. */
  private renderMissing(studio: Studio): TemplateResult | typeof nothing {
    const { model, catalog } = studio;
    const variant = studio.variantOf(model);
    if (!studio.begun || catalog.status !== 'ready' || studio.modelIsHere) return nothing;
    if (!model || !variant) {
      const known = studio.manifests.some(({ task }) => task === studio.settings.task);
      return html`<p slot="message" class="missing">
        ${
          known
            ? msg(
                'None of the models for this task has weights that can be fetched. Those in the list measure speed only.',
              )
            : msg('No model for this task is known to this page.')
        }
      </p>`;
    }
    return html`<div slot="message" class="missing">
      <span
        >${msg(str`${studio.manifestOf(model)?.title} (${variant.title}) is not on this server yet.`)}</span
      >
      ${renderFetch(this, catalog, model.model, variant)}
    </div>`;
  }

  private listen(): void {
    const on = <K extends keyof GlobalEventHandlersEventMap>(
      type: K,
      act: (studio: Studio, event: GlobalEventHandlersEventMap[K]) => void | Promise<void>,
    ) =>
      this.addEventListener(type, (event) => {
        const { studio } = this;
        if (!studio) return;
        // Also what `act` throws at once becomes a notice: a person acted and must hear of it.
        new Promise<void>((resolve) => resolve(act(studio, event))).catch((thrown: unknown) =>
          studio.report(thrown),
        );
      });
    on('vt-task-change', (studio, { task }) => this.takeTask(studio, task));
    on('vt-model-change', (studio, { settings }) => studio.chooseModel(settings));
    on('vt-model-load-cancel', (studio) => studio.session.cancelModel());
    on('vt-model-fetch', (studio, { model, variant, action }) =>
      action === 'start' ? studio.fetchModel(model, variant) : studio.catalog.cancelFetch(model, variant),
    );
    on('vt-source-change', (studio, { settings }) => studio.chooseSource(settings));
    on('vt-source-stop', (studio) => studio.stopSource());
    on('vt-file-open', (studio, event) => openFirst(studio, event, (file) => this.openImport(file)));
    on('vt-import-open', () => this.openImport());
    this.addEventListener('vt-guide-open', () => void this.openGuide());
    on('vt-preset-use', async (studio, { query }) => {
      await studio.usePreset(parseSettings(query));
      this.counting?.setRegions(studio.settings.regions);
    });
    on('vt-model-made', (studio, { model }) => studio.chooseOwn(model));
    on('vt-own-delete', (studio, { model }) => studio.deleteOwn(model));
    on('vt-look-change', (studio, { change }) => studio.changeLook(change));
    on('vt-regions-change', (studio, { regions }) => {
      studio.changeRegions(regions);
      this.counting?.setRegions(regions);
    });
    on('vt-region-draw', (_, { kind, byPointer }) =>
      byPointer ? this.regions?.draw(kind) : this.regions?.add(kind),
    );
    on('vt-background-change', (studio, { image }) => studio.session.setBackground(image));
    on('vt-pause-change', (studio, { paused }) => studio.session.setPaused(paused));
    on('vt-round-trip-change', (studio, { roundTrip }) => studio.setRoundTrip(roundTrip));
    on('vt-retry', (studio, { what }) => studio.retry(what));
    on('vt-snapshot', async () => {
      if (this.stage) saveFile(await this.stage.snapshot(), 'vitrine', 'png');
    });
  }

  /** The press is answered at once; of several, the last one is done. */
  private async takeTask(studio: Studio, task: Task): Promise<void> {
    this.wanted = task;
    await painted();
    if (this.wanted !== task) return;
    this.wanted = undefined;
    await studio.chooseTask(task);
  }

  /** Once: what was counted stays while a person looks at something else. */
  private async startCounting(studio: Studio): Promise<void> {
    const { Counting } = await import('../counting/lazy.ts');
    this.counting = new Counting(studio.session);
    this.counting.setRegions(studio.settings.regions);
  }

  private async startCapture(): Promise<void> {
    await import('../capture/vt-capture.ts');
    this.captured = this.stage ?? undefined;
  }

  /** The dialog and all that it needs are loaded now: most people never bring a model. */
  private async openImport(file?: File): Promise<void> {
    const { VtImport } = await import('../import/vt-import.ts');
    this.importer ??= this.renderRoot.appendChild(new VtImport());
    await this.importer.show(file);
  }

  private async openGuide(): Promise<void> {
    const { VtGuide } = await import('../guide/vt-guide.ts');
    this.guide ??= this.renderRoot.appendChild(new VtGuide());
    await this.guide.show();
  }

  private readonly openHelp = async (): Promise<void> => {
    const { VtHelp } = await import('../help/vt-help.ts');
    this.help ??= this.renderRoot.appendChild(new VtHelp());
    await this.help.show();
  };

  private readonly takeKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || belongsToControl(event.composedPath()[0], event.key)) return;
    const command = commandOf(event.key, { ctrl: event.ctrlKey, alt: event.altKey, meta: event.metaKey });
    if (!command || !this.studio) return;
    event.preventDefault();
    this.obey(command, this.studio).catch((thrown: unknown) => this.studio?.report(thrown));
  };

  private async obey(command: Command, studio: Studio): Promise<void> {
    const { session, settings } = studio;
    const isLive = session.state.source.status === 'live';
    switch (command.do) {
      case 'task':
        return studio.chooseTask(command.task);
      case 'pause':
        return isLive ? session.setPaused(session.state.phase !== 'paused') : undefined;
      case 'mirror':
        return studio.changeLook({ mirror: !settings.look.mirror });
      case 'fullscreen':
        return this.stage?.toggleFullscreen();
      case 'snapshot':
        return isLive && this.stage ? saveFile(await this.stage.snapshot(), 'vitrine', 'png') : undefined;
      case 'help':
        return this.openHelp();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-app': VtApp;
  }
}
