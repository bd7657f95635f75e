import { html, type TemplateResult } from 'lit';
import type { ListedVariant } from '#models/catalogue.ts';
import type { Catalog } from '../../app/catalog.ts';
import { wordError } from '../../errors/word-error.ts';
import { VtModelFetchEvent } from '../../events/vt-model-fetch.ts';
import { icon } from '../../styles/icons.ts';
import { formatBytes } from '../../text/format.ts';
import { isUntrained, weightBytes } from '../../text/untrained.ts';

const stageNames = {
  download: 'The server downloads',
  verify: 'The server checks the file',
  export: 'The server writes its files',
} as const;

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
      This server cannot ${isUntrained(variant) ? 'make' : 'fetch'} it. Run <code>${command}</code> beside it
      and reload the page.
    </p>`;
  }
  if (state && state.stage !== 'stopped' && state.stage !== 'failed') {
    return html`<vt-progress
      .what=${stageNames[state.stage]}
      .loaded=${state.loaded}
      .total=${state.total}
      .unit=${state.stage === 'export' ? 'files' : 'bytes'}
    >
      <button type="button" @click=${send('cancel')}>Cancel</button>
    </vt-progress>`;
  }
  const total = formatBytes(weightBytes(variant));
  const resumes = state !== undefined && state.loaded > 0 && !isUntrained(variant);
  return html`
    ${
      state?.error
        ? html`<p class="hint caution">${wordError(state.error, 'model').what} ${state.error.message}</p>`
        : null
    }
    <button type="button" @click=${send('start')}>
      ${icon('fetch')}${
        resumes
          ? `Go on from ${formatBytes(state.loaded)} of ${total}`
          : isUntrained(variant)
            ? `Make ${total} of filler weights, to measure speed only`
            : `Fetch ${total}, licence ${variant.licence.weights}`
      }
    </button>
  `;
}
