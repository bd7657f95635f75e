/** Two configurations on the same frames, and how far they agree. */
import type { FrameReport } from '#core/frame-report.ts';
import type { ClassLabel } from '#core/labels.ts';
import { agreementOf, type Agreement, type Shown } from '#eval/result-agreement.ts';
import type { Feed } from './feed.ts';
import { SessionGroup } from './session-group.ts';
import type { ModelSettings, Session, SessionEvents } from './session-state.ts';

/** Two results of one frame. */
export interface Comparison {
  a: Shown;
  b: Shown;
  agreement: Agreement;
  timestampUs: number;
}

/** The classes of a model, by its settings. */
export type LabelsOf = (settings: ModelSettings) => Promise<readonly ClassLabel[]>;

/** One of the two. */
export interface Side {
  readonly session: Session;
  /** The model whose results are shown. */
  of: ModelSettings | undefined;
  /** Its classes; none for a moment after it began. */
  labels: readonly ClassLabel[];
  newest: FrameReport | undefined;
}

/**
 * Fires `compare` when there is a newer comparison, at the pace at which the relay asks for maps, and `change` when models
 * change.
 */
export class SessionPair extends EventTarget {
  readonly feed: Feed;
  readonly a: Side;
  readonly b: Side;
  newest: Comparison | undefined;
  /** Frames that both showed. */
  pairs = 0;
  readonly #group: SessionGroup;
  readonly #labelsOf: LabelsOf;

  constructor(labelsOf: LabelsOf, group = new SessionGroup()) {
    super();
    this.#labelsOf = labelsOf;
    this.#group = group;
    this.feed = group.add(2);
    const [a, b] = this.feed.sessions;
    if (!a || !b) throw new TypeError('a pair has two sessions');
    this.a = { session: a, of: undefined, labels: [], newest: undefined };
    this.b = { session: b, of: undefined, labels: [], newest: undefined };
    for (const side of [this.a, this.b]) {
      side.session.setMaps(true);
      side.session.addEventListener('statechange', () => this.#follow(side));
      side.session.addEventListener('frame', (event) => {
        side.newest = (event as CustomEvent<SessionEvents['frame']>).detail;
        this.#judge();
      });
    }
  }

  async dispose(): Promise<void> {
    await this.#group.dispose();
  }

  /** Another model: what was compared before means nothing any more. */
  #follow(side: Side): void {
    const { model } = side.session.state;
    const running = model.status === 'ready' ? model.settings : undefined;
    if (model.status === 'loading' || running === side.of) return;
    side.of = running;
    side.labels = [];
    side.newest = undefined;
    this.newest = undefined;
    this.pairs = 0;
    this.dispatchEvent(new Event('change'));
    if (!running) return;
    this.#labelsOf(running).then(
      (labels) => {
        if (side.of !== running) return;
        side.labels = labels;
        this.dispatchEvent(new Event('change'));
      },
      // Without names classes are compared by their numbers.
      () => undefined,
    );
  }

  #judge(): void {
    const { a, b } = this;
    if (a.newest?.timestampUs === undefined || a.newest.timestampUs !== b.newest?.timestampUs) return;
    this.pairs++;
    if (!a.newest.isSettled || !b.newest.isSettled) return;
    const [ofA, ofB] = [shownBy(a), shownBy(b)];
    const agreement = ofA && ofB && agreementOf(ofA, ofB);
    if (!agreement) return;
    this.newest = { a: ofA, b: ofB, agreement, timestampUs: a.newest.timestampUs };
    this.dispatchEvent(new Event('compare'));
  }
}

function shownBy({ newest, labels }: Side): Shown | undefined {
  return newest?.summary && { summary: newest.summary, map: newest.map, labels, frame: newest.frame };
}
