import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ConfigurationFault } from '#kiosk/configuration-fault.ts';
import { hashPin } from '#kiosk/pin.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import { saveFile } from '../../../app/save-file.ts';
import type { VtFieldChangeEvent } from '../../../events/vt-field-change.ts';
import { DropHint } from '../../../controllers/drop-hint.ts';
import { controlStyles } from '../../../styles/controls.styles.ts';
import { pageStyles } from '../../../styles/page.styles.ts';
import { configurationLink } from '../configuration-link.ts';
import { faultWords } from '../fault-words.ts';
import { changeText } from './change-text.ts';
import type { ModelChoice } from './render-field.ts';
import type { Path, SchemaNode } from './schema-node.ts';
import { editStyles } from './vt-kiosk-edit.styles.ts';
import './vt-schema-form.ts';

/** The preview opens camera and model anew for each change: it waits until somebody has stopped typing (chosen). */
const PREVIEW_MS = 1_200;

/** Not in the form: they are what they are, or are set in another way. */
const leftOut = ['$schema', 'version', 'pin'];

/**
 * Edits a kiosk's configuration as a form and as text; both are the same JSON. What is wrong is told with its line, and
 * what is right can be seen beside it, saved, or sent as a link.
 */
@customElement('vt-kiosk-edit')
export class VtKioskEdit extends LitElement {
  static override styles = [controlStyles, pageStyles, editStyles];

