import type { DetectorTensor } from '#core/decoder.ts';
import { enlargement, type Placement, type Size } from '#core/geometry.ts';
import type { Look } from '#core/look.ts';
import type { ResultSummary } from '#core/result.ts';
import { BoxTracker, defaultTracking } from '#core/tracking/box-tracker.ts';
import { withinFrame } from '#core/tracking/within-frame.ts';
import type { ComposerModel } from '../composer.ts';
import { detect } from './detect.ts';

/** What must be known of a frame to read its boxes; kept until its tensors have arrived. */
export interface BoxFrame {
  placement: Placement;
  look: Look;
  /** On the source's clock. */
  atMs: number;
  /** The first after a cut: what was followed until then is gone. */
  isCut: boolean;
}

/** The least score that is of use: a tracker holds on to objects by detections that are too unsure to be shown. */
export function leastScore({ tracking, scoreThreshold }: Look): number {
  return tracking ? Math.min(scoreThreshold, defaultTracking.leastScore) : scoreThreshold;
}

/** From a detector's tensors to what is shown, frame by frame; objects keep an id where they are followed. */
export class BoxFinder {
  readonly #model: ComposerModel;
  readonly #tracker = new BoxTracker();
  #frame: Size | undefined;

  constructor(model: ComposerModel) {
    this.#model = model;
  }

  find(
    tensors: Readonly<Record<string, DetectorTensor>>,
    { placement, look, atMs, isCut }: BoxFrame,
  ): ResultSummary {
    const { tracking, scoreThreshold, iouThreshold, hiddenClasses } = look;
    const options = { placement, scoreThreshold: leastScore(look), iouThreshold };
    if (!tracking) {
      const detections = detect(this.#model, tensors, { ...options, without: hiddenClasses });
      return { kind: 'boxes', detections };
    }
    this.#fit(placement.frame, isCut);
    // Hidden ones are followed too: an object that a detector now and then calls by a hidden name is not lost.
    const seen = detect(this.#model, tensors, { ...options, without: [] });
    const tracks = this.#tracker.update(seen, atMs, scoreThreshold);
    const detections = withinFrame(tracks, placement.frame).filter(
      ({ classIndex }) => !hiddenClasses.includes(classIndex),
    );
    return { kind: 'boxes', detections };
  }

  /** A camera that changes its resolution shows the same objects, larger or smaller. */
  #fit(frame: Size, isCut: boolean): void {
    const by = isCut ? undefined : enlargement(this.#frame ?? frame, frame);
    if (by === undefined) this.#tracker.reset();
    else if (by !== 1) this.#tracker.rescale(by);
    this.#frame = frame;
  }
}
