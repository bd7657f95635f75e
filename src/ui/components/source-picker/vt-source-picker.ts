import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Session } from '#session/session-state.ts';
import { cameraSource } from '../../app/first-source.ts';
import { rememberedCamera } from '../../app/remembered.ts';
import { defaultSettings, type Settings, type SourceKind } from '../../app/settings.ts';
import { CamerasController, type Camera } from '../../controllers/cameras-controller.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { VtFileOpenEvent } from '../../events/vt-file-open.ts';
import { VtLookChangeEvent } from '../../events/vt-look-change.ts';
import { VtSourceChangeEvent } from '../../events/vt-source-change.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import { frameRates, resolutions } from './camera-formats.ts';
import { fileField } from './file-field.ts';
import { sourcePickerStyles } from './vt-source-picker.styles.ts';

type Tab = 'camera' | 'file' | 'screen' | 'scene';

const tabs: readonly { id: Tab; text: () => string; tip: () => string; icon: Tab }[] = [
  {
    id: 'camera',
    text: () => msg('Camera'),
    tip: () => msg('Pictures from a camera of this device'),
    icon: 'camera',
  },
  {
    id: 'file',
    text: () => msg('File'),
    tip: () => msg('A picture or a video of yours; it is read here and sent nowhere.'),
    icon: 'file',
  },
  { id: 'screen', text: () => msg('Screen'), tip: () => msg('A screen, a window or a tab'), icon: 'screen' },
  {
    id: 'scene',
    text: () => msg('Scene'),
    tip: () => msg('A moving scene drawn by this page, for machines without a camera.'),
    icon: 'scene',
  },
];

/** Where frames come from. Nothing is opened, and no permission asked for, before a person chooses. */
@customElement('vt-source-picker')
export class VtSourcePicker extends LitElement {
  static override styles = [controlStyles, sourcePickerStyles];

  @property({ attribute: false }) session: Session | undefined;
  @property({ attribute: false }) source: Settings['source'] = defaultSettings.source;
  @property({ type: Boolean }) mirror = false;
  /** The camera in use, or the one asked for; empty: the default one. */
  @property() deviceId = '';

  @state() private tab: Tab = 'camera';
  @query('input[type=file]') private input!: HTMLInputElement;
  private readonly cameras = new CamerasController(this);
  private sourceStatus = '';

