import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MeterReading, Quantiles, Session, SessionState } from '#session/session-state.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { formatCount, formatFixed, formatFps, formatMs } from '../../text/format.ts';
import { conditionsOf, type Condition } from './conditions.ts';
import { sparkline } from './sparkline.ts';
import { stageParts, type StagePart } from './stage-bar.ts';
import { meterStyles } from './vt-meter.styles.ts';

const stageNames: Record<StagePart['id'], string> = {
  get capture() {
    return msg('Capture');
  },
  get preprocess() {
    return msg('Preprocess');
  },
  get inference() {
    return msg('Inference');
  },
  get decode() {
    return msg('Decode');
  },
  get draw() {
    return msg('Draw');
  },
};

/** The instrument: rates, where a frame's time goes, and its spread, never without the conditions they hold under. */
@customElement('vt-meter')
export class VtMeter extends LitElement {
  static override styles = meterStyles;

  /** Whose frames are measured; `createSession` makes one. */
  @property({ attribute: false }) session: Session | undefined;

  constructor() {
    super();
    new SessionController(this);
  }

  override render() {
    const { session } = this;
    if (!session) return nothing;
    const { reading, state } = session;
    // A rate takes two frames: before, every figure is unknown, not zero.
    const shown = reading.frames > 1 ? reading : undefined;
    return html`
      <section role="group" aria-label=${msg('Meter')}>
        <div class="figures">${rates(shown)}${stages(shown)}${spread(shown)}</div>
        <p class="conditions">
          ${conditionsOf(state, reading).map(renderCondition)}${renderOrigin(state.model)}
        </p>
      </section>
    `;
  }
}

// No blanks between these: to browsers a blank that begins to part words has moved there.
const renderCondition = ({ text, caution, counts }: Condition) =>
  html`<span class="${caution ? 'caution' : ''} ${counts ? 'counts' : ''}">${text}</span>`;

/** Why it runs so, and how right the model is. The latter comes late, and so last. */
function renderOrigin({ report, settings }: SessionState['model']): TemplateResult | typeof nothing {
  if (!report || !settings) return nothing;
  const { notes, decision } = report;
  const said = decision ? [...notes, decision] : notes;
  return html`${said.map((text) => html`<span>${text}</span>`)}<vt-accuracy
      .model=${settings.model}
      .variant=${settings.variant}
    ></vt-accuracy>`;
}

/** In per cent of the picture: fine enough to see smoothing at work. */
const formatFlicker = (share: number | undefined) => formatFixed(share && share * 100, 2);

/** How many halves of the four digits that have room are not there. A point is half as wide, a dash twice. */
const spareHalves = (value: string) =>
  Math.max(0, 8 - (value === '—' ? 4 : 2 * value.length - (/[.,]/.test(value) ? 1 : 0)));

function rates(reading: MeterReading | undefined): TemplateResult {
  const figure = (name: string, value: string, unit: string, main = false) => html`
    <div class=${main ? 'main' : ''}>
      <dt>${name}</dt>
      <dd>
        <span>${value}</span><span class="unit spare-${spareHalves(value)}"><small>${unit}</small></span>
      </dd>
    </div>
  `;
  return html`<dl class="rates">
    ${figure(msg('Display'), formatFps(reading?.displayFps), 'fps', true)}
    ${figure(msg('Inference'), formatFps(reading?.inferenceFps || undefined), 'fps', true)}
    ${figure(msg('Capture'), formatFps(reading?.captureFps), 'fps', true)}
    ${figure(msg('Frame age'), formatMs(reading?.age.p50), 'ms')}
    ${figure(msg('Dropped'), reading ? formatCount(reading.dropped) : '—', msg('frames'))}
    ${figure(msg('Flicker'), formatFlicker(reading?.flicker), '%')}
  </dl>`;
}

function stages(reading: MeterReading | undefined): TemplateResult {
  const parts = reading ? stageParts(reading.stages) : [];
  const total = parts.reduce((sum, { ms }) => sum + ms, 0);
  return html`<div class="stages">
    <p class="title">
      ${msg('One frame')}<span>${msg(str`${formatMs(parts.length > 0 ? total : undefined)} ms, mean`)}</span>
    </p>
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      ${parts.map(
        ({ id, start, share }) =>
          svg`<rect class=${id} x=${(start * 100).toFixed(2)} y="0" width=${(share * 100).toFixed(2)} height="10"/>`,
      )}
    </svg>
    <dl>
      ${(Object.keys(stageNames) as StagePart['id'][]).map(
        (id) =>
          html`<div>
            <dt class=${id}>${stageNames[id]}</dt>
            <dd>${formatMs(parts.find((part) => part.id === id)?.ms)}</dd>
          </div>`,
      )}
    </dl>
  </div>`;
}

/** The sparkline's own coordinates; CSS stretches it. */
const LINE = { width: 240, height: 40 };

function spread(reading: MeterReading | undefined): TemplateResult {
  // Bare frames have no inference: that is not the same as one of 0 ms.
  const inferred = reading && reading.inferenceFps > 0 ? reading : undefined;
  const { path, topMs } = sparkline(inferred?.recentMs ?? [], LINE.width, LINE.height);
  const row = (name: string, quantiles: Quantiles | undefined) =>
    html`<tr>
      <th scope="row">${name}</th>
      <td>${formatMs(quantiles?.p50)}</td>
      <td>${formatMs(quantiles?.p95)}</td>
      <td>${formatMs(quantiles?.p99)}</td>
    </tr>`;
  // The table last: a row more, of a GPU's time, moves nothing then.
  return html`<div class="spread">
    <figure>
      <svg viewBox="0 0 ${LINE.width} ${LINE.height}" preserveAspectRatio="none" aria-hidden="true">
        <path d=${path} />
      </svg>
      <figcaption>
        ${path ? msg(str`Inference, newest right · 0 to ${formatCount(topMs)} ms`) : msg('No inference yet')}
      </figcaption>
    </figure>
    <table>
      <thead>
        <tr>
          <th scope="col">ms</th>
          <th scope="col">p50</th>
          <th scope="col">p95</th>
          <th scope="col">p99</th>
        </tr>
      </thead>
      <tbody>
        ${row(msg('Inference'), inferred?.inference)} ${row(msg('Frame age'), reading?.age)}
        ${reading?.gpu ? row(msg('GPU time'), reading.gpu) : nothing}
      </tbody>
    </table>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-meter': VtMeter;
  }
}
