/** Published weights on real pictures, held against what the original implementations made of them (goldens/real). */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { place, type Size } from '#core/geometry.ts';
import type { TensorView } from '#core/io-spec.ts';
import { preprocess } from '#core/preprocess.ts';
import { exportModel } from '#export/export-model.ts';
import { manifest as cgnet } from '#models/cgnet/manifest.ts';
import { program as cgnetProgram } from '#models/cgnet/network.ts';
import { manifest as espnetv2 } from '#models/espnetv2/manifest.ts';
import { program as espnetv2Program } from '#models/espnetv2/network.ts';
import { manifest as leyolo } from '#models/leyolo/manifest.ts';
import { program as leyoloProgram } from '#models/leyolo/network.ts';
import type { ModelManifest } from '#models/manifest.ts';
import { manifest as mcnn } from '#models/mcnn/manifest.ts';
import { program as mcnnProgram } from '#models/mcnn/network.ts';
import type { NetworkProgram } from '#models/network-program.ts';
import { runOnnx } from '#tests/helpers/ort-node.ts';
import { readRgba } from '#tests/helpers/read-rgba.ts';
import { shared } from '#tests/helpers/shared-data.ts';

export interface RealVerdict {
  model: string;
  picture: string;
  size: Size;
  /** Largest sample error ÷ standard deviation of the original's output. */
  error: number;
  /** Of counting models: the sum of the map, ours and the original's. */
  count?: { found: number; expected: number };
}

const outputSchema = v.object({
  shape: v.array(v.number()),
  std: v.number(),
  samples: v.array(v.object({ index: v.number(), value: v.number() })),
});
const weightsSchema = v.object({ sha256: v.string() });

const files = {
  cgnet: v.object({
    weights: weightsSchema,
    frames: v.array(v.object({ file: v.string(), logits: outputSchema })),
  }),
  espnetv2: v.object({
    runs: v.array(v.object({ weights: weightsSchema, input_png: v.string(), logits: outputSchema })),
  }),
  leyolo: v.object({
    weights: weightsSchema,
    runs: v.array(v.object({ letterbox_png: v.string(), output0: outputSchema })),
  }),
  mcnn: v.object({
    models: v.array(
      v.object({
        weights: weightsSchema,
        images: v.array(v.object({ gray_png: v.string(), count: v.number(), density: outputSchema })),
      }),
    ),
  }),
};

/** One picture through one variant, by the weights' hash. */
interface RealCase {
  manifest: ModelManifest;
  program: NetworkProgram;
  sha256: string;
  picture: string;
  expected: v.InferOutput<typeof outputSchema>;
  count?: number;
}

/** Those whose weights and picture are at hand; the golden of ESPNetv2 names weights that no manifest has. */
export function realCases(): RealCase[] {
  const read = <T extends v.GenericSchema>(name: string, schema: T): v.InferOutput<T> | undefined => {
    const path = shared(`goldens/real/${name}.json`);
    return path === undefined ? undefined : v.parse(schema, JSON.parse(readFileSync(path, 'utf8')));
  };
  const camvid = read('cgnet-camvid', files.cgnet);
  const frames = (camvid?.frames ?? []).map(({ file, logits }) => ({
    manifest: cgnet,
    program: cgnetProgram,
    sha256: camvid!.weights.sha256,
    picture: `data/camvid/test/images/${/([^/]+)\.png$/.exec(file)?.[1]}.webp`,
    expected: logits,
  }));
  const runs = (read('espnetv2-city', files.espnetv2)?.runs ?? []).map(({ weights, input_png, logits }) => ({
    manifest: espnetv2,
    program: espnetv2Program,
    sha256: weights.sha256,
    picture: `goldens/real/${input_png}`,
    expected: logits,
  }));
  const crowds = (read('mcnn', files.mcnn)?.models ?? []).flatMap(({ weights, images }) =>
    images.map(({ gray_png, count, density }) => ({
      manifest: mcnn,
      program: mcnnProgram,
      sha256: weights.sha256,
      picture: `goldens/real/${gray_png}`,
      expected: density,
      count,
    })),
  );
  const street = read('leyolo-nano-coco', files.leyolo);
  const boxes = (street?.runs ?? []).map(({ letterbox_png, output0 }) => ({
    manifest: leyolo,
    program: leyoloProgram,
    sha256: street!.weights.sha256,
    picture: `goldens/real/${letterbox_png}`,
    expected: output0,
  }));
  return [...frames, ...runs, ...crowds, ...boxes].filter(
    ({ sha256, picture }) => shared(`mirror/${sha256}`) !== undefined && shared(picture) !== undefined,
  );
}

/** Through the manifest: its input spec, its variant's configuration, its checkpoint format. */
export async function holdReal(real: RealCase): Promise<RealVerdict> {
  const { manifest, program, sha256, picture, expected } = real;
  const variant = manifest.variants.find(({ source }) => 'sha256' in source && source.sha256 === sha256);
  if (!variant) throw new Error(`no variant of ${manifest.id} has the weights ${sha256}`);
  const image = await readRgba(shared(picture)!);
  const model = await exportModel({
    program,
    files: new Map([[sha256, readFileSync(shared(`mirror/${sha256}`)!)]]),
    format: variant.checkpoint,
    size: image,
    precision: 'fp32',
    // The outputs that the original gives, where the page asks for others.
    config: { ...variant.config, upsample: true, apart: false },
  });
  const input = manifest.input;
  const data = preprocess(image, input, place(image, image, input.fit));
  const results = await runOnnx(model.bytes, { [model.input.name]: { shape: model.input.shape, data } });
  const [found] = Object.values(results) as [TensorView];
  if (found.shape.join() !== expected.shape.join()) {
    throw new Error(`${manifest.id}: expected [${expected.shape.join()}], got [${found.shape.join()}]`);
  }
  const errors = expected.samples.map(({ index, value }) => Math.abs(found.data[index]! - value));
  return {
    model: `${manifest.id} ${variant.id}`,
    picture: picture.replace(/.*\//, ''),
    size: { width: image.width, height: image.height },
    error: Math.max(...errors) / expected.std,
    ...(real.count === undefined
      ? {}
      : { count: { found: found.data.reduce((sum, value) => sum + value, 0), expected: real.count } }),
  };
}
