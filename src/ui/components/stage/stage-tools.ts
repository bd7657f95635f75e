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
  return html`<div class="tools" role="group" aria-label="Picture">
    <button
      type="button"
      class="quiet"
      aria-label=${paused ? 'Go on' : 'Pause'}
      title="${paused ? 'Go on' : 'Pause'} (space)"
      ?disabled=${idle}
      @click=${send(() => new VtPauseChangeEvent(!paused))}
    >
      ${icon(paused ? 'play' : 'pause')}
    </button>
    <button
      type="button"
      class="quiet"
      aria-label="Mirror"
      title="Mirror (M)"
      aria-pressed=${look.mirror}
      @click=${send(() => new VtLookChangeEvent({ mirror: !look.mirror }))}
    >
      ${icon('mirror')}
    </button>
    <button
      type="button"
      class="quiet"
      aria-label="Save the picture"
      title="Save the picture (S)"
      ?disabled=${idle}
      @click=${send(() => new VtSnapshotEvent())}
    >
      ${icon('save')}
    </button>
    <button
      type="button"
      class="quiet"
      aria-label="Full screen"
      title="Full screen (F)"
      @click=${() => void stage.toggleFullscreen()}
    >
      ${icon('full')}
    </button>
    <button
      type="button"
      class="quiet"
      aria-label="Close the source"
      title="Close the source"
      @click=${send(() => new VtSourceStopEvent())}
    >
      ${icon('stop')}
    </button>
  </div>`;
}
