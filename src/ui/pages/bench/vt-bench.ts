import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { reportFragment } from '#bench/link.ts';
import { conditionsOf } from '#bench/conditions.ts';
import { adviceOf } from '#bench/machine.ts';
import { toMarkdown } from '#bench/markdown.ts';
import type { Report } from '#bench/report.ts';
import { toCsv } from '#bench/table.ts';
import { saveFile } from '../../app/save-file.ts';
import '../../components/masthead/vt-masthead.ts';
import { DropHint } from '../../controllers/drop-hint.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import { pageStyles } from '../../styles/page.styles.ts';
import { adviceWords, conditionWords } from './condition-words.ts';
import type { Desk, Shown } from './desk.ts';
import { renderPublished } from './published.ts';
import './vt-bench-charts.ts';
import './vt-bench-plan.ts';
import './vt-bench-table.ts';
import { benchStyles } from './vt-bench.styles.ts';
import { stageWords } from './words.ts';

/** Room for two charts beside each other. */
const WIDE = matchMedia('(min-width: 120rem)');

/** The bench's page: a plan, its progress, and reports laid beside each other. */
@customElement('vt-bench')
export class VtBench extends LitElement {
  static override styles = [controlStyles, pageStyles, benchStyles];

  @property({ attribute: false }) desk: Desk | undefined;
  @property({ attribute: false }) said = '';

  constructor() {
    super();
    new FollowController(this, () => this.desk, ['change']);
    new DropHint(this, () => msg('Drop reports or a plan (JSON)'), this.drop);
  }

  override render() {
    const { desk } = this;
    return html`<vt-masthead></vt-masthead>
      <main>${desk ? this.renderDesk(desk) : nothing}</main>
      <p class="hidden" role="status">${this.said}</p>`;
  }

  private renderDesk(desk: Desk): TemplateResult {
    const { machine, error, shown } = desk;
    return html`
      <header>
        <h2>${msg('Bench')}</h2>
        <p class="lead">
          ${msg('Models, engines and input sizes, compared on this device. Nothing is uploaded.')}
        </p>
      </header>
      ${machine ? html`<p class="truth">${adviceOf(machine, adviceWords)}</p>` : html`<p class="examining">${msg('Examining this machine …')}</p>`}
      ${error && error.code !== 'aborted' ? this.renderError(error.message, error.detail) : nothing}
      ${desk.unfinished ? this.renderUnfinished(desk) : nothing}
      ${
        desk.status === 'running'
          ? this.renderProgress(desk)
          : html`<vt-bench-plan
              class="card"
              .desk=${desk}
              @vt-share=${() => void this.sharePlan(desk)}
            ></vt-bench-plan>`
      }
      ${shown.length > 0 ? this.renderReports(shown, desk) : this.renderEmpty(desk)}
    `;
  }

  private renderError(message: string, detail: string | undefined): TemplateResult {
    return html`<section class="notice bad" role="alert">
      ${icon('warn')}
      <div>
        <p>${message}</p>
        ${
          detail
            ? html`<details>
                <summary>${msg('Details')}</summary>
                <pre>${detail}</pre>
              </details>`
            : nothing
        }
      </div>
      <button type="button" class="quiet" aria-label=${msg('Close')} @click=${() => this.desk?.dismiss()}>
        ${icon('close')}
      </button>
    </section>`;
  }

  private renderUnfinished(desk: Desk): TemplateResult {
    const { report, order } = desk.unfinished!;
    return html`<section class="notice">
      ${icon('warn')}
      <p>
        ${msg(str`A run of “${report.plan.name}” was broken off after ${report.results.length} of ${order.length} cells.`)}
      </p>
      <div class="row">
        <button type="button" class="primary" @click=${() => void desk.resume()}>${msg('Go on')}</button>
        <button type="button" @click=${() => void desk.discard()}>${msg('Discard')}</button>
      </div>
    </section>`;
  }

  private renderProgress(desk: Desk): TemplateResult {
    const { progress } = desk;
    const cell = progress?.cell;
    const name = cell && `${cell.model}/${cell.variant} ${cell.size.width} × ${cell.size.height}`;
    const what = cell ? msg(str`${name} on ${cell.engine}`) : msg('this machine');
    const stage = progress && (stageWords[progress.stage]?.() ?? progress.stage);
    return html`<section class="card" aria-labelledby="running">
      <h3 id="running">${msg(str`Running “${desk.plan?.name}”`)}</h3>
      <progress
        aria-label=${msg('Cells done')}
        .value=${progress?.done ?? 0}
        max=${progress?.total ?? 1}
      ></progress>
      <p role="status">
        ${progress ? msg(str`${progress.done} of ${progress.total} cells. ${stage}: ${what}.`) : msg('Starting …')}
      </p>
      <p class="hint">
        ${msg('Keep this tab in front: browsers slow what nobody sees. A reload goes on from here.')}
      </p>
      <div class="row">
        <button type="button" @click=${() => desk.cancel()}>${icon('stop')} ${msg('Cancel')}</button>
      </div>
      ${
        progress && progress.report.results.length > 0
          ? html`<vt-bench-table
              .shown=${[{ name: msg('So far'), report: progress.report }]}
              .version=${progress.done}
            ></vt-bench-table>`
          : nothing
      }
    </section>`;
  }

