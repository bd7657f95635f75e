/** What a page and the service worker say to each other. */
import type { Refusal, Word } from '#offline/ledger.ts';

export type OfflineRequest =
  /** To a worker that waits: take over now. */
  | { do: 'switch' }
  | ({ do: 'say' } & Word)
  /** Answered through the port that came with it. */
  | { do: 'tell' };

export interface OfflineState {
  /** Id of the build that pages get. */
  serving: string;
  /** Id of the worker's own build; another one where it was refused. */
  own: string;
  onTrial: boolean;
  refused: readonly Refusal[];
}
