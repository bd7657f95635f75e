import { msg } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { acceptedFiles } from '../../app/source-of-file.ts';
import { cameraSource } from '../../app/first-source.ts';
import { rememberedCamera } from '../../app/remembered.ts';
import { defaultSettings, type Settings } from '../../app/settings.ts';
import { VtSourceChangeEvent } from '../../events/vt-source-change.ts';
import { VtFileOpenEvent } from '../../events/vt-file-open.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import { welcomeStyles } from './vt-welcome.styles.ts';

/** The stage before anything runs: where shall the pictures come from? The camera is asked for only by its button. */
@customElement('vt-welcome')
export class VtWelcome extends LitElement {
  static override styles = [controlStyles, welcomeStyles];

  /** What the address asks for: its camera format is used, and a source that needs a person is named. */
  @property({ attribute: false }) source: Settings['source'] = defaultSettings.source;

  @query('input[type=file]') private input!: HTMLInputElement;

  override render() {
    const { kind } = this.source;
    return html`
      <section>
        <h2>${msg('What does your device see?')}</h2>
        <p>
          ${msg('Segmentation, portraits, objects and crowds, found live in your own browser. No picture ever leaves this page.')}
        </p>
        ${
          kind === 'video' || kind === 'image'
            ? html`<p class="again">${msg('The last source was a file. Please open it again.')}</p>`
            : null
        }
        <div class="choices">
          <button
            class="primary"
            type="button"
            title=${msg('Asks the browser for the camera; its pictures stay in this page.')}
            @click=${this.useCamera}
          >
            ${icon('camera')}${msg('Use the camera')}
          </button>
          <button
            type="button"
            title=${msg('A moving scene drawn by this page, for machines without a camera.')}
            @click=${() => this.choose({ kind: 'scene' })}
          >
            ${icon('scene')}${msg('Built-in scene')}
          </button>
          <button
            type="button"
            title=${msg('A picture or a video of yours; it is read here and sent nowhere.')}
            @click=${() => this.input.click()}
          >
            ${icon('file')}${msg('Open a file')}
          </button>
        </div>
        <input
          class="hidden"
          type="file"
          accept=${acceptedFiles}
          tabindex="-1"
          aria-label=${msg('Image or video file')}
          @change=${this.useFile}
        />
      </section>
    `;
  }

  private readonly useCamera = (): void => this.choose(cameraSource(this.source, rememberedCamera()));

  private readonly useFile = (): void => {
    const file = this.input.files?.[0];
    this.input.value = '';
    if (file) this.dispatchEvent(new VtFileOpenEvent(file));
  };

  private choose(settings: VtSourceChangeEvent['settings']): void {
    this.dispatchEvent(new VtSourceChangeEvent(settings));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-welcome': VtWelcome;
  }
}
