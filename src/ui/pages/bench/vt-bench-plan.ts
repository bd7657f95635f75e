import { msg, str } from '@lit/localize';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { engineIds, type EngineId } from '#core/engine-id.ts';
import { modes, precisions, type Plan, type PlanEngine } from '#bench/plan.ts';
import { presets } from '#bench/presets.ts';
import { FollowController } from '../../controllers/follow-controller.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { pageStyles } from '../../styles/page.styles.ts';
import { engineNames } from '../../text/names.ts';
import { plural } from '../../text/format.ts';
import type { Desk } from './desk.ts';
import { planStyles } from './vt-bench-plan.styles.ts';
import { modeWords, presetWords } from './words.ts';

/**
 * Chooses what is run: a preset, or models, engines and sizes one by one.
 * @fires vt-share - a link to the plan is wanted
 */
@customElement('vt-bench-plan')
export class VtBenchPlan extends LitElement {
  static override styles = [controlStyles, pageStyles, planStyles];

  @property({ attribute: false }) desk: Desk | undefined;

  constructor() {
    super();
    new FollowController(this, () => this.desk, ['change']);
  }

  override render() {
    const { desk } = this;
    if (!desk) return nothing;
    const { plan, status } = desk;
    const { cells, excluded, error } = desk.outlook;
    return html`
      <fieldset>
        <legend>${msg('What to compare')}</legend>
        <div class="presets">
          ${presets.map(
            ({ id }) =>
              html`<label class="preset">
                <input
                  type="radio"
                  name="preset"
                  .checked=${desk.preset === id}
                  ?disabled=${!desk.machine || desk.files.length === 0}
                  @change=${() => desk.choosePreset(id)}
                />
                <span>${presetWords[id]().name}</span><small>${presetWords[id]().says}</small>
              </label>`,
          )}
        </div>
      </fieldset>
      <details>
        <summary>${msg('Models, engines and sizes')}</summary>
        ${plan ? this.renderDetails(desk, plan) : nothing}
      </details>
      <div class="row">
        <button
          type="button"
          class="primary run"
          ?disabled=${status !== 'ready' || cells === 0}
          @click=${() => void desk.run()}
        >
          ${runWords(cells)}
        </button>
        <button type="button" ?disabled=${!plan} @click=${() => this.dispatchEvent(new Event('vt-share'))}>
          ${msg('Link to this plan')}
        </button>
        <span class="hint" role="status">${plan && cells > 0 ? lasts(plan, cells) : ''}</span>
      </div>
      ${
        status !== 'looking' && desk.files.length === 0
          ? html`<p class="hint">
              ${msg(html`The server has no models yet: run <code>npm run models</code>, or fetch one in the Studio.`)}
            </p>`
          : nothing
      }
      ${error && desk.files.length > 0 ? html`<p class="bad">${error.message}</p>` : nothing}
      <div class="left-out">
        ${
          excluded.length > 0
            ? html`<details>
                <summary>${msg(str`${excluded.length} left out`)}</summary>
                <ul lang="en">
                  ${excluded.slice(0, 100).map(({ what, why }) => html`<li>${what}: ${why}</li>`)}
                </ul>
              </details>`
            : nothing
        }
      </div>
    `;
  }

  private renderDetails(desk: Desk, plan: Plan): TemplateResult {
    const names = [...new Set(desk.files.map(({ model }) => model))].sort();
    const chosen = new Set(plan.models.map(({ model }) => model));
    const allSizes = plan.models.every(({ sizes }) => sizes === 'all');
    const models = (wanted: Iterable<string>, sizes: 'all' | 'default') =>
      desk.changePlan({ models: [...wanted].map((model) => ({ model, sizes })) });
    return html`<div class="stack">
      <fieldset>
        <legend>${msg('Models')}</legend>
        <div class="choices">
          ${names.map((name) =>
            check(name, chosen.has(name), (on) => {
              const next = toggled(chosen, name, on);
              if (next.size > 0) models(next, allSizes ? 'all' : 'default');
              else this.requestUpdate();
            }),
          )}
        </div>
      </fieldset>
      ${check(msg('Every input size that is here, not the default alone'), allSizes, (on) =>
        models(chosen, on ? 'all' : 'default'),
      )}
      <fieldset>
        <legend>${msg('Engines')}</legend>
        <div class="choices">${this.renderEngines(desk, plan)}</div>
      </fieldset>
      ${this.renderThreads(desk, plan)}
      <div class="row">
        ${precisions.map((precision) =>
          check(precision, plan.precisions.includes(precision), (on) =>
            this.change(desk, 'precisions', toggled(new Set(plan.precisions), precision, on)),
          ),
        )}
        ${modes.map((mode) =>
          check(modeWords[mode](), plan.modes.includes(mode), (on) =>
            this.change(desk, 'modes', toggled(new Set(plan.modes), mode, on)),
          ),
        )}
      </div>
      <div class="row">
        ${number(msg('Runs, at least'), plan.runs.atLeast, 2, 100_000, (atLeast) =>
          desk.changePlan({ runs: { ...plan.runs, atLeast: Math.round(atLeast) } }),
        )}
        ${number(msg('Seconds a cell, at least'), plan.runs.seconds, 0, 3600, (seconds) =>
          desk.changePlan({ runs: { ...plan.runs, seconds } }),
        )}
        ${number(msg('Seconds a cell, at most'), plan.cellSeconds, 1, 3600, (cellSeconds) =>
          desk.changePlan({ cellSeconds }),
        )}
      </div>
      ${plan.modes.some((mode) => mode === 'pipeline' || mode === 'naive') ? this.renderClip(desk) : nothing}
    </div>`;
  }

