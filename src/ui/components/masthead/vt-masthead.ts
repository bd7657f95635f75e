import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { linkedPages, pageAt } from '../../app/pages.ts';
import { rememberTheme, rememberedTheme, type Theme } from '../../app/remembered.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import { mastheadStyles } from './vt-masthead.styles.ts';

const nextTheme: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const themeNames: Record<Theme, string> = { auto: 'as the system', light: 'light', dark: 'dark' };

/**
 * The top of every page: the name, the other pages, the colours.
 *
 * @slot - the page's own navigation, in the middle
 * @slot actions - buttons at the end, after the colours
 */
@customElement('vt-masthead')
export class VtMasthead extends LitElement {
  static override styles = [controlStyles, mastheadStyles];

  /** The path of the page shown, among the links. */
  @property() path = location.pathname;
  @state() private theme: Theme = rememberedTheme();

  override willUpdate(): void {
    document.documentElement.dataset['theme'] = this.theme;
  }

  override render() {
    const here = pageAt(this.path).path;
    return html`<header>
      <div class="name">
        <h1>Vitrine</h1>
        <nav class="pages" aria-label="Pages">
          ${linkedPages.map(
            ({ path, info }) =>
              html`<a href=${path} aria-current=${path === here ? 'page' : 'false'}>${info.name}</a>`,
          )}
        </nav>
      </div>
      <slot></slot>
      <div class="actions">
        <button
          type="button"
          class="quiet"
          aria-label="Colours: ${themeNames[this.theme]}"
          title="Colours: ${themeNames[this.theme]}"
          @click=${this.changeTheme}
        >
          ${icon(this.theme)}
        </button>
        <slot name="actions"></slot>
      </div>
    </header>`;
  }

  private readonly changeTheme = (): void => {
    this.theme = nextTheme[this.theme];
    rememberTheme(this.theme);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-masthead': VtMasthead;
  }
}
