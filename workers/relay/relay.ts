/** Hands frames of some sources to several live workers, whose turns it keeps fair. */
import { Turns, type Budget } from '#core/turns.ts';
import type { SourceHandle } from '#media/source-handle.ts';
import type { FeedEnded, RelayApi } from './relay.api.ts';
import { RelayFeed } from './relay-feed.ts';

export class Relay implements RelayApi {
  readonly #feeds = new Map<number, RelayFeed>();
  readonly #turns = new Turns<RelayFeed>();
  readonly #listeners = new Set<(event: FeedEnded) => void>();
  #wake: (() => void) | undefined;

  constructor() {
    void this.#run();
  }

  attach(feed: number, source: SourceHandle): Promise<void> {
    this.#feedOf(feed).attach(source);
    return Promise.resolve();
  }

  detach(feed: number): Promise<void> {
    this.#feedOf(feed).detach();
    return Promise.resolve();
  }

  join(feed: number, outlet: number, port: MessagePort): Promise<void> {
    this.#feedOf(feed).join(outlet, port);
    this.#wake?.();
    return Promise.resolve();
  }

  leave(feed: number, outlet: number): Promise<void> {
    this.#feedOf(feed).leave(outlet);
    this.#wake?.();
    return Promise.resolve();
  }

  setBudget(budget: Budget): Promise<void> {
    this.#turns.budget = budget;
    this.#wake?.();
    return Promise.resolve();
  }

  subscribe(listener: (event: FeedEnded) => void): Promise<void> {
    this.#listeners.add(listener);
    return Promise.resolve();
  }

  async #run(): Promise<never> {
    for (;;) {
      const nowMs = performance.now();
      const ready = [...this.#feeds.values()].filter(({ isReady }) => isReady);
      const feed = this.#turns.next(ready, nowMs);
      if (!feed) {
        await this.#woken(this.#turns.waitMs(ready, nowMs));
        continue;
      }
      await feed.serve();
      this.#turns.took(feed, nowMs, performance.now());
    }
  }

  /** Resolves with the next news, or after `ms`. */
  #woken(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #feedOf(id: number): RelayFeed {
    const known = this.#feeds.get(id);
    if (known) return known;
    const feed = new RelayFeed({
      onFrame: () => this.#wake?.(),
      onEnded: (error) => this.#listeners.forEach((listener) => listener({ feed: id, error })),
    });
    this.#feeds.set(id, feed);
    return feed;
  }
}
