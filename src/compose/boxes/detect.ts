import type { DetectorTensor } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { area, toFrameBox, type Placement } from '#core/geometry.ts';
import type { OutputSpec } from '#core/io-spec.ts';
import { nms } from '#core/nms.ts';
import type { Detection } from '#core/result.ts';
import type { ComposerModel } from '../composer.ts';

/** More boxes than this help nobody; COCO's evaluation reads 100 an image. */
const MAX_DETECTIONS = 100;

export type DetectorOutput = Extract<OutputSpec, { meaning: 'detector' }> & { shape: readonly number[] };

/** The detector's outputs with their shapes, in manifest order. */
export function detectorOutputs(model: ComposerModel): DetectorOutput[] {
  return model.outputs.map((output) => {
    const shape = model.shapes.get(output.name);
    if (output.meaning !== 'detector' || !shape) {
      throw new VitrineError(
        'bad-shape',
        `boxes need detector outputs; "${output.name}" is none, or has no shape`,
      );
    }
    return { ...output, shape };
  });
}

export interface DetectOptions {
  placement: Placement;
  /** Candidates below are ignored, 0..1. */
  scoreThreshold: number;
  /** For NMS, 0..1. */
  iouThreshold: number;
  /** Classes that do not compete for the places, by index. */
  without: readonly number[];
}

/** The objects in a detector's tensors: decode, NMS, frame pixels. */
export function detect(
  model: ComposerModel,
  tensors: Readonly<Record<string, DetectorTensor>>,
  { placement, scoreThreshold, iouThreshold, without }: DetectOptions,
): Detection[] {
  if (!model.decode) throw new VitrineError('internal', 'a model of kind boxes needs a decode function');
  const wanted = model
    .decode(tensors, { model: placement.model, scoreThreshold })
    .filter(({ classIndex }) => !without.includes(classIndex));
  return (
    nms(wanted, { iouThreshold, mode: model.nms, limit: MAX_DETECTIONS })
      .map(({ box, classIndex, score }) => ({ box: toFrameBox(box, placement), classIndex, score }))
      // A box wholly in the padding has no place in the frame.
      .filter(({ box }) => area(box) > 0)
  );
}
