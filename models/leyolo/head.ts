/** The decoupled head: for each point of three maps a box, as distributions of its sides, and a score for each class. */
import type { Size } from '#core/geometry.ts';
import type { Tensor } from '#export/graph-builder.ts';
import { convLayer } from '#export/layers.ts';
import { sigmoid } from '#export/ops/activation.ts';
import { centresFrom, expectedDistances, gridPoints } from '#export/ops/box-distances.ts';
import { concat, reshape } from '#export/ops/shape.ts';
import { plainUnit } from './blocks.ts';

/** Whole cells from 0 up that a side's distribution is over. */
const BINS = 16;

export interface Detected {
  /** [1, 4, points]: centre x and y, width and height in pixels of the input. */
  boxes: Tensor;
  /** [1, classes, points]. */
  scores: Tensor;
}

/** One box and its scores for each point of the maps, which come from the finest. */
export function detect(maps: readonly Tensor[], key: string, size: Size, classes: number): Detected {
  const { graph } = maps[0]!;
  const finest = maps[0]!.shape[1]!;
  // ultralytics' rule for the width of the two branches.
  const [boxWidth, classWidth] = [
    Math.max(16, Math.floor(finest / 4), 4 * BINS),
    Math.max(finest, Math.min(classes, 100)),
  ];
  const flat = (branch: string, width: number, out: number) =>
    concat(
      maps.map((map, level) => {
        const found = predict(map, `${key}.${branch}.${level}`, width, out);
        return reshape(found, [1, out, -1]);
      }),
      2,
    );
  const bins = reshape(graph.parameter(`${key}.dfl.conv.weight`, [1, BINS, 1, 1]), [BINS]);
  const strides = maps.map((map) => size.height / map.shape[2]!);
  const distances = expectedDistances(flat('cv2', boxWidth, 4 * BINS), bins);
  const boxes = centresFrom(distances, gridPoints(graph, size, strides, 0.5));
  return { boxes, scores: sigmoid(flat('cv3', classWidth, classes)) };
}

function predict(map: Tensor, key: string, width: number, out: number): Tensor {
  const depthwise = { out: width, kernel: 3, groups: width };
  const first = plainUnit(map, `${key}.0`, { out: width, kernel: 1 });
  const second = plainUnit(plainUnit(first, `${key}.1`, depthwise), `${key}.2`, depthwise);
  return convLayer(second, `${key}.3`, { out, kernel: 1, bias: true });
}
