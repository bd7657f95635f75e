import { string, type Attribute, type Attributes } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { int64, sameShape, showShape } from '../tensor-data.ts';

export interface ResizeTarget {
  height: number;
  width: number;
}

/**
 * Where an output pixel lies in the input. `half-pixel`: centres at half-integers, as in core/geometry.ts
 * (align_corners=False); `align-corners`: the corner pixels' centres meet; `asymmetric`: x · scale.
 */
export type Positions = 'half-pixel' | 'align-corners' | 'asymmetric';

export const resizeBilinear = (
  x: Tensor,
  target: ResizeTarget,
  positions: Positions = 'half-pixel',
): Tensor =>
  resize(x, target, { mode: string('linear'), coordinate_transformation_mode: onnxName(positions) });

/** The source pixel below x · scale, as PyTorch's and TensorFlow's default. */
export const resizeNearest = (x: Tensor, target: ResizeTarget): Tensor =>
  resize(x, target, {
    mode: string('nearest'),
    coordinate_transformation_mode: onnxName('asymmetric'),
    nearest_mode: string('floor'),
  });

/** With ONNX's own attributes, for graphs that come with them. */
export function resize(x: Tensor, { height, width }: ResizeTarget, attributes: Attributes): Tensor {
  if (x.shape.length !== 4) throw shapeError('Resize', `NCHW wanted, got ${showShape(x.shape)}`);
  const shape = [x.shape[0]!, x.shape[1]!, height, width];
  if (sameShape(shape, x.shape)) return x;
  const sizes = x.graph.constant(int64([4], shape));
  return x.graph.emit('Resize', [x, undefined, undefined, sizes], attributes, { type: x.type, shape });
}

const onnxName = (positions: Positions): Attribute => string(positions.replace('-', '_'));
