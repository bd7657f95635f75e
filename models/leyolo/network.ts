/**
 * LeYOLO, after Hollard et al., "LeYOLO, New Scalable and Efficient CNN Architecture for Object Detection" (2024), with
 * the parameter names of LilianHollard/LeYOLO: a backbone of inverted bottlenecks, a pyramid down and up again.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { resizeNearest } from '#export/ops/resize.ts';
import { concat } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { bottleneck, convUnit, pyramidPool, type Bottleneck } from './blocks.ts';
import { detect } from './head.ts';

type Block = Bottleneck | { conv: number; kernel: number; stride?: number };

interface Plan {
  /** Blocks of the backbone by the level they end in: a half of the input, a quarter … a 32nd. */
  backbone: readonly (readonly Block[])[];
  /** Blocks after joining a 16th and an 8th on the way down, then after going up to a 16th and a 32nd. */
  down: readonly [readonly Block[], readonly Block[]];
  up: readonly [readonly Block[], readonly Block[]];
  /** What the head sees: how many of those blocks the map of an 8th, a 16th and a 32nd has been through. */
  seen: readonly [number, number, number];
}

const repeated = (count: number, block: Block): Block[] => Array.from({ length: count }, () => block);

/** `n` is one in the deep plan, zero in the shallow: Small and Nano differ in width only, Medium is deeper throughout. */
function planOf(isDeep: boolean): Plan {
  const n = isDeep ? 1 : 0;
  const middle = { out: 64, kernel: 5, mid: 128 };
  const coarse = { out: 96, kernel: 5, mid: 192 };
  return {
    backbone: [
      [
        { conv: 16, kernel: 3, stride: 2 },
        { conv: 16, kernel: 1 },
      ],
      [{ out: 16, kernel: 3, stride: 2 }],
      [{ out: 32, kernel: 3, mid: 96, stride: 2 }, ...repeated(1 + n, { out: 32, kernel: 3, mid: 96 })],
      [{ out: 64, kernel: 5, mid: 96, stride: 2 }, ...repeated(4 + n, { out: 64, kernel: 5, mid: 192 })],
      [{ out: 96, kernel: 5, mid: 576, stride: 2 }, ...repeated(3 + n, { out: 96, kernel: 5, mid: 576 })],
    ],
    down: [
      repeated(3 + n, middle),
      [{ out: 32, kernel: 3 }, ...repeated(2, { out: 32, kernel: 3, mid: 64 }), ...repeated(n, middle)],
    ],
    up: [repeated(3 + n, middle), [...repeated(3, coarse), ...repeated(n, middle)]],
    // The original's configuration of the deep plan counts as in the shallow one and so takes earlier maps.
    seen: isDeep ? [2, 1, 0] : [3, 3, 3],
  };
}

/**
 * Config: `width` (1 for Nano, 1.33 for Small, Medium and Large), `deep` (Medium and Large), `classes`, and `apart`:
 * two outputs `scores` and `boxes` instead of the original's one, so that a live frame reads back few scores.
 */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const layers = new Layers(Number(config['width'] ?? 1));
    const { backbone, down, up, seen } = planOf(config['deep'] === true);
    const levels: Tensor[] = [];
    let x = graph.input('image', [1, 3, size.height, size.width]);
    for (const blocks of backbone) levels.push((x = layers.run(x, blocks).at(-1)!));
    const [, , eighth, sixteenth] = levels as [Tensor, Tensor, Tensor, Tensor];

    const pooled = layers.pool(x, 96);
    const middle = layers.run(layers.join(doubled(pooled, sixteenth), sixteenth), down[0]).at(-1)!;
    const fine = layers.run(layers.join(doubled(middle, eighth), eighth), down[1]);
    const risen = layers.run(layers.halveAndJoin(fine.at(-1)!, 64, middle), up[0]);
    const risenTwice = layers.run(layers.halveAndJoin(risen.at(-1)!, 96, pooled), up[1]);

    const maps = [fine[seen[0]]!, risen[seen[1]]!, risenTwice[seen[2]]!];
    const { boxes, scores } = detect(maps, layers.next(), size, Number(config['classes'] ?? 80));
    if (config['apart'] === true) {
      graph.output('scores', scores);
      graph.output('boxes', boxes);
    } else graph.output('output0', concat([boxes, scores], 1));
  },
  untrained(key, shape) {
    if (key.endsWith('.dfl.conv.weight')) return Array.from({ length: shape[1] ?? 0 }, (_, bin) => bin);
    return /\.cv3\.\d\.3\.bias$/.test(key) ? RARE : undefined;
  },
};

/** The logit of a class that one point in a hundred shows: filler must not find boxes everywhere. */
const RARE = -Math.log(99);

const doubled = (x: Tensor, like: Tensor): Tensor =>
  resizeNearest(x, { height: like.shape[2]!, width: like.shape[3]! });

/** Keys count the layers of the whole network, those without parameters too. */
class Layers {
  private count = 0;
  private readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  next = (): string => `model.${this.count++}`;

  /** The map before the blocks and after each. */
  run(x: Tensor, blocks: readonly Block[]): Tensor[] {
    const maps = [x];
    for (const block of blocks) maps.push(this.apply(maps.at(-1)!, block));
    return maps;
  }

  pool = (x: Tensor, out: number): Tensor => pyramidPool(x, this.next(), this.scaled(out));

  join(doubled: Tensor, skip: Tensor): Tensor {
    this.count += 2;
    return concat([doubled, skip], 1);
  }

  halveAndJoin(x: Tensor, out: number, skip: Tensor): Tensor {
    const half = this.apply(x, { conv: out, kernel: 3, stride: 2 });
    this.count += 1;
    return concat([half, skip], 1);
  }

  private apply(x: Tensor, block: Block): Tensor {
    if ('conv' in block) return convUnit(x, this.next(), { ...block, out: this.scaled(block.conv) });
    const mid = block.mid === undefined ? undefined : this.scaled(block.mid);
    return bottleneck(x, this.next(), { ...block, out: this.scaled(block.out), mid });
  }

  /** Widths are multiples of 8, rounded up. */
  private scaled = (channels: number): number => Math.ceil((channels * this.width) / 8) * 8;
}
