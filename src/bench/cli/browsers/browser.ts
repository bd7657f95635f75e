/** What the command needs of a browser, whatever drives it. */

/** A page of the app. Every call rejects once the page crashed or was closed. */
export interface DrivenPage {
  /** Runs `act` in the page: it is sent as text, so it sees nothing but its argument, which is JSON as its answer is. */
  evaluate<Argument, Answer>(
    act: (argument: Argument) => Answer | Promise<Answer>,
    argument: Argument,
  ): Promise<Answer>;
  /** Never rejects. */
  close(): Promise<void>;
}

export interface DrivenBrowser {
  /** With its version, for people. */
  name: string;
  /** A page at that address. Pages share storage, so that what the journal keeps outlives one. */
  open(url: string): Promise<DrivenPage>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** A window, and with it the real GPU on most machines. */
  headed: boolean;
  /** Further flags of the browser's own. */
  flags: readonly string[];
}

/** Rejects with a sentence that says what is missing and how to get it. */
export type Launch = (options: LaunchOptions) => Promise<DrivenBrowser>;

/** Loaded only when asked for: each brings a driver of its own. */
const launchers = {
  chromium: () => import('./chromium.ts'),
  firefox: () => import('./firefox.ts'),
  webkitgtk: () => import('./webkitgtk.ts'),
} satisfies Record<string, () => Promise<{ launch: Launch }>>;

export type BrowserName = keyof typeof launchers;
export const browserNames = Object.keys(launchers) as readonly BrowserName[];

export async function launchBrowser(name: BrowserName, options: LaunchOptions): Promise<DrivenBrowser> {
  const { launch } = await launchers[name]();
  return launch(options);
}
