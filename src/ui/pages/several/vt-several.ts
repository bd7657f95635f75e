import { msg } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Panes } from '../../app/panes.ts';
import type { VtPanes } from '../../components/panes/vt-panes.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { FileIntake } from '../../controllers/file-intake.ts';
import { setupStyles } from '../../styles/setup.styles.ts';

/** The page around the grid of sources. */
@customElement('vt-several')
export class VtSeveral extends LitElement {
  static override styles = [controlStyles, setupStyles];

  @property({ attribute: false }) panes: Panes | undefined;
  @query('vt-panes') grid!: VtPanes | null;

  constructor() {
    super();
    new FileIntake(this, () => msg('Drop pictures or videos: each becomes a source'));
    this.addEventListener('vt-file-open', ({ file, others }) => this.grid?.openFiles([file, ...others]));
  }

  override render() {
    return html`<vt-masthead></vt-masthead>
      <main>
        <header>
          <h2>${msg('Several at once')}</h2>
          <p class="lead">
            ${msg('Cameras, files and screens beside each other; each gets the same share of this machine.')}
          </p>
        </header>
        <vt-panes .panes=${this.panes}></vt-panes>
      </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-several': VtSeveral;
  }
}
