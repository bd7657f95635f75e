/**
 * DAMO-YOLO, after Xu et al., "DAMO-YOLO: A Report on Real-Time Object Detection Design" (2022), with the parameter names
 * of tinyvision/DAMO-YOLO as its checkpoints hold them, before fusion: searched backbone, RepGFPN, a head of one layer.
 */
import { VitrineError } from '#core/errors/vitrine-error.ts';
import type { Size } from '#core/geometry.ts';
import { convLayer } from '#export/layers.ts';
import { relu, sigmoid, silu } from '#export/ops/activation.ts';
import { cornersFrom, expectedDistances, gridPoints } from '#export/ops/box-distances.ts';
import { mul } from '#export/ops/elementwise.ts';
import { concat, reshape, transpose } from '#export/ops/shape.ts';
import type { ParameterProgram } from '#models/network-program.ts';
import { crossStage, mobile, residual, type Backbone, type Maps } from './backbones.ts';
import { neck, type Neck } from './neck.ts';

interface Plan {
  build: typeof residual;
  backbone: Backbone;
  neck: Neck;
  act: typeof silu;
}

const STRIDES = [8, 16, 32];

/** Where training starts: the logit of a class that one point in a hundred shows (RetinaNet paper, section 4.1). */
const RARE = -Math.log(99);

type Row = readonly [out: number, mid: number, blocks: number];

const backbone = (stem: number, ...rows: readonly Row[]): Backbone => ({
  stem,
  stages: rows.map(([out, mid, blocks]) => ({ out, mid, blocks })),
});

const nano = (body: Backbone): Plan => {
  const { stages } = body;
  const out = [stages[1]!.out, stages[3]!.out, stages[4]!.out] as const;
  return { build: mobile, backbone: body, neck: { out, blocks: 2, ratio: 3, isMobile: true }, act: silu };
};

/** Widths of the neck's maps in S, M and L. */
const wide = [128, 256, 512] as const;

/** By variant: as found by the search, from the original's configs. */
const plans: Readonly<Record<string, Plan>> = {
  ns: nano(backbone(16, [24, 88, 1], [40, 160, 2], [64, 288, 2], [80, 400, 2], [160, 880, 2])),
  nm: nano(backbone(16, [40, 144, 2], [64, 256, 2], [112, 504, 2], [128, 640, 2], [256, 1408, 1])),
  nl: nano(backbone(24, [48, 168, 1], [80, 320, 2], [160, 720, 2], [160, 800, 3], [320, 1760, 2])),
  t: {
    build: residual,
    backbone: backbone(24, [64, 24, 2], [96, 64, 2], [192, 96, 2], [192, 152, 2], [384, 192, 1]),
    neck: { out: [64, 128, 256], blocks: 3, ratio: 1, isMobile: false },
    act: relu,
  },
  s: {
    build: residual,
    backbone: backbone(32, [128, 24, 1], [128, 88, 5], [256, 128, 3], [256, 120, 2], [512, 144, 1]),
    neck: { out: wide, blocks: 3, ratio: 0.75, isMobile: false },
    act: relu,
  },
  m: {
    build: crossStage,
    backbone: backbone(32, [128, 64, 1], [128, 64, 3], [256, 256, 7], [512, 256, 2]),
    neck: { out: wide, blocks: 4, ratio: 1, isMobile: false },
    act: silu,
  },
  l: {
    build: crossStage,
    backbone: backbone(32, [128, 96, 2], [128, 96, 4], [256, 384, 9], [512, 384, 3]),
    neck: { out: wide, blocks: 6, ratio: 1, isMobile: false },
    act: silu,
  },
};

/** Config: `variant` (ns, nm, nl, t, s, m, l), `classes`. Sides in multiples of 32. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const variant = String(config['variant']);
    const plan = plans[variant];
    if (!plan) {
      const known = Object.keys(plans).join(', ');
      throw new VitrineError('internal', `DAMO-YOLO has the variants ${known}, not ${variant}`);
    }
    const image = graph.input('image', [1, 3, size.height, size.width]);
    const maps = neck(plan.build(image, plan.backbone, plan.act), plan.neck, plan.act);
    detect(maps, size, Number(config['classes'] ?? 80), plan.neck.isMobile);
  },
  untrained(key, shape) {
    if (key === 'head.integral.project') return Array.from({ length: shape[0] ?? 0 }, (_, bin) => bin);
    // Pixels of 0..255 would drive filler to the ends of the sigmoid: a thousand boxes whose merging costs more than the run.
    if (/^head\.gfl_cls\.\d\.weight$/.test(key)) return 0;
    return /^head\.gfl_cls\.\d\.bias$/.test(key) ? RARE : undefined;
  },
};

/** Outputs `scores` [1, points, classes] and `boxes` [1, points, 4]: corners in pixels of the input. */
function detect(maps: Maps, size: Size, classes: number, isMobile: boolean): void {
  const { graph } = maps[0];
  const kernel = isMobile ? 1 : 3;
  const bins = isMobile ? 8 : 17;
  const layer = { kernel, pad: (kernel - 1) / 2, bias: true };
  const scores = maps.map((map, i) => {
    const found = convLayer(map, `head.gfl_cls.${i}`, { ...layer, out: classes });
    return reshape(found, [1, classes, -1]);
  });
  const distributions = maps.map((map, i) => {
    const found = convLayer(map, `head.gfl_reg.${i}`, { ...layer, out: 4 * bins });
    return reshape(mul(found, graph.parameter(`head.scales.${i}.scale`, [])), [1, 4 * bins, -1]);
  });
  const project = graph.parameter('head.integral.project', [bins]);
  const distances = expectedDistances(concat(distributions, 2), project);
  // A point lies in its cell's corner, not its centre.
  const boxes = cornersFrom(distances, gridPoints(graph, size, STRIDES, 0));
  graph.output('scores', transpose(sigmoid(concat(scores, 2)), [0, 2, 1]));
  graph.output('boxes', transpose(boxes, [0, 2, 1]));
}
