/** The contract between the page and the worker that hands frames on. Types only: this is all that crosses. */
import type { ErrorData } from '#core/errors/vitrine-error.ts';
import type { Budget } from '#core/turns.ts';
import type { SourceHandle } from '#media/source-handle.ts';

/** A source ended by itself, or its stream failed. */
export interface FeedEnded {
  feed: number;
  error: ErrorData | undefined;
}

/**
 * Frames of some sources (feeds) for several live workers. All outlets of a feed get the same frames, one outlet after
 * the other; feeds take turns. Ids are the page's own.
 */
export interface RelayApi {
  /** The feed's frames from now on. */
  attach(feed: number, source: SourceHandle): Promise<void>;
  /** The feed has no frames any more; its outlets stay. */
  detach(feed: number): Promise<void>;
  /** Transferred: the other end is a live worker's source (`via: 'port'`). The same outlet again replaces its port. */
  join(feed: number, outlet: number, port: MessagePort): Promise<void>;
  leave(feed: number, outlet: number): Promise<void>;
  setBudget(budget: Budget): Promise<void>;
  subscribe(listener: (event: FeedEnded) => void): Promise<void>;
}
