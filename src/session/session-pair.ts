/** Two configurations on the same frames, and how far they agree. */
import type { FrameReport } from '#core/frame-report.ts';
import type { ClassLabel } from '#core/labels.ts';
import { agreementOf, type Agreement, type Shown } from '#eval/result-agreement.ts';
import type { Feed } from './feed.ts';
import { SessionGroup } from './session-group.ts';
import type { ModelSettings, Session, SessionEvents } from './session-state.ts';

/** Agreement is worked out at the meter's pace: some milliseconds for large maps, and faster than eyes follow is noise. */
const JUDGE_MS = 250;

/** Two results of one frame. */
export interface Comparison {
  a: Shown;
  b: Shown;
  agreement: Agreement;
  timestampUs: number;
}

/** The classes of a model, by its settings. */
export type LabelsOf = (settings: ModelSettings) => Promise<readonly ClassLabel[]>;

interface Side {
  session: Session;
  /** Of the model whose results are shown. */
  of: ModelSettings | undefined;
  labels: readonly ClassLabel[];
  newest: FrameReport | undefined;
}

/** Fires `compare` with a Comparison, at most four times a second, and `change` when there is none any more. */
export class SessionPair extends EventTarget {
  readonly feed: Feed;
  readonly a: Session;
  readonly b: Session;
  newest: Comparison | undefined;
  /** Frames that both showed, and those that only one has shown so far. */
  pairs = 0;
  readonly #group: SessionGroup;
  readonly #sides: readonly Side[];
  readonly #labelsOf: LabelsOf;
  #judgedAtMs = -Infinity;

  constructor(labelsOf: LabelsOf, group = new SessionGroup()) {
    super();
    this.#labelsOf = labelsOf;
    this.#group = group;
    this.feed = group.add(2);
    const [a, b] = this.feed.sessions;
    if (!a || !b) throw new TypeError('a pair has two sessions');
    this.a = a;
    this.b = b;
    this.#sides = [a, b].map((session) => ({ session, of: undefined, labels: [], newest: undefined }));
    for (const side of this.#sides) {
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
    this.newest = undefined;
    this.dispatchEvent(new Event('change'));
    if (!running) return;
    this.#labelsOf(running).then(
      (labels) => {
        if (side.of === running) side.labels = labels;
      },
      // Without names classes are compared by their numbers.
      () => undefined,
    );
  }

  #judge(): void {
    const [a, b] = this.#sides;
    if (a?.newest?.timestampUs === undefined || a.newest.timestampUs !== b?.newest?.timestampUs) return;
    this.pairs++;
    const now = performance.now();
    if (now - this.#judgedAtMs < JUDGE_MS) return;
    const shown = [a, b].map(shownBy);
    const agreement = shown[0] && shown[1] && agreementOf(shown[0], shown[1]);
    if (!agreement || !shown[0] || !shown[1]) return;
    this.#judgedAtMs = now;
    this.newest = { a: shown[0], b: shown[1], agreement, timestampUs: a.newest.timestampUs };
    this.dispatchEvent(new Event('compare'));
  }
}

function shownBy({ newest, labels }: Side): Shown | undefined {
  return newest?.summary && { summary: newest.summary, map: newest.map, labels, frame: newest.frame };
}
