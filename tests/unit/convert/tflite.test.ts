import { describe, expect, it } from 'vitest';
import { VitrineError } from '#core/errors/vitrine-error.ts';
import { networkFromTflite } from '#export/convert/tflite.ts';
import { withMetadata } from '#export/convert/tflite-metadata.ts';
import { readTflite } from '#export/convert/tflite-reader.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { program } from '#models/selfie-segmentation/network.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';
import { packageFile } from '#tests/helpers/package-file.ts';

const square = packageFile('@mediapipe/selfie_segmentation/selfie_segmentation.tflite');
const landscape = packageFile('@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite');

async function convert(file: Uint8Array, width: number, height: number) {
  if (program.from !== 'graph') throw new TypeError('a graph program is expected');
  return program.convert(new Map([['selfie.tflite', file]]), { size: { width, height }, config: {} });
}

/** The error's code, or undefined when nothing was thrown; anything but a VitrineError fails the test. */
function codeOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error;
    return error.code;
  }
}

describe('a TFLite file', { timeout: 60_000 }, () => {
  it('is read with its float16 weights widened', () => {
    const { input, nodes, outputs } = networkFromTflite(square);
    expect(input).toMatchObject({ size: { width: 256, height: 256 }, channels: 3 });
    expect(outputs).toHaveLength(1);
    const [first] = nodes;
    expect(first?.op).toMatchObject({ kind: 'conv', stride: [2, 2], padding: 'same', groups: 1 });
    expect(first?.op.kind === 'conv' && first.op.kernel.shape).toEqual([16, 3, 3, 3]);
    // MobileNetV3 has 11 hard-swishes; MediaPipe's own operator closes the decoder.
    expect(nodes.filter(({ op }) => op.kind === 'activation' && op.activation === 'hard-swish')).toHaveLength(
      11,
    );
    expect(nodes.filter(({ op }) => op.kind === 'conv-transpose')).toHaveLength(1);
  });

  it.each([
    ['square', square, 256, 256],
    ['landscape', landscape, 256, 144],
    ['square at another size', square, 64, 128],
  ] as const)('becomes a matte in 0..1, %s', async (_, file, width, height) => {
    const graph = await convert(file, width, height);
    expect(graph.nodes.map((node) => node.op)).not.toContain('Transpose');
    const data = Float32Array.from({ length: 3 * width * height }, (_, i) => ((i * 37) % 101) / 100);
    const { alpha } = await runOnnx(writeOnnx(graph), { image: { shape: [1, 3, height, width], data } });
    expect(alpha!.shape).toEqual([1, 1, height, width]);
    expect(alpha!.data.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it('is refused with a plain word when it is cut off anywhere', () => {
    for (let length = 0; length < square.length; length += 3571) {
      expect(codeOf(() => networkFromTflite(square.slice(0, length)))).toBe('bad-file');
    }
  });

  it('never makes the reader read outside it, whatever is flipped', () => {
    let state = 1;
    const random = (limit: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % limit;
    };
    // Tables, vectors and offsets are mostly at the end of these files; weights before them.
    for (let round = 0; round < 400; round++) {
      const broken = square.slice();
      for (let i = 0; i < 8; i++) broken[square.length - 1 - random(40_000)] = random(256);
      expect(['bad-file', 'unsupported', 'bad-shape', undefined]).toContain(
        codeOf(() => networkFromTflite(broken)),
      );
    }
  });

  it('is refused when it is something else', () => {
    expect(codeOf(() => readTflite(new TextEncoder().encode('<!doctype html><title>404</title>')))).toBe(
      'bad-file',
    );
  });
});

describe('metadata for MediaPipe', () => {
  const added = withMetadata(square, 'selfie', { mean: [0, 0, 0], std: [255, 255, 255] });

  it('leaves the model what it was', () => {
    expect(readTflite(added).operators.length).toBe(readTflite(square).operators.length);
    const [before, after] = [networkFromTflite(square), networkFromTflite(added)];
    expect(after.nodes).toEqual(before.nodes);
  });

  it('keeps every buffer at the alignment that its runtime maps it with', () => {
    const misaligned = readTflite(added).tensors.filter(
      ({ bytes }) => bytes.length > 0 && bytes.byteOffset % 16 !== 0,
    );
    expect(misaligned.map(({ name }) => name)).toEqual([]);
  });

  it('is not added twice', () => {
    expect(withMetadata(added, 'selfie', { mean: [0], std: [255] })).toBe(added);
  });
});
