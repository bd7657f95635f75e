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

/** A file of this folder exports one as `launch`. Rejects with a sentence that says what is missing and how to get it. */
export type Launch = (options: LaunchOptions) => Promise<DrivenBrowser>;

export const browserNames = ['chromium', 'firefox', 'webkitgtk'] as const;
export type BrowserName = (typeof browserNames)[number];

export async function launchBrowser(name: BrowserName, options: LaunchOptions): Promise<DrivenBrowser> {
  const { launch } = (await import(`./${name}.ts`)) as { launch: Launch };
  return launch(options);
}
