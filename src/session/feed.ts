/** One source for several sessions: each of them sees the same frames, and they take turns. */
import type { Size } from '#core/geometry.ts';
import { VitrineError, fromErrorData } from '#core/errors/vitrine-error.ts';
import type { MediaSource } from '#media/media-source.ts';
import type { SourceHandle } from '#media/source-handle.ts';
import type { FeedEnded } from '#workers/relay/relay.api.ts';
import type { RelayClient } from '#workers/relay/relay.client.ts';
import { SourceKeeper, noSource } from './source-keeper.ts';
import type { Session, SourceSettings, SourceState } from './session-state.ts';

/** What a feed needs of the relay's client. */
export type RelayLink = Pick<RelayClient, 'attach' | 'detach' | 'join' | 'leave'>;

let nextId = 1;

/** Fires `change` with each change of its source's state. The sessions are told of the source, and keep their models. */
export class Feed extends EventTarget {
  readonly sessions: readonly Session[];
  readonly id = nextId++;
  readonly #relay: RelayLink;
  readonly #keeper: SourceKeeper;
  #state = noSource;

  constructor(relay: RelayLink, sessions: readonly Session[]) {
    super();
    this.#relay = relay;
    this.sessions = sessions;
    this.#keeper = new SourceKeeper({
      onState: (state) => this.#become(state),
      onSource: (source) => this.#carry(source),
    });
  }

  get state(): SourceState {
    return this.#state;
  }

  /** Resolves when the source is live or has failed (`state.error`); never rejects. */
  set(settings: SourceSettings): Promise<void> {
    return this.#keeper.set(settings);
  }

  stop(): void {
    this.#keeper.stop();
  }

  /** The relay saw the source's frames end. */
  ended({ error }: FeedEnded): void {
    this.#keeper.ended(error ? fromErrorData(error) : new VitrineError('camera-ended', 'The source ended.'));
  }

  #carry(source: MediaSource | undefined): void {
    // A relay that is gone takes its feeds with it: nobody waits for an answer.
    void (source ? this.#relay.attach(this.id, source.connect()) : this.#relay.detach(this.id));
  }

  #become(state: SourceState): void {
    const before = this.#state;
    this.#state = state;
    if (state.status === 'live') {
      for (const session of this.sessions) {
        // How that went is in the session's own state.
        void session.setSource({
          kind: 'relayed',
          of: state.kind ?? 'scene',
          source: new RelayedSource(this.#relay, this.id, state),
        });
      }
    } else if (state.status === 'none' && before.status !== 'none') {
      for (const session of this.sessions) void session.stopSource();
    }
    this.dispatchEvent(new Event('change'));
  }
}

let nextOutlet = 1;

/** A feed as one session's source. */
class RelayedSource implements MediaSource {
  onEnded: ((error: VitrineError) => void) | undefined;
  readonly label: string;
  readonly size: Size | undefined;
  readonly frameRate: number | undefined;
  readonly #relay: RelayLink;
  readonly #feed: number;
  readonly #outlet = nextOutlet++;

  constructor(relay: RelayLink, feed: number, { label, size, frameRate }: SourceState) {
    this.#relay = relay;
    this.#feed = feed;
    this.label = label;
    this.size = size;
    this.frameRate = frameRate;
  }

  connect(): SourceHandle {
    const { port1, port2 } = new MessageChannel();
    void this.#relay.join(this.#feed, this.#outlet, port1);
    return { via: 'port', port: port2 };
  }

  /** The relay counts the frames that it does not hand on. */
  madeFrames(): undefined {
    return undefined;
  }

  close(): void {
    void this.#relay.leave(this.#feed, this.#outlet);
  }
}
