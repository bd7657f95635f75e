/**
 * SSDLite on MobileNetV3-Large with a reduced tail, after Howard et al. (ICCV 2019), with torchvision's parameter names.
 * The graph ends at the raw head; anchors and box decoding are outside.
 */
import type { Tensor } from '#export/graph-builder.ts';
import { convLayer } from '#export/layers.ts';
import { hardSwish, relu6 } from '#export/ops/activation.ts';
import { concat, reshape, transpose } from '#export/ops/shape.ts';
import { blockKeys, lastConv, pairOf, stem, tvBlock } from '#models/mobilenetv3/torchvision.ts';
import { blocksOf, convBn, filterAndNarrow, type Block } from '#models/mobilenetv3/trunk.ts';
import type { ParameterProgram } from '#models/network-program.ts';

const ANCHORS = 6;

/** Widths of the maps after the trunk's two. */
const EXTRA = [512, 256, 256, 128];

/** The block that halves for the last time: its widened features are the first map that the head sees. */
const CUT = 12;

/** Its blocks, and those after it, at half the width: the tail serves few classes. */
const reducedTail = (): Block[] =>
  blocksOf('large').map((block, i) => {
    if (i < CUT) return block;
    return { ...block, out: block.out / 2, mid: i === CUT ? block.mid : block.mid / 2 };
  });

/** Config: `classes`, with the background. Outputs `bbox_regression` [1, boxes, 4] and `cls_logits` [1, boxes, classes]. */
export const program: ParameterProgram = {
  from: 'parameters',
  build(graph, { size, config }) {
    const classes = Number(config['classes'] ?? 91);
    const maps = trunkMaps(graph.input('image', [1, 3, size.height, size.width]));
    EXTRA.forEach((out, i) => maps.push(extra(maps.at(-1)!, `backbone.extra.${i}`, out)));
    graph.output('bbox_regression', head(maps, 'head.regression_head', 4));
    graph.output('cls_logits', head(maps, 'head.classification_head', classes));
  },
};

/** A 16th and a 32nd of the input; the keys split the list of layers inside the block between them. */
function trunkMaps(image: Tensor): Tensor[] {
  const [before, after] = ['backbone.features.0', 'backbone.features.1'];
  const blocks = reducedTail();
  const cut = blocks[CUT]!;
  let x = stem(image, `${before}.0`);
  for (let i = 0; i < CUT; i++) x = tvBlock(x, `${before}.${i + 1}`, blocks[i]!);
  const wide = hardSwish(convBn(x, pairOf(`${before}.${CUT + 1}`), { out: cut.mid, kernel: 1 }));
  let tail = filterAndNarrow(wide, blockKeys(`${after}.0`, cut, true), cut);
  // All in half precision moves the boxes by 4.9e-2 of their range, two blocks fewer in single by 3.9e-2 (bar:parity).
  image.graph.keepSingle();
  blocks.slice(CUT + 1).forEach((block, i) => {
    tail = tvBlock(tail, `${after}.${i + 1}`, block);
  });
  return [wide, lastConv(tail, `${after}.${blocks.length - CUT}`)];
}

/** Halves the size: narrow, filter each channel, widen. */
function extra(x: Tensor, key: string, out: number): Tensor {
  const mid = out / 2;
  const narrow = relu6(convBn(x, pairOf(`${key}.0`), { out: mid, kernel: 1 }));
  const filtered = relu6(convBn(narrow, pairOf(`${key}.1`), { out: mid, kernel: 3, stride: 2, groups: mid }));
  return relu6(convBn(filtered, pairOf(`${key}.2`), { out, kernel: 1 }));
}

/** `columns` values for each anchor: map by map, row by row, anchor by anchor. */
function head(maps: readonly Tensor[], key: string, columns: number): Tensor {
  const parts = maps.map((map, i) => {
    const channels = map.shape[1]!;
    const layer = { out: channels, kernel: 3, groups: channels };
    const filtered = relu6(convBn(map, pairOf(`${key}.module_list.${i}.0`), layer));
    const out = ANCHORS * columns;
    const found = convLayer(filtered, `${key}.module_list.${i}.1`, { out, kernel: 1, bias: true });
    return reshape(transpose(found, [0, 2, 3, 1]), [1, -1, columns]);
  });
  return concat(parts, 1);
}
