import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Counting } from '../../app/counting.ts';
import type { Studio } from '../../app/studio.ts';
import { defaultSettings } from '../../app/settings.ts';
import { formatSettings } from '../../app/settings-url.ts';
import type { VtStage } from '../stage/vt-stage.ts';
import { canBeCounted, hasClasses, runsOnGpu } from '../../text/names.ts';

/** What is loaded for a panel that is opened. */
export type LatePart = 'capture' | 'presets' | 'truth';

/** Narrow pages show one column: panels start closed there, except the first. */
const isWide = globalThis.matchMedia('(min-width: 64rem)').matches;

/**
 * All settings, each group in a panel that can be closed. `counting` and
 * `stage`: once what counts and what captures was loaded; `need` loads what a panel shows when it is first opened.
 */
export function renderPanels(
  studio: Studio,
  counting: Counting | undefined,
  stage: VtStage | undefined,
  need: (part: LatePart) => void,
): TemplateResult {
  const { session, catalog, manifests, settings, model } = studio;
  const { machine } = session.state;
  const { report } = session.state.model;
  const manifest = studio.manifestOf(model);
  // Panels below the models' come with their list, which would push them down.
  return html`
    ${panel(
      msg('Source'),
      html`<vt-source-picker
        .session=${session}
        .source=${settings.source}
        .mirror=${settings.look.mirror}
        .deviceId=${studio.source?.kind === 'camera' ? studio.source.deviceId : ''}
      ></vt-source-picker>`,
      isWide,
    )}
    ${panel(
      msg('Model'),
      html`<vt-model-picker
        .manifests=${manifests}
        .catalog=${catalog}
        .machine=${machine}
        .task=${settings.task}
        .settings=${model}
      ></vt-model-picker>`,
    )}
    ${
      catalog.status === 'loading'
        ? nothing
        : html`${panel(
            msg('Look'),
            html`<vt-look-panel
              .look=${settings.look}
              .kind=${manifest?.kind}
              .nms=${manifest?.nms !== 'none'}
            ></vt-look-panel>`,
          )}
          ${
            manifest && hasClasses(manifest.kind)
              ? panel(
                  msg('Classes'),
                  html`<vt-legend
                    .session=${session}
                    .kind=${studio.manifestOf(studio.running)?.kind}
                    .labels=${studio.labels}
                    .hiddenClasses=${settings.look.hiddenClasses}
                  ></vt-legend>`,
                )
              : nothing
          }
          ${
            studio.begun && manifest && canBeCounted(manifest.kind)
              ? panel(
                  msg('Counting'),
                  html`<vt-counting
                    .counting=${counting}
                    .regions=${settings.regions}
                    .estimated=${manifest.kind === 'density-map'}
                  ></vt-counting>`,
                )
              : nothing
          }
          ${panel(
            msg('Capture'),
            html`<vt-capture .stage=${stage} .labels=${studio.labels}></vt-capture>`,
            false,
            () => need('capture'),
          )}
          ${panel(
            msg('Comparison'),
            html`<vt-round-trip
              .on=${model?.roundTrip ?? false}
              .disabled=${!studio.modelIsHere}
              .changesNothing=${report !== undefined && !runsOnGpu[report.engine]}
              .figures=${studio.roundTrips.figures}
            ></vt-round-trip>`,
            isWide,
          )}
          ${panel(
            msg('Presets and link'),
            html`<vt-presets
              .settings=${formatSettings({ ...settings, source: defaultSettings.source })}
            ></vt-presets>`,
            false,
            () => need('presets'),
          )}
          ${panel(
            msg('This machine'),
            html`<vt-truth .session=${session} .manifests=${manifests}></vt-truth>`,
            false,
            () => need('truth'),
          )}`
    }
  `;
}

function panel(title: string, content: TemplateResult, open = true, load?: () => void): TemplateResult {
  const toggle = (event: Event) => {
    if ((event.currentTarget as HTMLDetailsElement).open) load?.();
  };
  return html`<details class="panel" ?open=${open} @toggle=${toggle}>
    <summary title=${msg('Opens and closes this group of settings')}><h2>${title}</h2></summary>
    ${content}
  </details>`;
}
