import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { BEAT_CHANNEL, BEAT_MS, type Beat, type PictureBeat } from '#kiosk/beat.ts';
import { KEPT_DAYS, SLOT_MS, type Slot } from '#kiosk/history.ts';
import { HistoryStore } from '#kiosk/history-store.ts';
import type { PinHash } from '#kiosk/pin.ts';
import { stateOfWorker } from '#offline/offline.ts';
import type { OfflineState } from '#workers/offline/offline.api.ts';
import { CamerasController } from '../../../controllers/cameras-controller.ts';
import { controlStyles } from '../../../styles/controls.styles.ts';
import { pageStyles } from '../../../styles/page.styles.ts';
import { formatFps, formatMs, formatShare, plural } from '../../../text/format.ts';
import { loadKept } from '../kept.ts';
import { happeningWords, renderWhy } from '../log-words.ts';
import { saveLog } from '../save-log.ts';
import '../vt-pin-form.ts';
import { summariseLog } from './summarise-log.ts';
import { traceOf } from './trace.ts';
import { statusStyles } from './vt-kiosk-status.styles.ts';

const DAY_MS = 86_400_000;
const LOOK_MS = 30_000;

/** So many beats may be missed; a hidden page's timers are slow. */
const SILENT_MS = 5 * BEAT_MS;

/** How the wall of this browser does, behind its PIN: figures over days, restarts with reasons, cameras, versions. */
@customElement('vt-kiosk-status')
export class VtKioskStatus extends LitElement {
  static override styles = [controlStyles, pageStyles, statusStyles];

