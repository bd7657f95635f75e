import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { groups, type Chapter, type Group } from '#core/chapter.ts';
import { entryOf, library, type Entry } from './library.ts';
import { docsStyles } from './vt-docs.styles.ts';

/** The chapter whose example can be run in the page. */
const WITH_EXAMPLE = 'guide/elements';

const groupNames: Record<Group, () => string> = {
  guide: () => msg('Guide'),
  models: () => msg('Models'),
  inside: () => msg('How it is built'),
};

/** As in the styles. */
const NARROW = matchMedia('(width < 48rem)');

/** Chapters on the left, the one that the address names (`?read=models/cgnet`) on the right. Texts are in English. */
@customElement('vt-docs')
export class VtDocs extends LitElement {
  static override styles = docsStyles;

  @state() private entry: Entry | undefined;
  @state() private chapter: Chapter | undefined;
  @state() private failed = false;
  @state() private sections: readonly { id: string; title: string }[] = [];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    // Of all links, also those in a chapter; a link's Enter key makes a click, too.
    this.addEventListener('click', this.followLink);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.follow);
    void this.read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.follow);
  }

  override render() {
    return html`<div class="page">
      <nav class="chapters" aria-label=${msg('Chapters')}>
        ${groups.map((group) => this.renderGroup(group))}
      </nav>
      <main tabindex="-1">
        ${
          this.failed
            ? html`<p role="alert">
                ${msg('This chapter could not be loaded. Reload the page when the server can be reached.')}
              </p>`
            : nothing
        }
        ${
          this.chapter
            ? html`<article lang="en" dir="ltr">
                <h2>${this.chapter.title}</h2>
                ${unsafeHTML(this.chapter.html)}
              </article>`
            : nothing
        }
        ${this.entry?.id === WITH_EXAMPLE && this.chapter ? html`<vt-live-example></vt-live-example>` : nothing}
      </main>
      ${this.renderWithin()}
    </div>`;
  }

  /** The chapter's sections, where the page is wide enough for them. */
  private renderWithin() {
    const { sections } = this;
    if (sections.length < 2) return nothing;
    return html`<nav class="within" aria-labelledby="within">
      <h3 id="within">${msg('On this page')}</h3>
      <ul lang="en">
        ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
      </ul>
    </nav>`;
  }

  private renderGroup(group: Group) {
    const here = this.entry?.id.startsWith(`${group}/`) ?? false;
    // On a phone the list would stand between the reader and the text.
    return html`<details .open=${!NARROW.matches && (here || group === 'guide')}>
      <summary>${groupNames[group]()}</summary>
      <ul lang="en">
        ${library[group].map(
          ({ id, title }) =>
            html`<li>
              <a href="/docs?read=${id}" aria-current=${id === this.entry?.id ? 'page' : 'false'}>${title}</a>
            </li>`,
        )}
      </ul>
    </details>`;
  }

  /** Links among chapters need no new page. */
  private readonly followLink = (event: MouseEvent): void => {
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    void this.read(true);
  };

  private readonly follow = (): void => void this.read();

  /** Shows what the address names. After a click the reader goes on from the chapter's beginning. */
  private async read(moves = false): Promise<void> {
    const [first] = library.guide;
    const entry = entryOf(new URLSearchParams(location.search).get('read') ?? '') ?? first;
    if (!entry) return;
    if (entry !== this.entry) {
      this.entry = entry;
      this.failed = false;
      const chapter = await entry.load().catch(() => undefined);
      if (entry.id === WITH_EXAMPLE) await import('./vt-live-example.ts').catch(() => undefined);
      // Another chapter may have been asked for since.
      if (entry !== this.entry) return;
      this.chapter = chapter;
      this.failed = chapter === undefined;
      document.title = `Vitrine: ${entry.title}`;
    }
    await this.updateComplete;
    this.sections = [...this.renderRoot.querySelectorAll('article h2[id]')].map(({ id, textContent }) => ({
      id,
      title: textContent,
    }));
    const anchor = decodeURIComponent(location.hash.slice(1));
    const target = anchor ? this.renderRoot.querySelector(`#${CSS.escape(anchor)}`) : undefined;
    if (target) target.scrollIntoView();
    else if (moves) {
      this.renderRoot.querySelector('main')?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-docs': VtDocs;
  }
}
