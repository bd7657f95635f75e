import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { acceptedModels } from '../../app/model-file.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { VtModelMadeEvent } from '../../events/vt-model-made.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import '../notice/vt-notice.ts';
import '../progress/vt-progress.ts';
import { renderCheckpoint } from './checkpoint-form.ts';
import { ImportFlow, type ImportState } from './import-flow.ts';
import { renderOnnx } from './onnx-form.ts';
import { importStyles } from './vt-import.styles.ts';

const doing: Record<(ImportState & { step: 'building' })['doing'], string> = {
  get read() {
    return msg('Reading the file (1 of 4)');
  },
  get build() {
    return msg('Building the graph (2 of 4)');
  },
  get write() {
    return msg('Writing it (3 of 4)');
  },
  get save() {
    return msg('Saving it in this browser (4 of 4)');
  },
};

/** Brings a model of one's own: a checkpoint of a known architecture, or an ONNX file that is described by hand. */
@customElement('vt-import')
export class VtImport extends LitElement {
  static override styles = [controlStyles, importStyles];

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input[type=file]') private input!: HTMLInputElement | null;
  readonly #flow = new ImportFlow();
  #shown: ImportState['step'] = 'choose';

  constructor() {
    super();
    new FollowController(this, () => this.#flow, ['change']);
  }

  /** Opens the dialog, with `file` already chosen where there is one. */
  async show(file?: File): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    if (file) await this.#flow.take(file);
  }

  override render() {
    const { error } = this.#flow;
    return html`<dialog
      aria-labelledby="title"
      @close=${this.leave}
      @dragover=${(event: DragEvent) => event.preventDefault()}
      @drop=${this.takeDrop}
    >
      <div class="top">
        <h2 id="title" tabindex="-1">${msg('A model of your own')}</h2>
        <button type="button" class="quiet" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </div>
      ${error ? html`<vt-notice .error=${error} about="import"></vt-notice>` : nothing} ${this.renderStep()}
    </dialog>`;
  }

  /** A step that appears is read from its beginning, also by who does not see it. */
  override updated(): void {
    const { step } = this.#flow.state;
    if (step === this.#shown) return;
    this.#shown = step;
    this.renderRoot.querySelector<HTMLElement>('#title')?.focus();
  }

  private renderStep(): TemplateResult {
    const { state } = this.#flow;
    switch (state.step) {
      case 'choose':
        return this.renderChoice();
      case 'reading':
        return this.renderProgress(msg(str`Reading ${state.file.name}`));
      case 'building':
        return this.renderProgress(doing[state.doing]);
      case 'checkpoint':
        return this.renderForm(renderCheckpoint(this.#flow, state));
      case 'onnx':
        return this.renderForm(renderOnnx(this.#flow, state));
    }
  }

  private renderChoice(): TemplateResult {
    return html`<div class="choice">
      <p>
        ${msg('Drop a checkpoint as its authors publish it (.pth, .pt, .safetensors, .h5), or an .onnx file. It is read here, in this page, and sent nowhere.')}
      </p>
      <button type="button" class="primary" @click=${() => this.input?.click()}>
        ${icon('file')}${msg('Choose a file')}
      </button>
      <input
        class="hidden"
        type="file"
        accept=${acceptedModels}
        tabindex="-1"
        aria-label=${msg('Model file')}
        @change=${this.takeFile}
      />
    </div>`;
  }

  private renderProgress(what: string): TemplateResult {
    return html`<vt-progress .what=${what}>
      <button type="button" @click=${() => this.#flow.cancel()}>${msg('Cancel')}</button>
    </vt-progress>`;
  }

  /** Not validated by the browser: what is wrong is told in the page's own words. */
  private renderForm(fields: TemplateResult): TemplateResult {
    return html`<form novalidate @submit=${this.build}>
      <div class="fields">${fields}</div>
      <div class="actions">
        <button type="button" @click=${() => this.#flow.reset()}>${msg('Another file')}</button>
        <button type="submit" class="primary">${msg('Build and run')}</button>
      </div>
    </form>`;
  }

  private readonly build = async (event: Event): Promise<void> => {
    event.preventDefault();
    const model = await this.#flow.build();
    if (!model) return;
    this.dispatchEvent(new VtModelMadeEvent(model));
    this.dialog.close();
  };

  /** Whatever is under way ends with the dialog. */
  private readonly leave = (): void => this.#flow.reset();

  private readonly takeFile = (): void => {
    const file = this.input?.files?.[0];
    if (this.input) this.input.value = '';
    if (file) void this.#flow.take(file);
  };

  private readonly takeDrop = (event: DragEvent): void => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void this.#flow.take(file);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-import': VtImport;
  }
}
