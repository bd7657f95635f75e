import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ClassLabel } from '#core/labels.ts';
import type { ResultKind } from '#core/result.ts';
import type { Session } from '#session/session-state.ts';
import { SessionController } from '../../controllers/session-controller.ts';
import { unseen } from '../../styles/unseen.styles.ts';
import { PacedWords } from './paced-words.ts';
import { spokenResult } from './spoken.ts';

/**
 * Says for those who do not see the picture what is in it: only what lasted, only when it changed, and never more often
 * than it can be listened to.
 */
@customElement('vt-announcer')
export class VtAnnouncer extends LitElement {
  static override styles = css`
    :host {
      ${unseen}
    }
  `;

  @property({ attribute: false }) session: Session | undefined;
  /** Kind and classes of the model whose results are shown. */
  @property({ attribute: false }) kind: ResultKind | undefined;
  @property({ attribute: false }) labels: readonly ClassLabel[] = [];
  @property({ attribute: false }) hiddenClasses: readonly number[] = [];
  @state() private said = '';
  private readonly words = new PacedWords();

  constructor() {
    super();
    new SessionController(this, ({ summary, atMs }) => {
      if (!summary || summary.kind !== this.kind) return;
      const language = document.documentElement.lang || 'en';
      this.words.hear(spokenResult(summary, this.labels, this.hiddenClasses, language), atMs);
      this.said = this.words.said;
    });
  }

  override render() {
    return html`<p role="status">${this.said}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-announcer': VtAnnouncer;
  }
}