  private renderEmpty(desk: Desk): TemplateResult {
    return html`<section class="card empty">
      <p>
        ${msg('No report yet.')}
        ${desk.status === 'running' ? '' : msg('Run a plan, or open reports that you or others saved.')}
      </p>
      ${this.renderOpen()}
    </section>`;
  }

  private renderOpen(): TemplateResult {
    return html`<label class="file">
      <span>${msg('Open reports or a plan (JSON), or drop them anywhere')}</span>
      <input type="file" accept=".json,application/json" multiple @change=${this.pick} />
    </label>`;
  }

  private renderReports(shown: readonly Shown[], desk: Desk): TemplateResult {
    const [base] = shown;
    return html`<section class="card reports" aria-labelledby="reports">
      <h3 id="reports">${shown.length > 1 ? msg('Reports, beside each other') : msg('Report')}</h3>
      <ul class="names">
        ${shown.map(
          ({ name, report }, i) =>
            html`<li>
              <span class="letter">${String.fromCharCode(65 + i)}</span>
              <span class="name">${name}</span>
              ${this.renderExports(name, report)}
              <button
                type="button"
                class="quiet"
                aria-label=${msg(str`Remove ${name}`)}
                @click=${() => desk.remove(name)}
              >
                ${icon('close')}
              </button>
            </li>`,
        )}
      </ul>
      <vt-bench-table .shown=${shown}></vt-bench-table>
      <div class="beside">
        <vt-bench-charts .shown=${shown}></vt-bench-charts>
        ${WIDE.matches ? html`<vt-bench-charts .shown=${shown} .kind=${'accuracy'}></vt-bench-charts>` : nothing}
      </div>
      <div class="beside">
        ${base ? renderPublished(base.report) : nothing}
        <div class="part">
          <h3>${msg('How to read it')}</h3>
          <ul class="conditions">
            ${base ? conditionsOf(base.report, conditionWords).map((line) => html`<li>${line}</li>`) : nothing}
            ${base?.report.excluded.map(({ what, why }) => html`<li>${msg(str`Not run: ${what}: ${why}`)}</li>`)}
          </ul>
        </div>
      </div>
      ${this.renderOpen()}
    </section>`;
  }

  private renderExports(name: string, report: Report): TemplateResult {
    const save = (text: string, type: string, extension: string) =>
      saveFile(new Blob([text], { type }), 'vitrine-bench', extension);
    const button = (label: string, act: () => void) =>
      html`<button type="button" aria-label=${msg(str`${label} of ${name}`)} @click=${act}>${label}</button>`;
    return html`<span class="row">
      ${button('JSON', () => save(JSON.stringify(report, null, 1), 'application/json', 'json'))}
      ${button('CSV', () => save(toCsv(report), 'text/csv', 'csv'))}
      ${button('Markdown', () => void this.copy(toMarkdown(report), msg('The table is in the clipboard, as Markdown.')))}
      ${button(msg('Link'), () => void this.shareReport(report))}
    </span>`;
  }

  private async shareReport(report: Report): Promise<void> {
    await this.share(
      `#${await reportFragment(report)}`,
      msg('The link with all figures is in the clipboard and in the address.'),
    );
  }

  private async sharePlan(desk: Desk): Promise<void> {
    await this.share(
      await desk.planAddress(),
      msg('The link to this plan is in the clipboard and in the address.'),
    );
  }

  private async share(fragment: string, said: string): Promise<void> {
    history.replaceState(null, '', fragment);
    await this.copy(location.href, said);
  }

  private async copy(text: string, said: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.said = said;
    } catch {
      // Not granted: what was asked for is offered as a file, or stands in the address.
      if (text !== location.href)
        saveFile(new Blob([text], { type: 'text/markdown' }), 'vitrine-bench', 'md');
      this.said = msg('The clipboard is not granted; take it from the address or the saved file.');
    }
  }

  private readonly pick = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    void this.desk?.openFiles([...(input.files ?? [])]).then(() => (input.value = ''));
  };

  private readonly drop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) void this.desk?.openFiles(files);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-bench': VtBench;
  }
}
