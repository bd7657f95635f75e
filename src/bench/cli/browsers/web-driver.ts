/** As much of W3C WebDriver (https://www.w3.org/TR/webdriver2/) as a page that is only asked to run functions needs. */

/** A WebDriver answers within seconds; a script of ours never takes long either. */
const LIMIT_MS = 60_000;

interface Answer {
  value: unknown;
}

export class WebDriverSession {
  readonly #base: string;
  readonly capabilities: Readonly<Record<string, unknown>>;

  private constructor(base: string, capabilities: Record<string, unknown>) {
    this.#base = base;
    this.capabilities = capabilities;
  }

  /** `server`: the driver's address. Rejects with what the driver says. */
  static async open(server: string, alwaysMatch: Record<string, unknown>): Promise<WebDriverSession> {
    const value = await send(`${server}/session`, 'POST', { capabilities: { alwaysMatch } });
    const { sessionId, capabilities } = value as { sessionId: string; capabilities: Record<string, unknown> };
    return new WebDriverSession(`${server}/session/${sessionId}`, capabilities);
  }

  async go(url: string): Promise<void> {
    await send(`${this.#base}/url`, 'POST', { url });
  }

  /** Runs the function in the page that is open; it and its argument cross as text. */
  async evaluate<Argument, Result>(
    act: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result> {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve((${act.toString()})(arguments[0])).then(
        (value) => done({ value }),
        (error) => done({ error: String(error) }),
      );`;
    const body = { script, args: [argument ?? null] };
    const answer = (await send(`${this.#base}/execute/async`, 'POST', body)) as {
      value?: Result;
      error?: string;
    };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value as Result;
  }

  async close(): Promise<void> {
    await send(this.#base, 'DELETE').catch(() => undefined);
  }
}

async function send(url: string, method: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(LIMIT_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as Answer;
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`WebDriver: ${message || error}`);
}
