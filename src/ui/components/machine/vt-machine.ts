import { msg } from '@lit/localize';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MachineReport } from '#core/machine-report.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import { engineFacts, machineFacts, type MachineFact } from '../../text/machine-sentences.ts';

/** The truth about this machine in plain sentences, as the worker found it by probing. */
@customElement('vt-machine')
export class VtMachine extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
      }
      ul {
        display: grid;
        gap: 0.35rem;
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 0.8125rem;
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.5rem;
        overflow-wrap: anywhere;
      }
      svg.icon {
        margin-block-start: 0.15em;
        color: var(--vt-ink-soft);
      }
      li.good svg.icon {
        color: var(--vt-accent);
      }
      h3 {
        margin: 0.35rem 0 0;
        font-size: 0.8125rem;
        font-weight: 600;
      }
    `,
  ];

  /** `session.state.machine`; undefined before a source was opened. */
  @property({ attribute: false }) machine: MachineReport | undefined;

  override render() {
    if (!this.machine) {
      return html`<p class="hint">${msg('It is examined when the first picture is opened.')}</p>`;
    }
    return html`${list(machineFacts(this.machine))}
      <h3>${msg('Engines')}</h3>
      ${list(engineFacts(this.machine))}`;
  }
}

function list(facts: readonly MachineFact[]): TemplateResult {
  return html`<ul>
    ${facts.map(
      ({ good, text }) =>
        html`<li class=${good ? 'good' : ''}>${icon(good ? 'check' : 'minus')}<span>${text}</span></li>`,
    )}
  </ul>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-machine': VtMachine;
  }
}
