import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { ListedVariant } from '#models/catalogue.ts';
import type { Catalog } from '../../app/catalog.ts';
import { VtModelFetchEvent } from '../../events/vt-model-fetch.ts';
import { icon } from '../../styles/icons.ts';
import { formatBytes } from '../../text/format.ts';
import { isUntrained, weightBytes } from '../../text/untrained.ts';

const stageNames = {
  get download() {
    return msg('The server downloads');
  },
  get verify() {
    return msg('The server checks the file');
  },
  get export() {
    return msg('The server writes its files');
  },
};

/** For a model that is not here: what fetching costs, its progress, and the ways to stop and go on. */
export function renderFetch(
  target: EventTarget,
  catalog: Catalog,
  model: string,
  variant: ListedVariant,
): TemplateResult {
  const state = catalog.fetchState(model, variant.id);
  const send = (action: 'start' | 'cancel') => () =>
    target.dispatchEvent(new VtModelFetchEvent(model, variant.id, action));
  if (!catalog.canFetch) {
    const command = isUntrained(variant) ? `npm run models prepare ${model}/${variant.id}` : 'npm run models';
    return html`<p class="hint">
      ${
        isUntrained(variant)
          ? msg(html`This server cannot make it. Run <code>${command}</code> beside it and reload the page.`)
          : msg(html`This server cannot fetch it. Run <code>${command}</code> beside it and reload the page.`)
      }
    </p>`;
  }
  // Most people never see one.
  if (state?.error) void import('../notice/vt-notice.ts');
  if (state && state.stage !== 'stopped' && state.stage !== 'failed') {
    return html`<vt-progress
      .what=${stageNames[state.stage]}
      .loaded=${state.loaded}
      .total=${state.total}
      .unit=${state.stage === 'export' ? 'files' : 'bytes'}
    >
      <button
        type="button"
        title=${msg('What was loaded is kept, and the next fetch goes on from there.')}
        @click=${send('cancel')}
      >
        ${msg('Cancel')}
      </button>
    </vt-progress>`;
  }
  const total = formatBytes(weightBytes(variant));
  const resumes = state !== undefined && state.loaded > 0 && !isUntrained(variant);
  return html`
    ${state?.error ? html`<vt-notice .error=${state.error} about="model"></vt-notice>` : null}
    <button
      type="button"
      title=${msg('Has the server bring the weights and make this model’s files.')}
      @click=${send('start')}
    >
      ${icon('fetch')}${
        resumes
          ? msg(str`Go on from ${formatBytes(state.loaded)} of ${total}`)
          : isUntrained(variant)
            ? msg(str`Make ${total} of filler weights, to measure speed only`)
            : msg(str`Fetch ${total}, licence ${variant.licence.weights}`)
      }
    </button>
  `;
}
