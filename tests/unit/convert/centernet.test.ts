import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selectAbove } from '#core/select-above.ts';
import { fuseHardActivations } from '#export/convert/hard-activations.ts';
import { lowerNhwc } from '#export/convert/nhwc-lowering.ts';
import type { NhwcNetwork } from '#export/convert/nhwc-network.ts';
import { networkFromTfjs } from '#export/convert/tfjs.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { decode } from '#models/centernet/decode.ts';
import { program } from '#models/centernet/network.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';
import { packageFile } from '#tests/helpers/package-file.ts';

/** What TensorFlow.js made of the same model and picture; see record-centernet.js. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'centernet.tfjs.json'), 'utf8')) as {
  outputs: Record<string, { shape: number[]; std: number; samples: [index: number, value: number][] }>;
};
const SIDE = 512;
const HEAT = 'tower_0/keypoints';
const EXTENTS = 'tower_0/wh';

const json = packageFile('@vladmandic/human/models/centernet.json');
const weights = packageFile('@vladmandic/human/models/centernet.bin');
const files = new Map([
  ['centernet.json', json],
  ['centernet.bin', weights],
]);
const text = new TextDecoder().decode(json);

const tri = (value: number, period: number) => Math.abs((value % (2 * period)) - period) / period;
const stripes = (c: number, y: number, x: number) =>
  Math.floor(255 * (0.5 * tri(x + 2 * y, 61) + 0.5 * tri(3 * x + y * (c + 1), 149)));

function picture(width: number, height: number): { shape: number[]; data: Float32Array } {
  const area = width * height;
  const data = Float32Array.from({ length: 3 * area }, (_, i) =>
    stripes(Math.floor(i / area), Math.floor((i % area) / width), i % width),
  );
  return { shape: [1, 3, height, width], data };
}

async function convert(width: number, height: number) {
  if (program.from !== 'graph') throw new TypeError('a graph program is expected');
  return program.convert(files, { size: { width, height }, config: {} });
}

describe('CenterNet from its TFJS graph', { timeout: 60_000 }, () => {
  const source = networkFromTfjs(text, [weights], [HEAT, EXTENTS]);
  const forms: [string, NhwcNetwork][] = [
    ['as it is', source],
    ['with hard activations fused', fuseHardActivations(source)],
  ];

  it.each(forms)('gives what TensorFlow.js gives, %s', async (_, network) => {
    const graph = new GraphBuilder();
    const { value } = lowerNhwc(graph, network, { width: SIDE, height: SIDE });
    graph.output('heat', value(HEAT));
    graph.output('wh', value(EXTENTS));
    const outputs = await runOnnx(writeOnnx(graph.finish()), { image: picture(SIDE, SIDE) });
    for (const [name, tfjsName] of [
      ['heat', HEAT],
      ['wh', EXTENTS],
    ] as const) {
      const { shape, std, samples } = recorded.outputs[tfjsName]!;
      const channels = shape[3]!;
      const { data } = outputs[name]!;
      const worst = samples.map(([index, expected]) => {
        // Recorded as NHWC.
        const [cell, channel] = [Math.floor(index / channels), index % channels];
        return Math.abs(data[channel * (data.length / channels) + cell]! - expected);
      });
      expect(Math.max(...worst) / std).toBeLessThan(1e-3);
    }
  });

  it('decodes to the boxes of the graph’s own tail', async () => {
    const { samples } = recorded.outputs['tower_0/detections']!;
    const rows = Array.from({ length: 100 }, (_, row) =>
      samples.slice(row * 6, row * 6 + 6).map(([, v]) => v),
    );
    const lowest = Math.min(...rows.map((row) => row[4]!));
    const model = { width: SIDE, height: SIDE };
    const { peaks, wh } = await runOnnx(writeOnnx(await convert(SIDE, SIDE)), { image: picture(SIDE, SIDE) });
    const threshold = lowest * (1 - 1e-4);
    const found = decode(
      {
        peaks: { transfer: 'sparse', ...selectAbove(peaks!, threshold, 5000) },
        wh: { transfer: 'dense', ...wh! },
      },
      { model, scoreThreshold: threshold },
    ).sort((a, b) => b.score - a.score);
    expect(found.length).toBeGreaterThanOrEqual(100);
    rows.forEach(([left, top, right, bottom, score, classIndex], i) => {
      const match = found.find(
        ({ box, ...each }) =>
          each.classIndex === classIndex &&
          Math.abs(box.left - left!) < 0.05 &&
          Math.abs(each.score - score!) < 1e-4,
      );
      expect(match, `row ${i} of TensorFlow.js is missing`).toBeDefined();
      expect(match!.box.top).toBeCloseTo(top!, 1);
      expect(match!.box.right).toBeCloseTo(right!, 1);
      expect(match!.box.bottom).toBeCloseTo(bottom!, 1);
    });
  });

  it.each([
    [32, 32],
    [96, 64],
    [64, 160],
  ])('works at %i × %i', async (width, height) => {
    const graph = await convert(width, height);
    const outputs = await runOnnx(writeOnnx(graph), { image: picture(width, height) });
    expect(outputs['peaks']!.shape).toEqual([1, 80, height / 4, width / 4]);
    expect(outputs['wh']!.shape).toEqual([1, 4, height / 4, width / 4]);
    const { data } = outputs['peaks']!;
    expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
    // A peak is larger than its neighbours or alike, so most cells are none.
    expect(data.filter((value) => value > 0).length / data.length).toBeLessThan(0.35);
  });

  it('leaves no layout changes, no identities and nothing spelled out that has a name', async () => {
    const ops = new Set((await convert(64, 64)).nodes.map((node) => node.op));
    expect([...ops].filter((op) => ['Transpose', 'Identity', 'Clip', 'Cast'].includes(op))).toEqual([]);
    expect(ops.has('HardSwish')).toBe(true);
  });

  it('refuses sizes at which a resize would not end on whole pixels', async () => {
    await expect(convert(40, 64)).rejects.toMatchObject({ code: 'bad-shape' });
  });
});
