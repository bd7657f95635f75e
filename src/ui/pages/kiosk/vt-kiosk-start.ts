import { msg, str } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Configuration } from '#kiosk/configuration.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { pageStyles } from '../../styles/page.styles.ts';
import { faultWords } from './fault-words.ts';
import { take, type LoadedConfiguration } from './load-configuration.ts';
import { kioskStartStyles } from './vt-kiosk-start.styles.ts';

const DEMONSTRATION = '/kiosk/demo.json';

/** Before the show: asks for a configuration, or says what is wrong with the one that was given. */
@customElement('vt-kiosk-start')
export class VtKioskStart extends LitElement {
  static override styles = [controlStyles, pageStyles, kioskStartStyles];

  @property({ attribute: false }) loaded: LoadedConfiguration = { status: 'none', reason: undefined };
  /** Called with a valid configuration. */
  @property({ attribute: false }) start: (configuration: Configuration) => void = () => undefined;

  override render() {
    return html`<main>
      <header>
        <h2>${msg('Kiosk')}</h2>
        <p class="lead">
          ${msg('A wall for exhibits and shop windows: scenes in turn, looked after by itself, for weeks.')}
        </p>
      </header>
      ${this.renderState()}
      <div class="choices">
        <section class="card">
          <h3>${msg('See one')}</h3>
          <p>${msg('The demonstration shows two scenes in turn, without a camera.')}</p>
          <a class="primary" href=${`/kiosk?config=${DEMONSTRATION}`}>${msg('Start the demonstration')}</a>
        </section>
        <section class="card">
          <h3>${msg('Make your own')}</h3>
          <p>
            ${msg(html`Its fields are described by <a href="/kiosk/configuration.schema.json">a JSON Schema</a>.`)}
          </p>
          <a class="primary" href="/kiosk/edit">${msg('Open the editor')}</a>
        </section>
        <section class="card">
          <h3>${msg('Use a configuration')}</h3>
          <label class="field"
            >${msg('A file of yours; it stays in this page.')}
            <input type="file" accept=".json,application/json" @change=${this.takeFile}
          /></label>
          <p class="hint">
            ${msg('Or name one of this site in the address:')}
            <code>/kiosk?config=/kiosk/demo.json</code>
          </p>
        </section>
        <section class="card">
          <h3>${msg('Look after a wall')}</h3>
          <p>
            <a href="/kiosk/status">${msg('Kiosk status')}</a>,
            <a href="/docs?read=inside/kiosk/guide">${msg('how to set up a machine for it')}</a>
          </p>
        </section>
      </div>
    </main>`;
  }

  private renderState() {
    const { loaded } = this;
    if (loaded.status === 'ready') return html``;
    if (loaded.status === 'none') return loaded.reason ? html`<p role="alert">${loaded.reason}</p>` : html``;
    return html`<div role="alert">
      <p>${msg(str`${loaded.name} cannot be used:`)}</p>
      <ul>
        ${loaded.faults.map(
          (fault) =>
            html`<li>
              <code>${msg(str`line ${fault.line}, column ${fault.column}`)}</code> ${faultWords(fault)}
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
