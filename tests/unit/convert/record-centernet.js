/**
 * Records what TensorFlow.js itself makes of the CenterNet model, as centernet.tfjs.json beside this file. TFJS is no
 * dependency of ours, so it is installed elsewhere for the occasion:
 *
 *   npm i --prefix /tmp/tfjs @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-converter@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
 *   node tests/unit/convert/record-centernet.js /tmp/tfjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const installed = process.argv[2];
const require = createRequire(join(installed, 'package.json'));
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');
const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');
require('@tensorflow/tfjs-backend-cpu');
setWasmPaths(join(installed, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'));
await tf.setBackend('wasm');
await tf.ready();

const folder = join(import.meta.dirname, '../../../node_modules/@vladmandic/human/models');
const json = JSON.parse(readFileSync(join(folder, 'centernet.json'), 'utf8'));
const weights = readFileSync(join(folder, 'centernet.bin'));
const model = await loadGraphModel({
  load: async () => ({
    modelTopology: json.modelTopology,
    weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
    weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
    format: json.format,
  }),
});

const SIDE = 512;
/** The same picture as `stripes` in the test. */
const tri = (value, period) => Math.abs((value % (2 * period)) - period) / period;
const stripes = (c, y, x) =>
  Math.floor(255 * (0.5 * tri(x + 2 * y, 61) + 0.5 * tri(3 * x + y * (c + 1), 149)));

const pixels = new Float32Array(SIDE * SIDE * 3);
for (let y = 0; y < SIDE; y++)
  for (let x = 0; x < SIDE; x++)
    for (let c = 0; c < 3; c++) pixels[(y * SIDE + x) * 3 + c] = stripes(c, y, x);

const names = ['tower_0/keypoints', 'tower_0/wh', 'tower_0/detections'];
const input = tf.tensor(pixels, [1, SIDE, SIDE, 3]);
const results = model.execute({ 'tower_0/images': input }, names);
const record = { tfjs: tf.version_core, backend: tf.getBackend(), outputs: {} };
for (const [i, name] of names.entries()) {
  const data = await results[i].data();
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const std = Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
  const indices =
    name === 'tower_0/detections'
      ? [...data.keys()]
      : Array.from({ length: 256 }, (_, k) => Math.floor((k * (data.length - 1)) / 255));
  // NHWC, as TFJS has it.
  record.outputs[name] = {
    shape: results[i].shape,
    std,
    samples: indices.map((index) => [index, data[index]]),
  };
}
writeFileSync(join(import.meta.dirname, 'centernet.tfjs.json'), JSON.stringify(record));
