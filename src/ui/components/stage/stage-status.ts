import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { SessionState } from '#session/session-state.ts';
import { VtModelLoadCancelEvent } from '../../events/vt-model-load-cancel.ts';
import { VtRetryEvent } from '../../events/vt-retry.ts';
import { VtSourceChangeEvent } from '../../events/vt-source-change.ts';
import { formatSize } from '../../text/format.ts';
import { sourceName } from '../../text/source-name.ts';
import { untrainedMark } from '../../text/untrained.ts';
import { renderModelProgress } from '../progress/model-progress.ts';

const send = (make: () => Event) => (event: Event) => event.currentTarget?.dispatchEvent(make());
const retry = (what: VtRetryEvent['what']) => send(() => new VtRetryEvent(what));
const useScene = send(() => new VtSourceChangeEvent({ kind: 'scene' }));

/** What the session is doing, laid over the picture: which source is live, what loads, what failed. */
export function renderStatus(state: SessionState): TemplateResult {
  return html`
    <p class="chip" role="status">${chip(state)}${filler(state)}</p>
    ${state.phase === 'paused' ? html`<p class="paused">${msg('Paused')}</p>` : nothing}
    <div class="messages">${sourceMessage(state)}${modelMessage(state)}<slot name="message"></slot></div>
  `;
}

function chip({ phase, recovery, source }: SessionState): TemplateResult {
  const name = sourceName(source);
  const format = [
    name,
    source.size && formatSize(source.size),
    source.frameRate && `${Math.round(source.frameRate)} fps`,
  ].filter(Boolean);
  const rest = html`<span>${format.join(' · ')}</span>`;
  if (phase === 'recovering')
    return html`<b class="warn">${msg('Recovering')}</b
      ><span>${recovery ?? (name ? msg(str`Waiting for ${name}`) : msg('Waiting for the source'))}</span>`;
  switch (source.status) {
    case 'opening':
      return html`<b>${msg('Opening')}</b>${rest}`;
    case 'live':
      return html`<b class=${phase === 'paused' ? '' : 'live'}
          >${phase === 'paused' ? msg('Paused') : msg('Live')}</b
        >${rest}`;
    case 'ended':
      return html`<b>${msg('Ended')}</b>${rest}`;
    case 'failed':
      return html`<b class="warn">${msg('No picture')}</b>`;
    case 'none':
      return html``;
  }
}

/** The picture is full of results that mean nothing: that must be seen beside it. */
function filler({ model }: SessionState): TemplateResult | typeof nothing {
  if (model.status !== 'ready' || !model.file || model.file.trained) return nothing;
  return html`<b class="warn">${untrainedMark()}</b>`;
}

function sourceMessage({ source }: SessionState): TemplateResult | typeof nothing {
  if (source.error && (source.status === 'failed' || source.status === 'ended')) {
    return html`<vt-notice .error=${source.error}>
      <button
        type="button"
        class="primary"
        title=${msg('Tries the same once more.')}
        @click=${retry('source')}
      >
        ${msg('Try again')}
      </button>
      <button
        type="button"
        title=${msg('A moving scene drawn by this page, for machines without a camera.')}
        @click=${useScene}
      >
        ${msg('Built-in scene')}
      </button>
    </vt-notice>`;
  }
  if (source.status === 'ended') {
    return html`<div class="card">
      <span>${msg('The source has ended.')}</span>
      <button type="button" title=${msg('Plays it from its beginning.')} @click=${retry('source')}>
        ${msg('Start again')}
      </button>
    </div>`;
  }
  return nothing;
}

function modelMessage({ model }: SessionState): TemplateResult | typeof nothing {
  if (model.status === 'failed' && model.error) {
    return html`<vt-notice .error=${model.error} about="model">
      <button
        type="button"
        class="primary"
        title=${msg('Tries the same once more.')}
        @click=${retry('model')}
      >
        ${msg('Try again')}
      </button>
    </vt-notice>`;
  }
  if (model.status !== 'loading') return nothing;
  const cancel = html`<button
    type="button"
    title=${msg('Stops loading; the model before goes on.')}
    @click=${send(() => new VtModelLoadCancelEvent())}
  >
    ${msg('Cancel')}
  </button>`;
  return html`<div class="card">${renderModelProgress(model, cancel)}</div>`;
}
