import { int, string } from '../graph.ts';
import { shapeError, type Tensor } from '../graph-builder.ts';
import { showShape } from '../tensor-data.ts';

/**
 * Bilinear samples of NCHW at `grid` [N, H, W, 2], zeros outside. x and y go from −1 to 1 between the corner pixels'
 * centres, or without `alignCorners` between their outer edges.
 */
export function gridSample(x: Tensor, grid: Tensor, { alignCorners = true } = {}): Tensor {
  const [batch = 0, height = 0, width = 0, coordinates] = grid.shape;
  if (x.shape.length !== 4 || grid.shape.length !== 4 || coordinates !== 2 || batch !== x.shape[0]) {
    throw shapeError('GridSample', `${showShape(x.shape)} has no samples at ${showShape(grid.shape)}`);
  }
  const attributes = {
    mode: string('bilinear'),
    padding_mode: string('zeros'),
    align_corners: int(alignCorners ? 1 : 0),
  };
  const shape = [batch, x.shape[1]!, height, width];
  return x.graph.emit('GridSample', [x, grid], attributes, { type: x.type, shape });
}
