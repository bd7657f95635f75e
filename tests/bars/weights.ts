/**
 * Published weights on real pictures, held against the figures that the original implementations reached with them
 * (../shared/goldens/real). Run as the app runs: our readers, export, preprocessing and decoding.
 *   npm run bar:weights
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { iou, place, type FrameBox } from '#core/geometry.ts';
import { argmaxUpsample } from '#core/label-decode.ts';
import { cityscapes19 } from '#core/label-sets/cityscapes-19.ts';

import { manifest as espnetv2 } from '#models/espnetv2/manifest.ts';
import { holdReal, realCases } from '#tests/golden/real.ts';
import { addCamvidFrame, camvidConfusion, camvidFrames } from '#tests/helpers/evaluation-camvid.ts';
import { EvaluationModel } from '#tests/helpers/evaluation-model.ts';
import { meanIou } from '#eval/segmentation.ts';
import { readRgba } from '#tests/helpers/read-rgba.ts';
import { sharedFolder } from '#tests/helpers/shared-data.ts';
import { verdict } from './bench-report.ts';

/** The bars of the issue. */
const MIOU_OFF = 0.005;
const COUNT_OFF = 0.005;
const LEAST_IOU = 0.98;
const SCORE_OFF = 0.01;
const ACCURACY_OFF = 0.003;

if (sharedFolder === undefined)
  throw new Error('no goldens: set VITRINE_DATA to the folder that holds goldens/');
const root = sharedFolder;
const missed: string[] = [];
let checks = 0;

console.log(`machine: ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`);
console.log(
  'fp32, onnxruntime-web WASM in Node, 1 thread; pictures decoded by sharp, prepared by core/preprocess.ts',
);
console.log('| model | picture | ours | original | off | limit |\n|---|---|---|---|---|---|');
await camvid();
await counts();
await boxes();
await cityscapes();
missed.forEach((line) => console.log(`MISSED ${line}`));
verdict(missed.length === 0 && checks > 0, `bar:weights ${checks} checks, ${missed.length} missed`);

function check(
  what: string,
  picture: string,
  ours: number,
  original: number,
  off: number,
  limit: number,
): void {
  checks++;
  const digits = limit < 0.001 || original < 10 ? 4 : 2;
  const cells = [what, picture, ours.toFixed(digits), original.toFixed(digits), off.toFixed(5), limit];
  console.log(`| ${cells.join(' | ')} |`);
  if (!(off <= limit)) missed.push(`${what} on ${picture}: ${off.toFixed(5)} off, at most ${limit}`);
}

function golden<T extends v.GenericSchema>(name: string, schema: T): v.InferOutput<T> {
  return v.parse(schema, JSON.parse(readFileSync(join(root, `goldens/real/${name}.json`), 'utf8')));
}

async function camvid(): Promise<void> {
  const schema = v.object({
    overall: v.object({ frames: v.number(), confusion: v.array(v.array(v.number())) }),
  });
  const { overall } = golden('cgnet-camvid', schema);
  const names = camvidFrames(join(root, 'data'));
  if (names.length !== overall.frames)
    throw new Error(`${overall.frames} frames wanted, found ${names.length}`);
  const model = await EvaluationModel.open('cgnet/camvid');
  const confusion = camvidConfusion(model);
  for (const name of names) await addCamvidFrame(join(root, 'data'), name, model, confusion);
  await model.close();
  const [ours, original] = [meanIou(confusion), meanIou(overall.confusion)];
  check(
    'cgnet/camvid mIoU',
    `${names.length} test frames`,
    ours,
    original,
    Math.abs(ours - original),
    MIOU_OFF,
  );
}

async function counts(): Promise<void> {
  for (const real of realCases().filter(({ manifest }) => manifest.id === 'mcnn')) {
    const { model, picture, count } = await holdReal(real);
    const { found, expected } = count!;
    check(`${model} count`, picture, found, expected, Math.abs(found - expected) / expected, COUNT_OFF);
  }
}

