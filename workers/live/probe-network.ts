import type { ModelFile } from '#core/io-spec.ts';
import { GraphBuilder } from '#export/graph-builder.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { relu } from '#export/ops/activation.ts';
import { conv } from '#export/ops/convolution.ts';
import { float32 } from '#export/tensor-data.ts';

const SIDE = 64;
const CHANNELS = 32;
/** Four 3×3 convolutions of 38 MMAC each: enough work to tell engines apart, little enough for a software adapter. */
const LAYERS = 4;

/** A network for timing engines: plain convolutions, the bulk of every model here. Its output means nothing. */
export function probeNetwork(): { bytes: Uint8Array<ArrayBuffer>; file: ModelFile } {
  const shape = [1, CHANNELS, SIDE, SIDE];
  const builder = new GraphBuilder({ name: 'probe' });
  const count = CHANNELS * CHANNELS * 9;
  let x = builder.input('input', shape);
  for (let layer = 0; layer < LAYERS; layer++) {
    // Small numbers of both signs: values neither die out nor grow through the layers, and none is denormal.
    const values = Float32Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898 + layer) / 12);
    x = relu(conv(x, builder.constant(float32([CHANNELS, CHANNELS, 3, 3], values)), { pad: 1 }));
  }
  builder.output('output', x);
  const bytes = writeOnnx(builder.finish());
  const file: ModelFile = {
    model: 'probe',
    variant: 'probe',
    format: 'onnx',
    precision: 'fp32',
    size: { width: SIDE, height: SIDE },
    file: 'probe network',
    bytes: bytes.length,
    sha256: '',
    input: { name: 'input', shape },
    outputs: [{ name: 'output', shape }],
    trained: false,
  };
  return { bytes, file };
}
