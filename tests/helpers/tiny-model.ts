import type { ModelFile } from '#core/io-spec.ts';
import { sha256Of } from '#workers/sha256.ts';
import { finishExport } from '#export/export-model.ts';
import { GraphBuilder, type Tensor } from '#export/graph-builder.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { relu, sigmoid } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { add } from '#export/ops/elementwise.ts';
import { float32, sizeOf } from '#export/tensor-data.ts';

export interface TinyModel {
  file: ModelFile;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface TinyOptions {
  side?: number;
  /** Channels of the inner layers, and how many there are: the network's cost. */
  width?: number;
  layers?: number;
}

/**
 * Networks of filler weights with the inputs and outputs of real families, so that the whole pipeline can run them at
 * sizes that software adapters bear. `mcnn` counts, `selfie-segmentation` mattes.
 */
export async function tinyModel(
  model: 'mcnn' | 'selfie-segmentation',
  options: TinyOptions = {},
): Promise<TinyModel> {
  const { side = 64, width = 8, layers = 2 } = options;
  const builder = new GraphBuilder({ name: `tiny ${model}` });
  const isCounting = model === 'mcnn';
  const input = { name: 'image', shape: [1, isCounting ? 1 : 3, side, side] };
  let x = builder.input(input.name, input.shape);
  // Bytes come in for counting and 0..1 for matting: both leave the first layer small.
  x = layer(x, width, isCounting ? 1 / 255 : 1, isCounting ? 4 : 1);
  for (let i = 1; i < layers; i++) x = layer(x, width);
  x = conv(x, filler(builder, [1, width, 1, 1], 1));
  const output = { name: isCounting ? 'density' : 'alpha', shape: x.shape };
  builder.output(output.name, isCounting ? relu(x) : sigmoid(x));
  const bytes = writeOnnx(builder.finish());
  const file: ModelFile = {
    model,
    variant: isCounting ? 'shanghaitech-a' : 'square',
    format: 'onnx',
    precision: 'fp32',
    size: { width: side, height: side },
    file: `tiny-${model}-${side}-${width}-${layers}.onnx`,
    bytes: bytes.length,
    sha256: await sha256Of(bytes),
    input,
    outputs: [output],
    trained: false,
  };
  return { file, bytes };
}

/** Gives its picture, of bytes, added to what it gave before; its input and output are those of a tiny `mcnn`. */
export async function rememberingModel(side = 64): Promise<TinyModel> {
  const { file } = await tinyModel('mcnn', { side });
  const builder = new GraphBuilder({ name: 'remembering' });
  const image = builder.input(file.input.name, file.input.shape);
  const sum = add(image, builder.input('before', file.input.shape));
  builder.output('density', sum);
  builder.state('after', sum, 'before');
  const bytes = writeOnnx(builder.finish());
  const states = [{ input: { name: 'before', shape: file.input.shape }, output: 'after' }];
  const outputs = [{ name: 'density', shape: file.input.shape }];
  return { file: { ...file, file: 'remembering.onnx', bytes: bytes.length, outputs, states }, bytes };
}

/** Two activations in a row behind a convolution, as a file of ours has them; input and output of a tiny `mcnn`. */
export async function twiceActivatedModel(side = 64): Promise<TinyModel> {
  const { file } = await tinyModel('mcnn', { side });
  const builder = new GraphBuilder({ name: 'twice activated' });
  const x = conv(builder.input(file.input.name, file.input.shape), filler(builder, [1, 1, 3, 3], 1 / 255), {
    pad: 1,
  });
  builder.output('density', sigmoid(relu(x)));
  const { bytes, outputs } = finishExport(builder.finish(), 'fp32', []);
  return { file: { ...file, file: 'twice-activated.onnx', bytes: bytes.length, outputs }, bytes };
}

function layer(x: Tensor, out: number, scale = 1, stride = 1): Tensor {
  return relu(conv(x, filler(x.graph, [out, x.shape[1] ?? 1, 3, 3], scale), { pad: 1, stride }));
}

/** Small numbers of both signs that repeat on every machine. */
function filler(builder: GraphBuilder, shape: readonly number[], scale: number): Tensor {
  const spread = scale * Math.sqrt(2 / sizeOf(shape.slice(1)));
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i * 12.9898 + 1) * spread);
  return builder.constant(float32(shape, values));
}
