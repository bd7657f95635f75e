import { describe, expect, it } from 'vitest';
import type { DetectorTensor } from '#core/decoder.ts';
import { decodePlainBoxes } from '#core/plain-box-decoder.ts';
import { finishExport } from '#export/export-model.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { mul } from '#export/ops/elementwise.ts';
import { transpose } from '#export/ops/shape.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';
import type { BoxForm } from '#workers/export/export.api.ts';
import { plainBoxOutputs, plainBoxes } from '#workers/export/plain-boxes.ts';

const size = { width: 200, height: 100 };
const base: BoxForm = {
  boxes: 'list',
  scores: 'list',
  rows: 'candidates',
  corners: 'centre-size',
  unit: 'pixels',
  objectness: false,
};

/** What is found in a list [1,N,columns] of this form. */
async function found(rows: readonly (readonly number[])[], change: Partial<BoxForm> = {}) {
  const form = { ...base, ...change };
  const columns = rows[0]?.length ?? 0;
  const graph = new GraphBuilder();
  const input = graph.input('list', [1, rows.length, columns]);
  // A detector's list comes out of its graph, not straight from the input.
  const list = mul(input, 1);
  const given = form.rows === 'columns' ? transpose(list, [0, 2, 1]) : list;
  for (const [name, value] of Object.entries(plainBoxes({ list: given }, form, size)))
    graph.output(name, value);
  const { bytes } = finishExport(graph.finish(), 'fp32', []);
  const tensor = { shape: [1, rows.length, columns], data: Float32Array.from(rows.flat()) };
  const results = await runOnnx(bytes, { list: tensor });
  const outputs: Record<string, DetectorTensor> = {};
  for (const spec of plainBoxOutputs) {
    const { shape, data } = results[spec.name]!;
    const isSparse = spec.meaning === 'detector' && spec.transfer === 'sparse';
    outputs[spec.name] = isSparse
      ? { transfer: 'sparse', shape, indices: Uint32Array.from(data.keys()), values: data }
      : { transfer: 'dense', shape, data };
  }
  const candidates = decodePlainBoxes(outputs, { model: size, scoreThreshold: 0.5 });
  return candidates.map(({ box, classIndex, score }) => ({
    ...box,
    classIndex,
    score: Math.round(score * 100) / 100,
  }));
}

const expected = [{ left: 40, top: 30, right: 60, bottom: 50, classIndex: 1, score: 0.9 }];

describe('lists of boxes of unknown detectors', () => {
  it('are read as rows and as columns', async () => {
    const rows = [
      [50, 40, 20, 20, 0.1, 0.9],
      [10, 10, 5, 5, 0.2, 0.3],
    ];
    expect(await found(rows)).toEqual(expected);
    expect(await found(rows, { rows: 'columns' })).toEqual(expected);
  });

  it('are read as corners', async () => {
    expect(await found([[40, 30, 60, 50, 0.1, 0.9]], { corners: 'left-top-right-bottom' })).toEqual(expected);
  });

  it('are read as parts of the picture', async () => {
    const [box] = await found([[0.25, 0.4, 0.1, 0.2, 0.1, 0.9]], { unit: 'fraction' });
    expect(box!.left).toBeCloseTo(40, 3);
    expect(box!.bottom).toBeCloseTo(50, 3);
  });

  it('count a score for anything at all in', async () => {
    expect(await found([[50, 40, 20, 20, 0.9, 0.1, 1]], { objectness: true })).toEqual(expected);
    expect(await found([[50, 40, 20, 20, 0.4, 0.1, 1]], { objectness: true })).toEqual([]);
  });

  it('are refused where there are no columns for classes', async () => {
    await expect(found([[50, 40, 20, 20]])).rejects.toThrow(/has no column 5/);
  });
});