  /** Undefined: then there is the text only. */
  @property({ attribute: false }) schema: SchemaNode | undefined;
  @property({ attribute: false }) text = '';
  /** What a scene may run; empty: its id is typed. */
  @property({ attribute: false }) models: readonly ModelChoice[] = [];
  /** What was done last, or what went wrong. */
  @property({ attribute: false }) said = '';
  @state() private faults: readonly ConfigurationFault[] = [];
  @state() private hasPreview = false;
  @query('textarea') private area!: HTMLTextAreaElement;
  @query('iframe') private frame!: HTMLIFrameElement | null;
  private value: unknown;
  private timer: ReturnType<typeof setTimeout> | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('text') || this.text === '') return;
    const read = readConfiguration(this.text);
    this.faults = read.ok ? [] : read.faults;
    try {
      this.value = JSON.parse(this.text);
    } catch {
      // The form shows what it was before until the text is JSON again.
    }
    if (read.ok) this.preview();
  }

  constructor() {
    super();
    new DropHint(this, () => msg('Drop a configuration (JSON)'), this.drop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render() {
    return html`<main>
      <h2>${msg('Kiosk editor')}</h2>
      ${this.renderActions()}
      <p role="status">${this.said}</p>
      <div class="panes" ?hidden=${!this.schema && this.text === '' && this.said === ''}>
        <section aria-label=${msg('Form')}>
          ${
            this.schema && this.text !== ''
              ? html`<vt-schema-form
                  .schema=${this.schema}
                  .value=${this.value}
                  .leftOut=${leftOut}
                  .models=${this.models}
                  @vt-field-change=${(event: VtFieldChangeEvent) => this.change(event.path, event.value)}
                ></vt-schema-form>`
              : nothing
          }
          ${this.text === '' ? nothing : this.renderPin()}
        </section>
        <section class="sticky">
          ${this.renderPreview()} ${this.renderFaults()}
          <label for="text">${msg('Text')}</label>
          <textarea
            id="text"
            dir="ltr"
            spellcheck="false"
            wrap="off"
            .value=${this.text}
            @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </section>
      </div>
    </main>`;
  }

  private renderActions() {
    const isGood = this.text !== '' && this.faults.length === 0;
    return html`<div class="row">
      <button type="button" class="primary" ?disabled=${!isGood} @click=${this.save}>
        ${msg('Save as a file')}
      </button>
      <button type="button" ?disabled=${!isGood} @click=${() => void this.share()}>
        ${msg('Copy a link')}
      </button>
      <button
        type="button"
        aria-pressed=${this.hasPreview ? 'true' : 'false'}
        ?disabled=${!isGood && !this.hasPreview}
        @click=${this.togglePreview}
      >
        ${msg('Preview')}
      </button>
      <div class="field">
        <label for="file">${msg('Open a file')}</label>
        <input id="file" type="file" accept=".json,application/json" @change=${this.open} />
      </div>
    </div>`;
  }

  private renderPin() {
    const hasPin = typeof this.value === 'object' && this.value !== null && 'pin' in this.value;
    return html`<form class="row" @submit=${this.setPin}>
      <div class="field">
        <label for="pin"
          >${hasPin ? msg('New PIN, in place of the one that is set') : msg('PIN for exit and status')}</label
        >
        <input
          type="text"
          id="pin"
          inputmode="numeric"
          autocomplete="off"
          minlength="4"
          maxlength="32"
          required
        />
      </div>
      <button>${msg('Set')}</button>
      ${hasPin ? html`<button type="button" @click=${() => this.change(['pin'], undefined)}>${msg('Remove the PIN')}</button>` : nothing}
    </form>`;
  }

  private renderPreview() {
    return this.hasPreview ? html`<iframe title=${msg('Preview')} src="about:blank"></iframe>` : nothing;
  }

  private renderFaults() {
    if (this.faults.length === 0) return nothing;
    return html`<div role="alert">
      <p>${msg('Not valid yet:')}</p>
      <ul>
        ${this.faults.map(
          (fault) =>
            html`<li>
              <button type="button" @click=${() => this.point(fault)}>
                ${msg(str`line ${fault.line}, column ${fault.column}`)}: ${faultWords(fault)}
              </button>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  private change(path: Path, value: unknown): void {
    try {
      this.text = changeText(this.text, path, value);
    } catch {
      this.said = msg('The text is not JSON: mend it first.');
    }
  }

  private point({ line, column }: ConfigurationFault): void {
    const lines = this.text.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    const { area } = this;
    area.focus();
    area.setSelectionRange(start, Math.max(start + 1, start - column + 1 + (lines[line - 1]?.length ?? 0)));
    area.scrollTop = (area.scrollHeight / Math.max(1, lines.length)) * Math.max(0, line - 5);
  }

  private readonly save = (): void => {
    saveFile(new Blob([this.text], { type: 'application/json' }), 'vitrine-kiosk', 'json');
  };

  private async share(): Promise<void> {
    history.replaceState(null, '', await configurationLink(this.text));
    try {
      await navigator.clipboard.writeText(location.href);
      this.said = msg('The link is in the clipboard and in the address.');
    } catch {
      this.said = msg('The link is in the address.');
    }
  }

  private readonly open = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    await this.openFirst(input.files);
    input.value = '';
  };

  private readonly drop = (event: DragEvent): void => {
    void this.openFirst(event.dataTransfer?.files);
  };

  private async openFirst(files: FileList | null | undefined): Promise<void> {
    const [file] = files ?? [];
    if (!file) return;
    this.text = await file.text();
    this.said = msg(str`${file.name} was opened.`);
  }

  private readonly setPin = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const input = form.querySelector('input')!;
    const { salt, hash, iterations } = await hashPin(input.value);
    input.value = '';
    this.change(['pin'], { salt, hash, iterations });
    this.said = msg('The PIN is set; only its hash is kept.');
  };

  private readonly togglePreview = async (): Promise<void> => {
    this.hasPreview = !this.hasPreview;
    await this.updateComplete;
    this.preview(0);
  };

  private preview(afterMs = PREVIEW_MS): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.showPreview(), afterMs);
  }

  private async showPreview(): Promise<void> {
    const { frame } = this;
    const fragment = await configurationLink(this.text);
    // Only the fragment changes after the first time; the page in it loads itself anew.
    if (frame?.isConnected) frame.contentWindow?.location.replace(`/kiosk?preview${fragment}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-kiosk-edit': VtKioskEdit;
  }
}
