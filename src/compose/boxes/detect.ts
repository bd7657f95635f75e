import type { DetectorTensor } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { area, toFrameBox, type Placement } from '#core/geometry.ts';
import type { OutputSpec } from '#core/io-spec.ts';
import type { Look } from '#core/look.ts';
import { nms } from '#core/nms.ts';
import type { ResultSummary } from '#core/result.ts';
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

/** From a detector's tensors to what is shown: decode, NMS, hidden classes, frame pixels. */
export function detect(
  model: ComposerModel,
  tensors: Readonly<Record<string, DetectorTensor>>,
  placement: Placement,
  look: Look,
): ResultSummary {
  if (!model.decode) throw new VitrineError('internal', 'a model of kind boxes needs a decode function');
  const { scoreThreshold, iouThreshold, hiddenClasses } = look;
  const shown = model
    .decode(tensors, { model: placement.model, scoreThreshold })
    .filter(({ classIndex }) => !hiddenClasses.includes(classIndex));
  const detections = nms(shown, { iouThreshold, mode: model.nms, limit: MAX_DETECTIONS })
    .map(({ box, classIndex, score }) => ({ box: toFrameBox(box, placement), classIndex, score }))
    // A box wholly in the padding has no place in the frame.
    .filter(({ box }) => area(box) > 0);
  return { kind: 'boxes', detections };
}