  /** Undefined: no kiosk ran here, or its configuration has no PIN; then nothing is shown. */
  @property({ attribute: false }) pin: PinHash | undefined;
  @state() private isIn = false;
  @state() private beat: Beat | undefined;
  @state() private slots: readonly Slot[] = [];
  @state() private days = 1;
  @state() private offline: OfflineState | undefined;
  private readonly cameras = new CamerasController(this);
  private readonly history = new HistoryStore();
  private channel: BroadcastChannel | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.channel?.close();
    clearInterval(this.timer);
  }

  override render() {
    return html`<main>
      <h2>${msg('Kiosk status')}</h2>
      ${this.isIn ? this.renderStatus() : this.renderDoor()}
    </main>`;
  }

  private renderDoor() {
    if (this.pin) return html`<vt-pin-form .pin=${this.pin} @vt-pin-right=${this.enter}></vt-pin-form>`;
    return html`<p role="status">
      ${msg('No kiosk with a PIN has run in this browser. Set one in its configuration, and start it here.')}
    </p>`;
  }

  private renderStatus() {
    return html`${this.renderNow()}
      <div class="parts">
        ${this.renderHistory()} ${this.renderLog()} ${this.renderCameras()} ${this.renderVersions()}
      </div>`;
  }

  private renderNow() {
    const { beat } = this;
    const ageMs = beat ? Date.now() - beat.atMs : Infinity;
    return html`<section aria-labelledby="now">
      <h3 id="now">${msg('Now')}</h3>
      ${
        beat && ageMs < SILENT_MS
          ? html`<dl>
                ${tile(msg('Running since'), duration(beat.upMs))}
                ${tile(msg('Visitors'), beat.part === 'visit' ? msg('somebody is there') : msg('nobody'))}
                ${renderPicture(beat)}
              </dl>
              ${beat.beside.map((one) => html`<dl>${renderPicture(one)}</dl>`)}`
          : html`<p role="status">
              ${msg('No heart-beat: the kiosk does not run in this browser, or its page is stuck.')}
            </p>`
      }
    </section>`;
  }

  private renderHistory() {
    const toMs = Date.now();
    const fromMs = toMs - this.days * DAY_MS;
    const shown = this.slots.filter(({ slot }) => slot * SLOT_MS >= fromMs);
    const beats = shown.reduce((sum, slot) => sum + slot.beats, 0);
    const well = shown.reduce((sum, slot) => sum + slot.well, 0);
    const loads = shown.reduce((sum, slot) => sum + slot.loads, 0);
    return html`<section class="card" aria-labelledby="history">
      <h3 id="history">${msg('History')}</h3>
      <div class="row">
        <div class="field">
          <label for="days">${msg('Span')}</label>
          <select
            id="days"
            @change=${(event: Event) => (this.days = Number((event.target as HTMLSelectElement).value))}
          >
            ${[1, 7, KEPT_DAYS].map(
              (days) =>
                html`<option value=${days} ?selected=${days === this.days}>
                  ${plural(days, { one: msg(str`${days} day`), other: msg(str`${days} days`) })}
                </option>`,
            )}
          </select>
        </div>
        <p>${beats === 0 ? msg('Nothing was recorded yet.') : historyWords(well / beats, loads)}</p>
      </div>
      ${this.renderTrace('fps', msg('Results a second'), fromMs, toMs, formatFps)}
      ${this.renderTrace('p95Ms', msg('p95 in ms'), fromMs, toMs, formatMs)}
    </section>`;
  }

  private renderTrace(
    figure: 'fps' | 'p95Ms',
    name: string,
    fromMs: number,
    toMs: number,
    format: (value: number) => string,
  ) {
    const { path, top } = traceOf(this.slots, figure, fromMs, toMs);
    if (path === '') return nothing;
    return html`<div class="chart">
      <span>${name}<br />0 … ${format(top)}</span>
      <svg
        class="trace"
        viewBox="0 0 1000 100"
        preserveAspectRatio="none"
        role="img"
        aria-label="${name}, 0 … ${format(top)}"
      >
        ${svg`<path d=${path}></path>`}
      </svg>
    </div>`;
  }

  private renderLog() {
    const log = loadKept()?.log ?? [];
    return html`<section class="card" aria-labelledby="log">
      <h3 id="log">${msg('Restarts and faults')}</h3>
      ${
        log.length === 0
          ? html`<p>${msg('Nothing was recorded yet.')}</p>`
          : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="log">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">${msg('What')}</th>
                      <th scope="col">${msg('How often')}</th>
                      <th scope="col">${msg('Last')}</th>
                      <th scope="col">${msg('Why')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${summariseLog(log).map(
                      ({ what, count, last }) =>
                        html`<tr>
                          <th scope="row">${happeningWords(what)}</th>
                          <td class="number">${count}</td>
                          <td class="number">${new Date(last.atMs).toLocaleString()}</td>
                          <td>${renderWhy(last)}</td>
                        </tr>`,
                    )}
                  </tbody>
                </table>
              </div>
              <div class="row">
                <button type="button" @click=${() => saveLog(log)}>${msg('Save the log')}</button>
              </div>`
      }
    </section>`;
  }

  private renderCameras() {
    const { cameras } = this.cameras;
    return html`<section class="card" aria-labelledby="cameras">
      <h3 id="cameras">${msg('Cameras')}</h3>
      ${
        cameras.length === 0
          ? html`<p>${msg('None, or none was allowed yet.')}</p>`
          : html`<ul>
              ${cameras.map(({ label, deviceId }) => html`<li>${label || deviceId.slice(0, 8)}</li>`)}
            </ul>`
      }
    </section>`;
  }

  private renderVersions() {
    const { offline } = this;
    return html`<section class="card" aria-labelledby="versions">
      <h3 id="versions">${msg('Versions')}</h3>
      <ul>
        <li>
          ${
            offline
              ? msg(str`Build ${offline.serving}, kept for running without network.`)
              : msg('This build comes from the network each time.')
          }
        </li>
        ${offline?.refused.map(({ id, why, atMs }) => html`<li>${msg(str`Refused: build ${id}`)} (${new Date(atMs).toLocaleString()}) <span lang="en">${why}</span></li>`)}
        <li lang="en">${navigator.userAgent}</li>
      </ul>
    </section>`;
  }

  private readonly enter = async (): Promise<void> => {
    if (this.channel) return;
    const channel = new BroadcastChannel(BEAT_CHANNEL);
    this.channel = channel;
    const firstBeat = new Promise<void>((resolve) => {
      channel.onmessage = ({ data }) => {
        this.beat = data as Beat;
        resolve();
      };
    });
    // A page that fell silent has to be seen without a beat, too.
    this.timer = setInterval(() => void this.look(), LOOK_MS);
    const silence = new Promise((resolve) => setTimeout(resolve, 2 * BEAT_MS));
    // Shown at once, when all is known: what came later would push down what a person reads.
    await Promise.all([this.look(), Promise.race([firstBeat, silence])]);
    this.isIn = true;
  };

  private async look(): Promise<void> {
    this.slots = await this.history.all().catch(() => []);
    this.offline = await stateOfWorker();
    this.requestUpdate();
  }
}

const tile = (name: string, value: unknown) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/** One picture of the wall, in figures. */
function renderPicture({ front, scene, model, engine, source, fps, p95Ms, resultAgeMs }: PictureBeat) {
  return html`${tile(msg('Scene'), scene ?? '—')} ${tile(msg('In front'), frontNames[front]())}
  ${tile(msg('Source'), source || '—')} ${tile(msg('Model'), model ?? '—')}
  ${tile(msg('Engine'), engine ?? '—')} ${tile(msg('Results a second'), formatFps(fps))}
  ${tile(msg('p95 of a result'), `${formatMs(p95Ms)} ms`)}
  ${tile(msg('Newest result'), resultAgeMs === undefined ? '—' : `${formatMs(resultAgeMs)} ms`)}`;
}

const frontNames: Readonly<Record<Beat['front'], () => string>> = {
  live: () => msg('the live picture'),
  held: () => msg('the last picture'),
  clip: () => msg('the fallback clip'),
  card: () => msg('a card'),
  closed: () => msg('closed by the schedule'),
};

function historyWords(part: number, loads: number): string {
  const share = formatShare(part);
  return plural(loads, {
    one: msg(str`${share} of the time with a live picture, ${loads} page load.`),
    other: msg(str`${share} of the time with a live picture, ${loads} page loads.`),
  });
}

function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  return `${days > 0 ? `${days} d ` : ''}${hours} h ${minutes % 60} min`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-kiosk-status': VtKioskStatus;
  }
}
