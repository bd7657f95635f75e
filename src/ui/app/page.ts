/**
 * A page of the app: a folder under `src/ui/pages`, found by its path. What is here is all that the others know. Words
 * are getters, because the language can change while the page is open.
 */
export interface PageInfo {
  /** In the page links and in the window's title. */
  readonly name: string;
  /** The window's title. */
  readonly title: string;
  /** Place among the page links; a page without one is reached from another page. */
  readonly order?: number;
}

export interface PageModule {
  /** Puts the page into `place` (empty, light DOM) and starts it. */
  readonly open: (place: HTMLElement) => Promise<void> | void;
  /** It says by itself whether this build works; of others it is taken for granted once they are open. */
  readonly judgesItself?: boolean;
}
