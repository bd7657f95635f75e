import { msg, str } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { builtInPresets, dropPreset, keepPreset, ownPresets, type Preset } from '../../app/presets.ts';
import { VtPresetUseEvent } from '../../events/vt-preset-use.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import '../copy-link/vt-copy-link.ts';

/**
 * Settings to be used again: by a link that holds all of them, or by a name in this browser.
 *
 * @fires vt-preset-use - a person chose a preset
 */
@customElement('vt-presets')
export class VtPresets extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      ul {
        display: grid;
        gap: 0.35rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 0.35rem;
      }
      li button:first-child,
      form input {
        flex: 1;
        min-inline-size: 0;
        justify-content: start;
      }
    `,
  ];

  /** The settings now, as the address has them; what is kept under a name. */
  @property() settings = '';
  @state() private own: readonly Preset[] = ownPresets();
  @query('#name') private field!: HTMLInputElement;

  override render() {
    return html`
      <vt-copy-link></vt-copy-link>
      <div class="buttons">
        ${builtInPresets.map(
          (preset) =>
            html`<button
              type="button"
              title=${msg('Uses these settings; the source stays as it is.')}
              @click=${() => this.use(preset)}
            >
              ${preset.name}
            </button>`,
        )}
      </div>
      <ul>
        ${this.own.map((preset) => this.renderOwn(preset))}
      </ul>
      <form @submit=${this.keep}>
        <input
          id="name"
          type="text"
          maxlength="60"
          required
          aria-label=${msg('Name for the present settings')}
          placeholder=${msg('Name for the present settings')}
          title=${msg('Under this name, the present settings are kept in this browser.')}
        />
        <button type="submit" title=${msg('Keeps the present settings under this name in this browser.')}>
          ${msg('Keep')}
        </button>
      </form>
    `;
  }

  private renderOwn(preset: Preset): TemplateResult {
    const { name } = preset;
    return html`<li>
      <button
        type="button"
        title=${msg('Uses these settings; the source stays as it is.')}
        @click=${() => this.use(preset)}
      >
        ${name}
      </button>
      <button
        type="button"
        class="quiet"
        title=${msg('Forgets these settings.')}
        aria-label=${msg(str`Forget ${name}`)}
        @click=${() => {
          dropPreset(name);
          this.own = ownPresets();
        }}
      >
        ${icon('close')}
      </button>
    </li>`;
  }

  private use({ query }: Preset): void {
    this.dispatchEvent(new VtPresetUseEvent(query));
  }

  private readonly keep = (event: Event): void => {
    event.preventDefault();
    const name = this.field.value.trim();
    if (name === '') return;
    keepPreset({ name, query: this.settings });
    this.field.value = '';
    this.own = ownPresets();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-presets': VtPresets;
  }
}
