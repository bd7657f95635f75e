import { msg, str } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isAbort, toErrorData, type ErrorData } from '#core/errors/vitrine-error.ts';
import type { ModelFile } from '#core/io-spec.ts';
import { isJudged } from '#eval/labelled-data.ts';
import { reportMarkdown } from '#eval/report-markdown.ts';
import type { ListedModel } from '#models/catalogue.ts';
import type { DroppedFile, EvaluationResult } from '#workers/eval/eval.api.ts';
import { rememberEvaluation } from '../../components/accuracy/last-evaluation.ts';
import { saveFile } from '../../app/save-file.ts';
import { untrainedMark } from '../../text/untrained.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { setupStyles } from '../../styles/setup.styles.ts';
import { DropHint } from '../../controllers/drop-hint.ts';
import { filesChosen, filesDropped } from './dropped-files.ts';
import { renderResult } from './render-result.ts';
import { evaluateStyles } from './vt-evaluate.styles.ts';
import { plural } from '../../text/format.ts';

const WORST = 6;

/**
 * A model's accuracy on labelled pictures: choose a model, drop a folder or take the rendered pack, and read the figures
 * beside the time. Pictures stay in the page.
 */
@customElement('vt-evaluate')
export class VtEvaluate extends LitElement {
  static override styles = [controlStyles, setupStyles, evaluateStyles];

  /** What the models are called. */
  @property({ attribute: false }) models: readonly ListedModel[] = [];
  /** What can run; undefined until that is known. */
  @property({ attribute: false }) files: readonly ModelFile[] | undefined;
  @property({ attribute: false }) error: ErrorData | undefined;
  @state() private chosen: string | undefined;
  @state() private dropped: readonly DroppedFile[] = [];
  @state() private progress: { done: number; total: number } | undefined;
  @state() private result: EvaluationResult | undefined;
  private running: AbortController | undefined;
  private addresses: string[] = [];

