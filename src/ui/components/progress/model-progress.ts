import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { SessionState } from '#session/session-state.ts';
import { loadStages } from '../../text/load-stages.ts';
import './vt-progress.ts';

/** How far a model that is being loaded is; nothing where none is. `cancel`: the button that ends it. */
export function renderModelProgress(
  { status, progress }: SessionState['model'],
  cancel: TemplateResult | typeof nothing = nothing,
): TemplateResult | typeof nothing {
  if (status !== 'loading') return nothing;
  return html`<vt-progress
    .what=${progress ? loadStages[progress.stage] : msg('Loading the model')}
    .loaded=${progress?.loaded ?? 0}
    .total=${progress?.total ?? 0}
    >${cancel}</vt-progress
  >`;
}
