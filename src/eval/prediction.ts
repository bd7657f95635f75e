/** What a network says of a picture, at the picture's own size, so that it can be laid beside the truth. */
import type { BoxDecoder, DetectorTensor } from '#core/decoder.ts';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { area, toFrameBox, type Placement, type Size } from '#core/geometry.ts';
import type { InputSpec, OutputSpec, TensorView } from '#core/io-spec.ts';
import { argmaxUpsample } from '#core/label-decode.ts';
import { mapWindow, windowTaps } from '#core/map-window.ts';
import { activateAlpha } from '#core/matte.ts';
import { nms } from '#core/nms.ts';
import type { Detection } from '#core/result.ts';
import { selectAbove } from '#core/select-above.ts';
import type { CountMap } from './game.ts';

export type Prediction =
  | { kind: 'label-map'; labels: Uint16Array }
  | { kind: 'alpha-matte'; alpha: Float32Array }
  | { kind: 'boxes'; detections: Detection[] }
  | { kind: 'density-map'; map: CountMap };

/** What must be known of a network to read it. */
export interface NetworkSpec {
  input: InputSpec;
  outputs: readonly OutputSpec[];
  /** English names, in output order. */
  labels: readonly string[];
  nms: 'per-class' | 'none';
  /** Of detectors. */
  decode?: BoxDecoder;
}

/** As COCO's evaluation is usually run: nearly everything is let through, and NMS removes the doubles. */
const LEAST_SCORE = 0.01;
const NMS_IOU = 0.6;
const MOST_BOXES = 300;

type Outputs = Readonly<Record<string, TensorView>>;

export function readPrediction(spec: NetworkSpec, placement: Placement, outputs: Outputs): Prediction {
  const [first] = spec.outputs;
  const tensor = first && outputs[first.name];
  if (!tensor) throw new VitrineError('bad-shape', `the network gave no ${first?.name ?? 'output'}`);
  switch (first.meaning) {
    case 'class-logits':
      return { kind: 'label-map', labels: labelsOf(first, placement, tensor) };
    case 'alpha':
      return { kind: 'alpha-matte', alpha: alphaOf(first, placement, tensor) };
    case 'density':
      return { kind: 'density-map', map: densityOf(first.layout, placement, tensor) };
    case 'detector':
      return { kind: 'boxes', detections: boxesOf(spec, placement, outputs) };
    default:
      throw new VitrineError('unsupported', `Nothing measures outputs of ${first.meaning} here.`);
  }
}

type Spec<M extends OutputSpec['meaning']> = Extract<OutputSpec, { meaning: M }>;

function gridOf({ shape }: TensorView, layout: 'nchw' | 'nhwc'): Size {
  const [height = 0, width = 0] = layout === 'nchw' ? shape.slice(2) : shape.slice(1, 3);
  return { width, height };
}

function labelsOf(spec: Spec<'class-logits'>, placement: Placement, tensor: TensorView): Uint16Array {
  const labels = new Uint16Array(placement.frame.width * placement.frame.height);
  const logits = {
    ...gridOf(tensor, spec.layout),
    data: tensor.data,
    classes: spec.classes,
    layout: spec.layout,
  };
  argmaxUpsample(logits, atFrameSize(placement), labels, new Uint32Array(spec.classes));
  return labels;
}

/** The placement as if the model's input were so large that the picture lies in it unscaled. */
function atFrameSize({ frame, model, scaleX, scaleY, offsetX, offsetY }: Placement): Placement {
  const size = { width: Math.round(model.width / scaleX), height: Math.round(model.height / scaleY) };
  // Rounding must not push the picture beyond the input.
  const left = Math.min(Math.round(offsetX / scaleX), Math.max(size.width - frame.width, 0));
  const top = Math.min(Math.round(offsetY / scaleY), Math.max(size.height - frame.height, 0));
  const least = { width: Math.max(size.width, frame.width), height: Math.max(size.height, frame.height) };
  return { frame, model: least, scaleX: 1, scaleY: 1, offsetX: left, offsetY: top };
}

function alphaOf(spec: Spec<'alpha'>, placement: Placement, tensor: TensorView): Float32Array {
  const grid = gridOf(tensor, spec.layout);
  const window = mapWindow(placement, grid);
  const matte = new Float32Array(window.width * window.height);
  activateAlpha(tensor.data, spec, { ...grid, window }, matte, 0);
  const { width, height } = placement.frame;
  const xs = windowTaps(window.width, window.spanX, window.startX, width);
  const ys = windowTaps(window.height, window.spanY, window.startY, height);
  const alpha = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const [top, bottom, wy] = [ys.first[y]! * window.width, ys.second[y]! * window.width, ys.weight[y]!];
    for (let x = 0; x < width; x++, at++) {
      const [left, right, wx] = [xs.first[x]!, xs.second[x]!, xs.weight[x]!];
      const upper = matte[top + left]! * (1 - wx) + matte[top + right]! * wx;
      const lower = matte[bottom + left]! * (1 - wx) + matte[bottom + right]! * wx;
      alpha[at] = upper * (1 - wy) + lower * wy;
    }
  }
  return alpha;
}

/** Only cells that show the picture: what a network sees in the padding is nobody. */
function densityOf(layout: 'nchw' | 'nhwc', placement: Placement, tensor: TensorView): CountMap {
  const grid = gridOf(tensor, layout);
  const { left, top, width, height } = mapWindow(placement, grid);
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * grid.width + left;
    data.set(tensor.data.subarray(from, from + width), y * width);
  }
  return { width, height, data };
}

function boxesOf(spec: NetworkSpec, placement: Placement, outputs: Outputs): Detection[] {
  if (!spec.decode) throw new VitrineError('internal', 'a detector needs a decode function');
  const tensors = spec.outputs.map((output): [string, DetectorTensor] => {
    const tensor = outputs[output.name];
    if (!tensor) throw new VitrineError('bad-shape', `the network gave no ${output.name}`);
    // The manifest's cap bounds what a live frame reads back; here nothing is cut off.
    return output.meaning === 'detector' && output.transfer === 'sparse'
      ? [output.name, { transfer: 'sparse', ...selectAbove(tensor, LEAST_SCORE, Infinity) }]
      : [output.name, { transfer: 'dense', ...tensor }];
  });
  const candidates = spec.decode(Object.fromEntries(tensors), {
    model: placement.model,
    scoreThreshold: LEAST_SCORE,
  });
  return nms(candidates, { iouThreshold: NMS_IOU, mode: spec.nms, limit: MOST_BOXES })
    .map(({ box, ...rest }) => ({ ...rest, box: toFrameBox(box, placement) }))
    .filter(({ box }) => area(box) > 0);
}
