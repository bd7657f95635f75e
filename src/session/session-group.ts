/** Several sessions on one machine: their sources, and the turns that they take within a person's budget. */
import { noLimit, type Budget } from '#core/turns.ts';
import { startRelay, type RelayClient } from '#workers/relay/relay.client.ts';
import { Feed } from './feed.ts';
import { LiveSession } from './live-session.ts';
import type { Session } from './session-state.ts';

export class SessionGroup {
  readonly #relay: RelayClient;
  readonly #startSession: () => Session;
  readonly #feeds = new Map<number, Feed>();
  #budget = noLimit;

  /** Tests put their own relay and sessions. */
  constructor(relay = startRelay(), startSession: () => Session = () => new LiveSession()) {
    this.#relay = relay;
    this.#startSession = startSession;
    void relay.subscribe((event) => this.#feeds.get(event.feed)?.ended(event));
  }

  get feeds(): readonly Feed[] {
    return [...this.#feeds.values()];
  }

  get budget(): Budget {
    return this.#budget;
  }

  /** A place for a source with `count` sessions that will see each of its frames. */
  add(count: number): Feed {
    const feed = new Feed(this.#relay, Array.from({ length: count }, this.#startSession));
    this.#feeds.set(feed.id, feed);
    return feed;
  }

  async remove(feed: Feed): Promise<void> {
    this.#feeds.delete(feed.id);
    feed.stop();
    await Promise.all(feed.sessions.map((session) => session.dispose()));
  }

  /** Turns a second of each feed at most, and the part of the time in which anything may run. */
  setBudget(budget: Budget): void {
    this.#budget = budget;
    void this.#relay.setBudget(budget);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.feeds.map((feed) => this.remove(feed)));
    this.#relay.terminate();
  }
}
