import { html, type TemplateResult } from 'lit';
import type { ModelVariant } from '#models/manifest.ts';
import type { Catalog } from '../../app/catalog.ts';
import { wordError } from '../../errors/word-error.ts';
import { VtModelFetchEvent } from '../../events/vt-model-fetch.ts';
import { icon } from '../../styles/icons.ts';
import { formatBytes } from '../../text/format.ts';

const stageNames = {
  download: 'The server downloads',
  verify: 'The server checks the file',
  export: 'The server converts it',
} as const;

/** For a model that is not here: what fetching costs, its progress, and the ways to stop and go on. */
export function renderFetch(
  target: EventTarget,
  catalog: Catalog,
  model: string,
  variant: ModelVariant,
): TemplateResult {
  const state = catalog.fetchState(model, variant.id);
  const send = (action: 'start' | 'cancel') => () =>
    target.dispatchEvent(new VtModelFetchEvent(model, variant.id, action));
  if (!catalog.canFetch) {
    return html`<p class="hint">
      This server cannot fetch it. Run <code>npm run models</code> beside it and reload the page.
    </p>`;
  }
  if (state && state.stage !== 'stopped' && state.stage !== 'failed') {
    return html`<vt-progress .what=${stageNames[state.stage]} .loaded=${state.loaded} .total=${state.total}>
      <button type="button" @click=${send('cancel')}>Cancel</button>
    </vt-progress>`;
  }
  const total = formatBytes(state?.total || variant.source.bytes);
  const resumes = state !== undefined && state.loaded > 0;
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
          : `Fetch ${total}, licence ${variant.licence.weights}`
      }
    </button>
  `;
}
