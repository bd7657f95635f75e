import { msg } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { chooseLanguage, currentLanguage, languages, nameOfLanguage } from '../../app/language.ts';
import { linkedPages, pageAt } from '../../app/pages.ts';
import { rememberTheme, rememberedTheme, type Theme } from '../../app/remembered.ts';
import { controlStyles } from '../../styles/controls.styles.ts';
import { icon } from '../../styles/icons.ts';
import { mastheadStyles } from './vt-masthead.styles.ts';

const nextTheme: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
/** What the button for the colours says. */
const themeWords: Record<Theme, () => string> = {
  auto: () => msg('Colours: as the system'),
  light: () => msg('Colours: light'),
  dark: () => msg('Colours: dark'),
};

/** A page below a linked one, as the editor of kiosks is, marks the link as well. */
function currentOf(path: string, here: string): 'page' | 'true' | 'false' {
  if (path === here) return 'page';
  return here.startsWith(`${path}/`) ? 'true' : 'false';
}

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
        <nav class="pages" aria-label=${msg('Pages')}>
          ${linkedPages.map(
            ({ path, info }) =>
              html`<a href=${path} aria-current=${currentOf(path, here)} title=${info.title}
                >${info.name}</a
              >`,
          )}
        </nav>
      </div>
      <slot></slot>
      <div class="actions">
        <select aria-label=${msg('Language')} title=${msg('Language')} @change=${this.changeLanguage}>
          ${languages.map(
            (language) =>
              html`<option lang=${language} .selected=${language === currentLanguage()}>
                ${nameOfLanguage(language)}
              </option>`,
          )}
        </select>
        <button
          type="button"
          class="quiet"
          aria-label=${themeWords[this.theme]()}
          title=${themeWords[this.theme]()}
          @click=${this.changeTheme}
        >
          ${icon(this.theme)}
        </button>
        <slot name="actions"></slot>
      </div>
    </header>`;
  }

  private readonly changeLanguage = (event: Event): void => {
    const language = languages[(event.currentTarget as HTMLSelectElement).selectedIndex];
    // Words that could not be loaded leave the page as it is: the choice shows the language in use again.
    if (language) chooseLanguage(language).catch(() => this.requestUpdate());
  };

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
