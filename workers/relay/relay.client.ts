import { proxy, transfer, wrap, type Remote } from 'comlink';
import type { Budget } from '#core/turns.ts';
import type { SourceHandle } from '#media/source-handle.ts';
import { carrierOf } from '../carrier-of.ts';
import { installThrowHandler } from '../throw-handler.ts';
import type { FeedEnded, RelayApi } from './relay.api.ts';

installThrowHandler();

/** The page's side of the relay. Calls are answered at once or, after `terminate`, never: nobody should wait for them. */
export class RelayClient {
  readonly #worker: Worker;
  readonly #remote: Remote<RelayApi>;

  /** Takes the worker over. */
  constructor(worker: Worker) {
    this.#worker = worker;
    this.#remote = wrap<RelayApi>(worker);
  }

  /** Transfers whatever carries the frames. */
  attach(feed: number, source: SourceHandle): Promise<void> {
    return this.#remote.attach(feed, transfer(source, [carrierOf(source)]));
  }

  detach(feed: number): Promise<void> {
    return this.#remote.detach(feed);
  }

  /** Transfers the port. */
  join(feed: number, outlet: number, port: MessagePort): Promise<void> {
    return this.#remote.join(feed, outlet, transfer(port, [port]));
  }

  leave(feed: number, outlet: number): Promise<void> {
    return this.#remote.leave(feed, outlet);
  }

  setBudget(budget: Budget): Promise<void> {
    return this.#remote.setBudget(budget);
  }

  subscribe(listener: (event: FeedEnded) => void): Promise<void> {
    return this.#remote.subscribe(proxy(listener));
  }

  terminate(): void {
    this.#worker.terminate();
  }
}

export function startRelay(): RelayClient {
  return new RelayClient(
    new Worker(new URL('./relay.worker.ts', import.meta.url), { type: 'module', name: 'relay' }),
  );
}
