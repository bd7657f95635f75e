/**
 * The selfie segmenter through our converter and onnxruntime, against MediaPipe's own runtime on the same pixels.
 * It also shows that MediaPipe accepts the metadata that we add.
 */
import { FilesetResolver, ImageSegmenter } from '@mediapipe/tasks-vision';
import landscapeUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url';
import squareUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.tflite?url';
import * as ort from 'onnxruntime-web/wasm';
import ortWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { expect, it } from 'vitest';
import { place } from '#core/geometry.ts';
import { preprocess } from '#core/preprocess.ts';
import { withMetadata } from '#export/convert/tflite-metadata.ts';
import { writeOnnx } from '#export/onnx-writer.ts';
import { manifest } from '#models/selfie-segmentation/manifest.ts';
import { program } from '#models/selfie-segmentation/network.ts';

ort.env.wasm.wasmPaths = { wasm: ortWasmUrl };
ort.env.wasm.numThreads = 1;

/** Somebody before a wall, as far as a segmenter is concerned. */
function drawPerson(width: number, height: number): ImageData {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const ellipse = (x: number, y: number, rx: number, ry: number, colour: string) => {
    context.fillStyle = colour;
    context.beginPath();
    context.ellipse(x * width, y * height, rx * height, ry * height, 0, 0, 2 * Math.PI);
    context.fill();
  };
  const wall = context.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, '#8aa');
  wall.addColorStop(1, '#456');
  context.fillStyle = wall;
  context.fillRect(0, 0, width, height);
  ellipse(0.5, 1.05, 0.42, 0.4, '#234a7a');
  ellipse(0.5, 0.62, 0.09, 0.16, '#d9a98a');
  ellipse(0.5, 0.4, 0.2, 0.26, '#3a2418');
  ellipse(0.5, 0.43, 0.165, 0.22, '#e0b193');
  for (const side of [-1, 1]) {
    ellipse(0.5 + (side * 0.06 * height) / width, 0.4, 0.025, 0.015, '#fff');
    ellipse(0.5 + (side * 0.06 * height) / width, 0.4, 0.012, 0.012, '#222');
  }
  ellipse(0.5, 0.54, 0.05, 0.015, '#a44');
  return context.getImageData(0, 0, width, height);
}

async function mediapipeMask(file: Uint8Array, image: ImageData): Promise<Float32Array> {
  const fileset = await FilesetResolver.forVisionTasks('/node_modules/@mediapipe/tasks-vision/wasm');
  const segmenter = await ImageSegmenter.createFromOptions(fileset, {
    baseOptions: { modelAssetBuffer: file, delegate: 'CPU' },
    runningMode: 'IMAGE',
    outputConfidenceMasks: true,
    outputCategoryMask: false,
  });
  const result = segmenter.segment(image);
  const mask = result.confidenceMasks![0]!.getAsFloat32Array().slice();
  result.close();
  segmenter.close();
  return mask;
}

async function ourAlpha(file: Uint8Array, image: ImageData): Promise<Float32Array> {
  if (program.from !== 'graph') throw new TypeError('a graph program is expected');
  const graph = await program.convert(new Map([['selfie.tflite', file]]), { size: image, config: {} });
  const session = await ort.InferenceSession.create(writeOnnx(graph));
  const data = preprocess(image, manifest.input, place(image, image, manifest.input.fit));
  const input = new ort.Tensor('float32', data, [1, 3, image.height, image.width]);
  const { alpha } = await session.run({ image: input });
  await session.release();
  return alpha!.data as Float32Array;
}

it.each([
  ['square', squareUrl, 256, 256],
  ['landscape', landscapeUrl, 256, 144],
] as const)('the %s model gives the same matte in both', async (_, url, width, height) => {
  const file = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const image = drawPerson(width, height);
  const expected = await mediapipeMask(withMetadata(file, manifest.title, { mean: [0], std: [255] }), image);
  const found = await ourAlpha(file, image);
  expect(found.length).toBe(expected.length);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0);
  expect(worst).toBeLessThan(1e-3);
  // Both halves of the scale occur, so that the comparison means something.
  expect(Math.max(...expected)).toBeGreaterThan(0.8);
  expect(Math.min(...expected)).toBeLessThan(0.2);
});
