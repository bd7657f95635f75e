import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Look } from '#core/look.ts';
import type { SessionState } from '#session/session-state.ts';
import { VtLookChangeEvent } from '../../events/vt-look-change.ts';
import { VtPauseChangeEvent } from '../../events/vt-pause-change.ts';
import { VtSnapshotEvent } from '../../events/vt-snapshot.ts';
import { VtSourceStopEvent } from '../../events/vt-source-stop.ts';
import { icon } from '../../styles/icons.ts';
import type { VtStage } from './vt-stage.ts';

/** The row of tools below the picture. */
export function renderTools(stage: VtStage, { phase, source }: SessionState, look: Look): TemplateResult {
  const paused = phase === 'paused';
  const idle = source.status !== 'live';
  const send = (make: () => Event) => () => stage.dispatchEvent(make());
  return html`<div class="tools" role="group" aria-label=${msg('Picture')}>
    <button
      type="button"
      class="quiet"
      aria-label=${paused ? msg('Go on') : msg('Pause')}
      title=${paused ? msg('Go on (space)') : msg('Pause (space)')}
      ?disabled=${idle}
      @click=${send(() => new VtPauseChangeEvent(!paused))}
    >
      ${icon(paused ? 'play' : 'pause')}
    </button>
    <vt-steps .session=${stage.session}></vt-steps>
    <button
      type="button"
      class="quiet"
      aria-label=${msg('Mirror')}
      title=${msg('Mirror (M)')}
      aria-pressed=${look.mirror}
      @click=${send(() => new VtLookChangeEvent({ mirror: !look.mirror }))}
    >
      ${icon('mirror')}
    </button>
    <button
      type="button"
      class="quiet"
      aria-label=${msg('Save the picture')}
      title=${msg('Save the picture (S)')}
      ?disabled=${idle}
      @click=${send(() => new VtSnapshotEvent())}
    >
      ${icon('save')}
    </button>
    <button
      type="button"
      class="quiet"
      aria-label=${msg('Full screen')}
      title=${msg('Full screen (F)')}
      @click=${() => void stage.toggleFullscreen()}
    >
      ${icon('full')}
    </button>
    <button
      type="button"
      class="quiet"
      aria-label=${msg('Close the source')}
      title=${msg('Close the source')}
      @click=${send(() => new VtSourceStopEvent())}
    >
      ${icon('stop')}
    </button>
  </div>`;
}
