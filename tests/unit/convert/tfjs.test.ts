/** Small hand-made TFJS graphs against TensorFlow's definitions of their operators, written out as plain loops. */
import { describe, expect, it } from 'vitest';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { lowerNhwc } from '#export/convert/nhwc-lowering.ts';
import { networkFromTfjs } from '#export/convert/tfjs.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';

interface NodeSpec {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, unknown>;
}
interface Weight {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: object;
}
const [HEIGHT, WIDTH, CHANNELS] = [5, 7, 3];
const text = (word: string) => ({ s: btoa(word) });
const list = (...i: number[]) => ({ list: { i: i.map(String) } });
const placeholder: NodeSpec = {
  name: 'x',
  op: 'Placeholder',
  attr: { shape: { shape: { dim: [1, HEIGHT, WIDTH, CHANNELS].map((size) => ({ size: String(size) })) } } },
};
const constant = (name: string): NodeSpec => ({ name, op: 'Const' });
const floats = (count: number, scale = 1) =>
  Float32Array.from({ length: count }, (_, i) => (((i * 7919) % 41) / 20 - 1) * scale);

const modelJson = (node: NodeSpec[], weights: Weight[]) =>
  JSON.stringify({
    format: 'graph-model',
    modelTopology: { node },
    weightsManifest: [{ paths: ['w.bin'], weights }],
  });

/** Runs the graph at its native size; picture and result are [H,W,C]. */
async function run(
  node: NodeSpec[],
  weights: Weight[],
  bytes: Uint8Array,
  output: string,
  picture: Float32Array,
) {
  const network = networkFromTfjs(modelJson(node, weights), [bytes], [output]);
  const graph = new GraphBuilder();
  const { value } = lowerNhwc(graph, network, network.input.size);
  graph.output('y', value(output));
  const area = HEIGHT * WIDTH;
  const data = Float32Array.from(picture, (_, i) => picture[(i % area) * CHANNELS + Math.floor(i / area)]!);
  const { y } = await runOnnx(writeOnnx(graph.finish()), {
    image: { shape: [1, CHANNELS, HEIGHT, WIDTH], data },
  });
  const [, channels = 0, height = 0, width = 0] = y!.shape;
  const at = (row: number, column: number, channel: number) =>
    y!.data[(channel * height + row) * width + column]!;
  return { height, width, channels, at };
}

const picture = floats(HEIGHT * WIDTH * CHANNELS);
/** 0 outside, as TensorFlow pads. */
const pixel = (row: number, column: number, channel: number) =>
  row < 0 || column < 0 || row >= HEIGHT || column >= WIDTH
    ? 0
    : picture[(row * WIDTH + column) * CHANNELS + channel]!;
/** The first row or column of a "SAME" window, by TensorFlow's rule: the odd cell of padding goes to the end. */
const sameStart = (i: number, side: number, kernel: number, stride: number, dilation = 1) => {
  const reach = (kernel - 1) * dilation + 1;
  const total = Math.max((Math.ceil(side / stride) - 1) * stride + reach - side, 0);
  return i * stride - Math.floor(total / 2);
};