  private renderClip(desk: Desk): TemplateResult {
    const choose = (event: Event) => desk.setClip((event.target as HTMLInputElement).files?.[0]);
    return html`<label class="field">
      ${msg('A video for the pipelines, in place of the built-in scene')}
      <input type="file" accept="video/*" @change=${choose} />
      ${desk.clip ? html`<span class="hint">${desk.clip.name}</span>` : nothing}
    </label>`;
  }

  private renderEngines(desk: Desk, plan: Plan): TemplateResult[] {
    const chosen = new Set(plan.engines.map(({ engine }) => engine));
    const plain = (engine: EngineId): PlanEngine => ({ engine, threads: 0, roundTrip: false });
    return engineIds.map((engine) => {
      const support = desk.machine?.engines[engine];
      const name = `${engineNames[engine].long}${support?.ok === false ? `: ${support.reason}` : ''}`;
      return check(
        name,
        chosen.has(engine),
        (on) => {
          const rest = plan.engines.filter((one) => one.engine !== engine);
          const engines = on ? [...rest, plain(engine)] : rest;
          if (engines.length > 0) desk.changePlan({ engines });
          else this.requestUpdate();
        },
        support?.ok !== true,
      );
    });
  }

  /** Each number chosen is cells of its own. */
  private renderThreads(desk: Desk, plan: Plan): TemplateResult | typeof nothing {
    const all = desk.machine?.threads ?? 1;
    const chosen = new Set(
      plan.engines.flatMap(({ engine, threads }) => (engine === 'ort-wasm' ? [threads || all] : [])),
    );
    if (chosen.size === 0 || all < 2) return nothing;
    const counts = [1, 2, 4, 8, 16, 32].filter((count) => count < all);
    return html`<fieldset>
      <legend>${msg('Threads of the CPU (WASM)')}</legend>
      <div class="row">
        ${[...counts, all].map((count) =>
          check(String(count), chosen.has(count), (on) => {
            const next = toggled(chosen, count, on);
            const rest = plan.engines.filter(({ engine }) => engine !== 'ort-wasm');
            const own = [...next].map((threads): PlanEngine => ({
              engine: 'ort-wasm',
              threads,
              roundTrip: false,
            }));
            if (own.length > 0) desk.changePlan({ engines: [...rest, ...own] });
            else this.requestUpdate();
          }),
        )}
      </div>
    </fieldset>`;
  }

  /** The last one stays: a plan without any would be none. */
  private change(desk: Desk, key: 'precisions' | 'modes', wanted: ReadonlySet<string>): void {
    if (wanted.size > 0) desk.changePlan({ [key]: [...wanted] });
    else this.requestUpdate();
  }
}

function check(name: string, on: boolean, change: (on: boolean) => void, disabled = false): TemplateResult {
  return html`<label class="switch">
    <input
      type="checkbox"
      .checked=${on}
      ?disabled=${disabled && !on}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    />
    ${name}
  </label>`;
}

function number(
  name: string,
  value: number,
  least: number,
  most: number,
  change: (value: number) => void,
): TemplateResult {
  return html`<label class="field">
    ${name}
    <input
      type="number"
      min=${least}
      max=${most}
      .value=${String(value)}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        if (input.checkValidity() && input.value !== '') change(input.valueAsNumber);
        else input.value = String(value);
      }}
    />
  </label>`;
}

function toggled<T>(set: ReadonlySet<T>, item: T, on: boolean): Set<T> {
  const next = new Set(set);
  if (on) next.add(item);
  else next.delete(item);
  return next;
}

function runWords(cells: number): string {
  if (cells === 0) return msg('Run');
  return plural(cells, { one: msg(str`Run ${cells} cell`), other: msg(str`Run ${cells} cells`) });
}

/** About: opening a model takes a few seconds here and there. */
function lasts({ name, runs }: Plan, cells: number): string {
  const seconds = cells * (runs.seconds + 4);
  const tens = Math.ceil(seconds / 10) * 10;
  // Never 1: below 90 seconds it is seconds.
  const minutes = Math.ceil(seconds / 60);
  return seconds < 90 ? msg(str`“${name}”: about ${tens} s`) : msg(str`“${name}”: about ${minutes} minutes`);
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-bench-plan': VtBenchPlan;
  }
}
