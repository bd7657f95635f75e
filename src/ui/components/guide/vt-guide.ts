import { msg, str } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { rememberGuide } from '../../app/remembered.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { dialogStyles } from '../../styles/dialog.styles.ts';

const steps: readonly (() => { title: string; text: string })[] = [
  () => ({
    title: msg('Choose what is looked at'),
    text: msg(
      'Your camera, a picture or video of yours, a screen, or the scene that the page draws. A file can also be dropped or pasted anywhere. Nothing of it leaves this page.',
    ),
  }),
  () => ({
    title: msg('Choose what is looked for'),
    text: msg(
      'The tasks are at the top: segments, a portrait cut out, objects, a count and more. On the right are the models for each, and how the result is drawn.',
    ),
  }),
  () => ({
    title: msg('Read what it costs'),
    text: msg(
      'Below the picture stand frames per second and where each frame’s time goes, with what ran where. “This machine” gives one sentence of advice. Press ? for all keys.',
    ),
  }),
];

/** Three steps for a first visit. Skipped or read, it does not come again by itself. */
@customElement('vt-guide')
export class VtGuide extends LitElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
      }
      .actions p {
        margin-inline-end: auto;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @state() private step = 0;

  /** From its beginning. */
  async show(): Promise<void> {
    this.step = 0;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render() {
    const { title, text } = (steps[this.step] ?? steps[0]!)();
    const isLast = this.step === steps.length - 1;
    return html`<dialog aria-labelledby="title" aria-describedby="text" @close=${rememberGuide}>
      <h2 id="title">${title}</h2>
      <p id="text" aria-live="polite">${text}</p>
      <div class="actions">
        <p class="hint">${msg(str`Step ${this.step + 1} of ${steps.length}`)}</p>
        <button
          type="button"
          class="quiet"
          title=${msg('Closes the guide; the help has it again.')}
          @click=${() => this.dialog.close()}
        >
          ${msg('Skip')}
        </button>
        <button
          type="button"
          title=${msg('The step before')}
          ?disabled=${this.step === 0}
          @click=${() => this.step--}
        >
          ${msg('Back')}
        </button>
        <button
          type="button"
          class="primary"
          title=${isLast ? msg('Closes the guide; the help has it again.') : msg('The next step')}
          @click=${() => (isLast ? this.dialog.close() : this.step++)}
        >
          ${isLast ? msg('Begin') : msg('Next')}
        </button>
      </div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-guide': VtGuide;
  }
}