  constructor() {
    super();
    new DropHint(this, () => msg('Drop a labelled folder'), this.drop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.abort();
    this.forget();
  }

  override render() {
    return html`<main>
      <header>
        <h2>${msg('Accuracy on labelled pictures')}</h2>
        <p class="lead">
          ${msg('How right a model is, beside how fast it is here. The pictures stay in this page.')}
        </p>
      </header>
      <div class="setup">
        ${this.renderForm()}
        <div class="results">
          ${this.progress ? this.renderProgress(this.progress) : nothing}
          ${this.error ? html`<p role="alert">${this.error.message}</p>` : nothing}
          ${this.result ? renderResult(this.result, this.addresses, this.save) : nothing}
          ${this.progress || this.error || this.result ? nothing : renderEmpty()}
        </div>
      </div>
    </main>`;
  }

  private renderForm() {
    const { choices } = this;
    if (this.files && choices.length === 0) {
      return html`<p role="status">
        ${msg('No model is ready that could be measured. Run “npm run models” on the server.')}
      </p>`;
    }
    const isBusy = this.progress !== undefined;
    return html`<form class="card" @submit=${(event: Event) => event.preventDefault()}>
      <div class="field">
        <label for="model">${msg('Model')}</label>
        <select id="model" ?disabled=${isBusy} @change=${this.choose}>
          ${choices.map(
            ({ file, name }) =>
              html`<option value=${file.file} ?selected=${file.file === this.model?.file}>${name}</option>`,
          )}
        </select>
      </div>
      <div class="drop">
        <label for="folder"
          >${msg('A labelled folder: drop it here, or choose it. It stays in this page.')}</label
        >
        <input id="folder" type="file" webkitdirectory multiple ?disabled=${isBusy} @change=${this.take} />
        <p class="note">
          ${msg('CamVid, Cityscapes, COCO, YOLO text, ShanghaiTech, PPM-100, or our own vitrine.json.')}
          ${this.dropped.length > 0 ? html`<strong>${chosenWords(this.dropped.length)}</strong>` : nothing}
        </p>
      </div>
      <div class="row">
        <button
          type="button"
          class="primary"
          ?disabled=${isBusy || !this.model}
          @click=${() => this.run('pack')}
        >
          ${msg('Use the rendered pack')}
        </button>
        <button
          type="button"
          ?disabled=${isBusy || !this.model || this.dropped.length === 0}
          @click=${() => this.run(this.dropped)}
        >
          ${msg('Use the folder')}
        </button>
      </div>
    </form>`;
  }

  private renderProgress({ done, total }: { done: number; total: number }) {
    return html`<div class="card row" role="status">
      <progress aria-label=${msg('Evaluation')} max=${total || 1} value=${done}></progress>
      <span
        >${total > 0 ? msg(str`${done} of ${total} pictures`) : msg('Opening the model and the pictures…')}</span
      >
      <button type="button" @click=${() => this.running?.abort(new DOMException('cancelled', 'AbortError'))}>
        ${msg('Cancel')}
      </button>
    </div>`;
  }

  private get choices(): { file: ModelFile; name: string }[] {
    return (this.files ?? []).flatMap((file) => {
      const model = this.models.find(({ id }) => id === file.model);
      if (!model || file.format !== 'onnx' || !isJudged(model.kind)) return [];
      const variant = model.variants.find(({ id }) => id === file.variant)?.title ?? file.variant;
      const untrained = file.trained ? '' : `, ${untrainedMark()}`;
      const { width, height } = file.size;
      return [{ file, name: `${model.title} ${variant}, ${width}×${height}, ${file.precision}${untrained}` }];
    });
  }

  private get model(): ModelFile | undefined {
    const { choices } = this;
    return (choices.find(({ file }) => file.file === this.chosen) ?? choices[0])?.file;
  }

  private readonly choose = (event: Event): void => {
    this.chosen = (event.target as HTMLSelectElement).value;
  };

  private readonly take = (event: Event): void => {
    const { files } = event.target as HTMLInputElement;
    if (files) this.dropped = filesChosen(files);
  };

  private readonly drop = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files') || this.progress) return;
    void filesDropped(event.dataTransfer).then((files) => (this.dropped = files));
  };

  private async run(data: 'pack' | readonly DroppedFile[]): Promise<void> {
    const { model } = this;
    if (!model || this.progress) return;
    this.running = new AbortController();
    this.forget();
    this.error = undefined;
    this.progress = { done: 0, total: 0 };
    try {
      const { evaluateInWorker } = await import('#session/evaluation.ts');
      const request = { model, data, worst: WORST, threads: 0 };
      const onProgress = (done: number, total: number) => (this.progress = { done, total });
      const result = await evaluateInWorker(
        request,
        (done, total) => void onProgress(done, total),
        this.running.signal,
      );
      this.addresses = result.pictures.map((picture) => URL.createObjectURL(picture));
      this.result = result;
      rememberEvaluation(result.report);
    } catch (thrown) {
      if (!isAbort(thrown)) this.error = toErrorData(thrown);
    } finally {
      this.progress = undefined;
    }
  }

  private readonly save = (format: 'json' | 'md'): void => {
    const report = this.result?.report;
    if (!report) return;
    const text = format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : reportMarkdown(report);
    saveFile(
      new Blob([text], { type: format === 'json' ? 'application/json' : 'text/markdown' }),
      'vitrine-evaluation',
      format,
    );
  };

  private forget(): void {
    this.addresses.forEach((address) => URL.revokeObjectURL(address));
    this.addresses = [];
    this.result = undefined;
  }
}

const renderEmpty = () =>
  html`<section class="card empty">
    <p>
      ${msg('No figures yet. The rendered pack needs no pictures of yours: this page draws and labels them.')}
    </p>
  </section>`;

const chosenWords = (files: number): string =>
  plural(files, { one: msg(str`${files} file chosen.`), other: msg(str`${files} files chosen.`) });

declare global {
  interface HTMLElementTagNameMap {
    'vt-evaluate': VtEvaluate;
  }
}