  constructor() {
    super();
    new FollowController(this, () => this.session, ['statechange']);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('source')) this.tab = tabOf(this.source.kind) ?? this.tab;
    const status = this.session?.state.source.status ?? 'none';
    // Names of cameras are told only after the permission, which a source that has gone live implies.
    if (status !== this.sourceStatus && status === 'live') this.cameras.refresh();
    this.sourceStatus = status;
  }

  override render() {
    return html`
      <fieldset>
        <legend class="hidden">${msg('Kind of source')}</legend>
        ${tabs.map(
          ({ id, text, tip, icon: name }) =>
            html`<label class=${id === this.tab ? 'tab chosen' : 'tab'} title=${tip()}>
              <input
                class="hidden"
                type="radio"
                name="kind"
                .checked=${id === this.tab}
                @change=${() => this.chooseTab(id)}
              />
              ${icon(name)}${text()}
            </label>`,
        )}
      </fieldset>
      ${this.renderTab()}
      <label class="switch" title=${msg('Flips the picture left to right.')}>
        <input
          type="checkbox"
          .checked=${this.mirror}
          @change=${(event: Event) =>
            this.dispatchEvent(
              new VtLookChangeEvent({ mirror: (event.currentTarget as HTMLInputElement).checked }),
            )}
        />
        ${msg('Mirror, as for a camera that faces you')}
      </label>
    `;
  }

  private renderTab(): TemplateResult | typeof nothing {
    switch (this.tab) {
      case 'camera':
        return this.renderCamera();
      case 'file':
        return html`
          <button
            type="button"
            title=${msg('A picture or a video of yours; it is read here and sent nowhere.')}
            @click=${() => this.input.click()}
          >
            ${icon('file')}${msg('Choose an image or video …')}
          </button>
          ${fileField((file) => this.dispatchEvent(new VtFileOpenEvent(file)))}
          <p class="hint">${msg('Or drop one on the picture. It is read here and sent nowhere.')}</p>
        `;
      case 'screen':
        return html`
          <button
            type="button"
            title=${msg('The browser asks which; nothing of it leaves this page.')}
            @click=${() => this.dispatchEvent(new VtSourceChangeEvent({ kind: 'screen' }))}
          >
            ${icon('screen')}${msg('Choose a screen, window or tab …')}
          </button>
        `;
      case 'scene':
        return html`<p class="hint">
          ${msg('A moving scene drawn by this page, for machines without a camera.')}
        </p>`;
    }
  }

  private renderCamera(): TemplateResult {
    const { cameras } = this.cameras;
    const { width, height, frameRate } = this.source;
    const { camera } = this;
    const chosen = cameras.findIndex(({ deviceId }) => deviceId === camera?.deviceId);
    return html`
      <label class="field" title=${msg('Which camera is used.')}>
        ${msg('Camera')}
        <select ?disabled=${cameras.length === 0} @change=${this.useSelected}>
          ${cameras.length === 0 ? html`<option>${msg('The default camera')}</option>` : nothing}
          ${cameras.map(
            ({ label }, index) =>
              html`<option .selected=${index === Math.max(0, chosen)}>
                ${label || msg(str`Camera ${index + 1}`)}
              </option>`,
          )}
        </select>
      </label>
      <div class="pair">
        <label class="field" title=${msg('How many pixels the camera is asked for.')}>
          ${msg('Resolution')}
          <select
            @change=${(event: Event) => {
              const { selectedIndex } = event.currentTarget as HTMLSelectElement;
              this.openCamera({ ...resolutions(width, height)[selectedIndex] });
            }}
          >
            ${resolutions(width, height).map(
              (size) =>
                html`<option .selected=${size.width === width && size.height === height}>
                  ${size.width} × ${size.height}
                </option>`,
            )}
          </select>
        </label>
        <label class="field" title=${msg('How many pictures a second the camera is asked for.')}>
          ${msg('Frame rate')}
          <select
            @change=${(event: Event) => {
              const { selectedIndex } = event.currentTarget as HTMLSelectElement;
              this.openCamera({ frameRate: frameRates(frameRate)[selectedIndex] });
            }}
          >
            ${frameRates(frameRate).map(
              (rate) => html`<option .selected=${rate === frameRate}>${rate} fps</option>`,
            )}
          </select>
        </label>
      </div>
      ${
        this.session?.state.source.kind === 'camera'
          ? nothing
          : html`<button
              type="button"
              title=${msg('Asks the browser for the camera; its pictures stay in this page.')}
              @click=${() => this.openCamera({})}
            >
              ${icon('camera')}${msg('Open the camera')}
            </button>`
      }
    `;
  }

  private chooseTab(tab: Tab): void {
    this.tab = tab;
    // A scene needs nothing more; the others need a further choice, or a permission that is asked for by its button.
    if (tab === 'scene') this.dispatchEvent(new VtSourceChangeEvent({ kind: 'scene' }));
  }

  private readonly useSelected = (event: Event): void => {
    const camera = this.cameras.cameras[(event.currentTarget as HTMLSelectElement).selectedIndex];
    if (camera) this.openCamera({}, camera);
  };

  /** Opens the camera with what is chosen and `format` changed. */
  private openCamera(format: Partial<Settings['source']>, camera: Camera | undefined = this.camera): void {
    this.dispatchEvent(new VtSourceChangeEvent(cameraSource({ ...this.source, ...format }, camera)));
  }

  /** The camera in use: the one asked for, else the one that answered; before any, the remembered one. */
  private get camera(): Camera | undefined {
    const { cameras } = this.cameras;
    const live = this.session?.state.source;
    return (
      cameras.find(({ deviceId }) => deviceId === this.deviceId) ??
      cameras.find(({ label }) => live?.kind === 'camera' && label !== '' && label === live.label) ??
      rememberedCamera()
    );
  }
}

function tabOf(kind: SourceKind | undefined): Tab | undefined {
  return kind === 'video' || kind === 'image' ? 'file' : kind;
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-source-picker': VtSourcePicker;
  }
}