/** From the photograph itself, so that our decoding, resizing and letterbox are part of what is held. */
async function boxes(): Promise<void> {
  const found = v.object({
    cls: v.number(),
    score: v.number(),
    xyxy_image: v.tuple([v.number(), v.number(), v.number(), v.number()]),
  });
  const run = v.object({ size: v.number(), detections_conf025_iou07: v.array(found) });
  const picture = await readRgba(join(root, 'data/street/bus.jpg'));
  for (const { size, detections_conf025_iou07: expected } of golden(
    'leyolo-nano-coco',
    v.object({ runs: v.array(run) }),
  ).runs) {
    const model = await EvaluationModel.open('leyolo/nano-coco', { width: size, height: size });
    const ours = await model.detect(picture, 0.25, 0.7);
    await model.close();
    const where = `bus.jpg at ${size}`;
    check(
      'leyolo/nano-coco boxes',
      where,
      ours.length,
      expected.length,
      Math.abs(ours.length - expected.length),
      0,
    );
    for (const {
      cls,
      score,
      xyxy_image: [left, top, right, bottom],
    } of expected) {
      const box: FrameBox = { left, top, right, bottom };
      const same = ours
        .filter(({ classIndex }) => classIndex === cls)
        .sort((a, b) => iou(b.box, box) - iou(a.box, box))[0];
      const name = model.subject.manifest.labels[cls]?.name ?? cls;
      const overlap = same ? iou(same.box, box) : 0;
      check(
        `leyolo/nano-coco ${name}, 1 − IoU`,
        where,
        overlap,
        1,
        1 - overlap,
        Number((1 - LEAST_IOU).toFixed(3)),
      );
      check(
        `leyolo/nano-coco ${name}, score`,
        where,
        same?.score ?? 0,
        score,
        Math.abs((same?.score ?? 0) - score),
        SCORE_OFF,
      );
    }
  }
}

/** Against the coloured ground truth at its own size; pixels of a colour that is no class are left out. */
async function cityscapes(): Promise<void> {
  const run = v.object({
    weights: v.object({ sha256: v.string() }),
    size_wh: v.tuple([v.number(), v.number()]),
    input_png: v.string(),
    pixel_acc_full_res: v.number(),
  });
  const truth = await readRgba(join(root, 'data/street/frankfurt_000001_058914_gtFine_color.png'));
  const classOf = new Map(cityscapes19.map(({ colour: [r, g, b] }, i) => [(r << 16) | (g << 8) | b, i]));
  const whole = place(truth, truth, 'stretch');
  const labels = new Uint16Array(truth.width * truth.height);
  for (const {
    weights,
    size_wh: [width, height],
    input_png,
    pixel_acc_full_res: original,
  } of golden('espnetv2-city', v.object({ runs: v.array(run) })).runs) {
    const variant = espnetv2.variants.find(({ source }) => source.sha256 === weights.sha256);
    if (!variant) {
      console.log(`(no variant has the weights ${weights.sha256.slice(0, 8)}: left out)`);
      continue;
    }
    const model = await EvaluationModel.open(`espnetv2/${variant.id}`, { width, height });
    const { outputs } = await model.run(await readRgba(join(root, 'goldens/real', input_png)));
    await model.close();
    const { shape, data } = outputs['logits']!;
    // Of 20 scores the last is for what is no class, which the original's evaluation leaves out.
    const logits = {
      data,
      width: shape[3]!,
      height: shape[2]!,
      classes: cityscapes19.length,
      layout: 'nchw',
    } as const;
    argmaxUpsample(logits, whole, labels, new Uint32Array(cityscapes19.length));
    let [right, known] = [0, 0];
    for (let i = 0; i < labels.length; i++) {
      const [r, g, b] = truth.data.subarray(4 * i, 4 * i + 3) as unknown as [number, number, number];
      const expected = classOf.get((r << 16) | (g << 8) | b);
      if (expected === undefined) continue;
      known++;
      if (expected === labels[i]) right++;
    }
    const ours = right / known;
    check(
      `espnetv2/${variant.id} pixel accuracy`,
      `frankfurt at ${width}×${height}`,
      ours,
      original,
      Math.abs(ours - original),
      ACCURACY_OFF,
    );
  }
}
