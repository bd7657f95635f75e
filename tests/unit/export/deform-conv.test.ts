import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { GraphBuilder } from '#export/graph-builder.ts';
import { deformConv } from '#export/ops/deform-conv.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

// Starting onnxruntime takes seconds where many tests run at once.
vi.setConfig({ testTimeout: 60_000 });

const tensorSchema = v.object({
  shape: v.array(v.number()),
  data: v.pipe(
    v.array(v.number()),
    v.transform((data) => Float32Array.from(data)),
  ),
});

const schema = v.object({
  cases: v.array(
    v.object({
      name: v.string(),
      stride: v.number(),
      pad: v.number(),
      dilation: v.number(),
      groups: v.number(),
      x: tensorSchema,
      weight: tensorSchema,
      offset: tensorSchema,
      modulation: tensorSchema,
      y: tensorSchema,
    }),
  ),
});

/** By torchvision: record-deform-conv.py beside it. */
const fixture = join(import.meta.dirname, '../../fixtures/export/deform-conv.json');
const { cases } = v.parse(schema, JSON.parse(readFileSync(fixture, 'utf8')));

describe('a deformable convolution gives what torchvision gives', () => {
  test.each(cases)('$name', async ({ x, weight, offset, modulation, y, stride, pad, dilation, groups }) => {
    const graph = new GraphBuilder();
    const inputs = {
      offset: graph.input('offset', offset.shape),
      modulation: graph.input('modulation', modulation.shape),
    };
    const kernel = graph.constant({ type: 'float32', ...weight });
    const options = { ...inputs, stride, pad, dilation, groups };
    graph.output('y', deformConv(graph.input('x', x.shape), kernel, options));
    const found = (await runOnnx(writeOnnx(graph.finish()), { x, offset, modulation }))['y']!;
    expect(found.shape).toEqual(y.shape);
    found.data.forEach((value, i) => expect(value).toBeCloseTo(y.data[i]!, 4));
  });
});

test('a deformable convolution names what has a wrong shape', () => {
  const graph = new GraphBuilder();
  const x = graph.input('x', [1, 4, 5, 7]);
  const weight = graph.input('weight', [6, 4, 3, 3]);
  const offset = graph.input('offset', [1, 18, 5, 7]);
  const modulation = graph.input('modulation', [1, 8, 5, 7]);
  expect(() => deformConv(x, weight, { offset, modulation, pad: 1 })).toThrow(
    'modulation must be [1,9,5,7], got [1,8,5,7]',
  );
});
