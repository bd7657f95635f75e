import { msg, str } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Configuration } from '#kiosk/configuration.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { take, type LoadedConfiguration } from './load-configuration.ts';

/** Before the show: asks for a configuration, or says what is wrong with the one that was given. */
@customElement('vt-kiosk-start')
export class VtKioskStart extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        max-inline-size: 46rem;
        margin: 10vh auto;
        padding: 0 1.25rem;
      }
      li {
        margin-block: 0.35rem;
      }
      code {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) loaded: LoadedConfiguration = { status: 'none', reason: undefined };
  /** Called with a valid configuration. */
  @property({ attribute: false }) start: (configuration: Configuration) => void = () => undefined;

  override render() {
    return html`<main>
      <h1>${msg('Kiosk')}</h1>
      ${this.renderState()}
      <p>
        <label
          >${msg('Choose a configuration')}
          <input type="file" accept=".json,application/json" @change=${this.takeFile}
        /></label>
      </p>
      <p>
        ${msg('Or name one of this site in the address:')}
        <a href="/kiosk?config=/kiosk/demo.json">/kiosk?config=/kiosk/demo.json</a>.
        ${msg(html`The fields are described by <a href="/kiosk/configuration.schema.json">its JSON Schema</a>.`)}
      </p>
      <p>
        <a href="/kiosk/edit">${msg('Kiosk editor')}</a>, <a href="/kiosk/status">${msg('Kiosk status')}</a>
      </p>
    </main>`;
  }

  private renderState() {
    const { loaded } = this;
    if (loaded.status === 'ready') return html``;
    if (loaded.status === 'none')
      return html`<p role="status">${loaded.reason ?? msg('No configuration is loaded.')}</p>`;
    return html`<div role="alert">
      <p>${msg(str`${loaded.name} cannot be used:`)}</p>
      <ul>
        ${loaded.faults.map(
          ({ line, column, message }) =>
            html`<li>
              <code>${msg(str`line ${line}, column ${column}`)}</code> <span lang="en">${message}</span>
            </li>`,
        )}
      </ul>
    </div>`;
  }

  private readonly takeFile = async (event: Event): Promise<void> => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file) return;
    this.loaded = take(await file.text(), file.name);
    if (this.loaded.status === 'ready') this.start(this.loaded.configuration);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-kiosk-start': VtKioskStart;
  }
}