describe('a TFJS graph', { timeout: 60_000 }, () => {
  it.each([
    [3, 2, 1],
    [3, 1, 2],
    [2, 2, 1],
    [5, 3, 1],
  ])('convolves %i×%i-wise with stride and dilation as TensorFlow does', async (k, stride, dilation) => {
    const out = 4;
    const kernel = floats(k * k * CHANNELS * out);
    const bias = floats(out);
    const node: NodeSpec[] = [
      placeholder,
      constant('k'),
      constant('b'),
      {
        name: 'y',
        op: '_FusedConv2D',
        input: ['x', 'k', 'b'],
        attr: {
          strides: list(1, stride, stride, 1),
          dilations: list(1, dilation, dilation, 1),
          padding: text('SAME'),
          data_format: text('NHWC'),
          fused_ops: { list: { s: ['BiasAdd', 'Relu'].map((word) => btoa(word)) } },
        },
      },
    ];
    const bytes = new Uint8Array([...new Uint8Array(kernel.buffer), ...new Uint8Array(bias.buffer)]);
    const weights: Weight[] = [
      { name: 'k', shape: [k, k, CHANNELS, out], dtype: 'float32' },
      { name: 'b', shape: [out], dtype: 'float32' },
    ];
    const y = await run(node, weights, bytes, 'y', picture);
    expect([y.height, y.width, y.channels]).toEqual([
      Math.ceil(HEIGHT / stride),
      Math.ceil(WIDTH / stride),
      out,
    ]);
    for (let r = 0; r < y.height; r++)
      for (let c = 0; c < y.width; c++)
        for (let o = 0; o < out; o++) {
          let sum = bias[o]!;
          const [top, left] = [
            sameStart(r, HEIGHT, k, stride, dilation),
            sameStart(c, WIDTH, k, stride, dilation),
          ];
          for (let i = 0; i < k; i++)
            for (let j = 0; j < k; j++)
              for (let m = 0; m < CHANNELS; m++)
                sum +=
                  pixel(top + i * dilation, left + j * dilation, m) *
                  kernel[((i * k + j) * CHANNELS + m) * out + o]!;
          expect(y.at(r, c, o)).toBeCloseTo(Math.max(sum, 0), 4);
        }
  });

  it('convolves channels apart, with several outputs a channel', async () => {
    const [k, multiplier] = [3, 2];
    const kernel = floats(k * k * CHANNELS * multiplier);
    const node: NodeSpec[] = [
      placeholder,
      constant('k'),
      {
        name: 'y',
        op: 'DepthwiseConv2dNative',
        input: ['x', 'k'],
        attr: { strides: list(1, 1, 1, 1), padding: text('VALID') },
      },
    ];
    const weights: Weight[] = [{ name: 'k', shape: [k, k, CHANNELS, multiplier], dtype: 'float32' }];
    const y = await run(node, weights, new Uint8Array(kernel.buffer), 'y', picture);
    expect([y.height, y.width, y.channels]).toEqual([HEIGHT - 2, WIDTH - 2, CHANNELS * multiplier]);
    for (let r = 0; r < y.height; r++)
      for (let c = 0; c < y.width; c++)
        for (let o = 0; o < y.channels; o++) {
          let sum = 0;
          for (let i = 0; i < k; i++)
            for (let j = 0; j < k; j++)
              sum += pixel(r + i, c + j, Math.floor(o / multiplier)) * kernel[(i * k + j) * y.channels + o]!;
          expect(y.at(r, c, o)).toBeCloseTo(sum, 4);
        }
  });

  it.each(['AvgPool', 'MaxPool'])('pools without counting what lies outside: %s', async (op) => {
    const attr = { ksize: list(1, 3, 3, 1), strides: list(1, 2, 2, 1), padding: text('SAME') };
    const y = await run(
      [placeholder, { name: 'y', op, input: ['x'], attr }],
      [],
      new Uint8Array(),
      'y',
      picture,
    );
    for (let r = 0; r < y.height; r++)
      for (let c = 0; c < y.width; c++) {
        const inside: number[] = [];
        const [top, left] = [sameStart(r, HEIGHT, 3, 2), sameStart(c, WIDTH, 3, 2)];
        for (let i = top; i < top + 3; i++)
          for (let j = left; j < left + 3; j++)
            if (i >= 0 && j >= 0 && i < HEIGHT && j < WIDTH) inside.push(pixel(i, j, 1));
        const expected =
          op === 'MaxPool' ? Math.max(...inside) : inside.reduce((a, b) => a + b, 0) / inside.length;
        expect(y.at(r, c, 1)).toBeCloseTo(expected, 5);
      }
  });

  it.each([
    ['half_pixel_centers', (i: number, scale: number) => (i + 0.5) * scale - 0.5],
    ['none', (i: number, scale: number) => i * scale],
  ] as const)('resizes with %s as TensorFlow does', async (attribute, position) => {
    const [height, width] = [10, 14];
    const node: NodeSpec[] = [
      placeholder,
      constant('size'),
      {
        name: 'y',
        op: 'ResizeBilinear',
        input: ['x', 'size'],
        attr: { align_corners: { b: false }, half_pixel_centers: { b: attribute === 'half_pixel_centers' } },
      },
    ];
    const bytes = new Uint8Array(Int32Array.of(height, width).buffer);
    const y = await run(node, [{ name: 'size', shape: [2], dtype: 'int32' }], bytes, 'y', picture);
    const clamp = (i: number, side: number) => Math.min(Math.max(i, 0), side - 1);
    for (let r = 0; r < height; r++)
      for (let c = 0; c < width; c++) {
        const [v, u] = [clamp(position(r, 0.5), HEIGHT), clamp(position(c, 0.5), WIDTH)];
        const [top, left] = [Math.floor(v), Math.floor(u)];
        const [bottom, right] = [clamp(top + 1, HEIGHT), clamp(left + 1, WIDTH)];
        const [fv, fu] = [v - top, u - left];
        const expected =
          (pixel(top, left, 2) * (1 - fu) + pixel(top, right, 2) * fu) * (1 - fv) +
          (pixel(bottom, left, 2) * (1 - fu) + pixel(bottom, right, 2) * fu) * fv;
        expect(y.at(r, c, 2)).toBeCloseTo(expected, 4);
      }
  });

  it('reads weights quantised to bytes, in whatever order the nodes stand', async () => {
    const node: NodeSpec[] = [
      { name: 'y', op: 'Mul', input: ['x:0', 'gain', '^ignored'] },
      { name: 'ignored', op: 'NoOp' },
      constant('gain'),
      placeholder,
    ];
    const quantization = { dtype: 'uint8', scale: 0.5, min: -1 };
    const weights: Weight[] = [{ name: 'gain', shape: [CHANNELS], dtype: 'float32', quantization }];
    const y = await run(node, weights, Uint8Array.of(0, 2, 6), 'y', picture);
    expect(y.at(1, 2, 0)).toBeCloseTo(-pixel(1, 2, 0), 6);
    expect(y.at(1, 2, 1)).toBeCloseTo(0, 6);
    expect(y.at(1, 2, 2)).toBeCloseTo(2 * pixel(1, 2, 2), 6);
  });
});

describe('a TFJS graph that is wrong', () => {
  const relu: NodeSpec = { name: 'y', op: 'Relu', input: ['x'] };
  const weight: Weight = { name: 'w', shape: [4], dtype: 'float32' };
  const codeOf = (json: string, bytes = new Uint8Array(), outputs = ['y']) => {
    try {
      networkFromTfjs(json, [bytes], outputs);
      return undefined;
    } catch (error) {
      if (!(error instanceof VitrineError)) throw error;
      return error.code;
    }
  };

  it.each([
    ['is not JSON', '<html>', 'bad-file'],
    ['is another JSON', '{"format":"layers-model"}', 'bad-file'],
    ['claims more weights than there are', modelJson([placeholder, relu], [weight]), 'bad-file'],
    [
      'claims an absurd shape',
      modelJson([placeholder, relu], [{ ...weight, shape: [1e12, 1e12] }]),
      'bad-file',
    ],
    ['has no such output', modelJson([placeholder], []), 'bad-file'],
    ['has no input', modelJson([{ ...relu, input: [] }], []), 'bad-file'],
    [
      'turns in a circle',
      modelJson([placeholder, { ...relu, input: ['z'] }, { name: 'z', op: 'Relu', input: ['y'] }], []),
      'bad-file',
    ],
    ['uses an operator we do not know', modelJson([placeholder, { ...relu, op: 'LSTM' }], []), 'unsupported'],
  ])('%s: it is refused', (_, json, code) => {
    expect(codeOf(json)).toBe(code);
  });

  it('has bytes left over: it is refused', () => {
    expect(codeOf(modelJson([placeholder, relu], []), new Uint8Array(4))).toBe('bad-file');
  });
});
