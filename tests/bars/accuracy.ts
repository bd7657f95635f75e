/**
 * Accuracy of trained models on ../shared/data, run as the app runs them: same export, preprocessing and decoding.
 *   npm run bar:accuracy               everything, and compared with accuracy-references.json
 *   npm run bar:accuracy -- --quick    every eighth CamVid frame; compared with nothing but the limits
 *   npm run bar:accuracy -- --record   writes accuracy-references.json
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addCamvidFrame, camvidConfusion, camvidFrames } from '#tests/helpers/evaluation-camvid.ts';
import { countCrowds, crowdCounts } from '#tests/helpers/evaluation-crowd.ts';
import { countingScore } from '#eval/counting.ts';
import { averagePrecision, COCO_IOUS, type LabelledBox, type ScoredBox } from '#eval/detection.ts';
import { EvaluationModel } from '#tests/helpers/evaluation-model.ts';
import { classIous, meanIou, type Confusion } from '#eval/segmentation.ts';
import { readRgba } from '#tests/helpers/read-rgba.ts';
import { shared } from '#tests/helpers/shared-data.ts';

const REFERENCES = join(import.meta.dirname, 'accuracy-references.json');

/** The bar of the issue. */
const LEAST_CGNET_MIOU = 0.65;
/** How far CGNet's mIoU may be from the original implementation's on the same frames. */
const GOLDEN_TOLERANCE = 0.005;
/** Rounding of other machines' kernels; anything beyond is a change. Relative for counts. */
const SLACK = 0.002;

/** As COCO's evaluation is usually run: nearly everything is let through, and NMS removes the doubles. */
const LOW_SCORE = 0.01;
const NMS_IOU = 0.6;

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, record: { type: 'boolean' } },
});
const data = shared('data');
const figures: Record<string, number> = {};
const missed: string[] = [];

if (data === undefined) {
  console.log('bar:accuracy skipped: no labelled data (VITRINE_DATA or ../shared)');
} else {
  console.log(
    'fp32, onnxruntime-web WASM in Node, 1 thread; decoded by sharp, prepared by core/preprocess.ts',
  );
  await segmentation(data);
  for (const id of ['centernet/coco', 'yolox-nano/coco', 'fastestdet/coco']) await detection(data, id);
  await counting(data);
  conclude();
}

async function segmentation(root: string): Promise<void> {
  const names = camvidFrames(root);
  const used = options.quick ? names.filter((_, i) => i % 8 === 0) : names;
  const model = await EvaluationModel.open('cgnet/camvid');
  const labels = model.subject.manifest.labels;
  const confusion = camvidConfusion(model);
  const { perPictureMs } = await overPictures(used, (name) => addCamvidFrame(root, name, model, confusion));
  await model.close();
  const miou = meanIou(confusion);
  const perClass = classIous(confusion).map((iou, i) => `${labels[i]!.name} ${(100 * iou).toFixed(1)}`);
  console.log(`cgnet/camvid 480×360, CamVid test, ${used.length} frames, ${perPictureMs} ms a frame`);
  console.log(`  IoU in %: ${perClass.join(', ')}`);
  console.log(`  mIoU ${miou.toFixed(4)} (at least ${LEAST_CGNET_MIOU})`);
  figures['cgnet/camvid mIoU'] = miou;
  if (miou < LEAST_CGNET_MIOU) missed.push(`cgnet/camvid mIoU ${miou.toFixed(4)} < ${LEAST_CGNET_MIOU}`);
  if (!options.quick) compareWithGolden(miou);
}

function compareWithGolden(miou: number): void {
  const path = shared('goldens/real/cgnet-camvid.json');
  if (path === undefined) return;
  const golden = JSON.parse(readFileSync(path, 'utf8')) as { overall: { confusion: Confusion } };
  const original = meanIou(golden.overall.confusion);
  console.log(`  the original implementation on the same frames: ${original.toFixed(4)}`);
  if (Math.abs(miou - original) > GOLDEN_TOLERANCE) {
    missed.push(`cgnet/camvid mIoU is ${Math.abs(miou - original).toFixed(4)} from the original's`);
  }
}

async function detection(root: string, id: string): Promise<void> {
  const folder = join(root, 'coco128');
  const names = readdirSync(join(folder, 'images')).sort();
  const model = await EvaluationModel.open(id);
  const truth: LabelledBox[] = [];
  const found: ScoredBox[] = [];
  const { perPictureMs } = await overPictures(names, async (image) => {
    const picture = await readRgba(join(folder, 'images', image));
    const lines = readFileSync(join(folder, 'labels', image.replace(/\.\w+$/, '.txt')), 'utf8');
    for (const line of lines.split('\n').filter(Boolean)) {
      // Class, centre and size, relative to the picture.
      const [category = 0, x = 0, y = 0, w = 0, h = 0] = line.split(' ').map(Number);
      const [width, height] = [w * picture.width, h * picture.height];
      const bbox = [x * picture.width - width / 2, y * picture.height - height / 2, width, height] as const;
      truth.push({ image, category, bbox, area: width * height });
    }
    for (const { box, classIndex, score } of await model.detect(picture, LOW_SCORE, NMS_IOU)) {
      const bbox = [box.left, box.top, box.right - box.left, box.bottom - box.top] as const;
      found.push({ image, category: classIndex, bbox, score });
    }
  });
  await model.close();
  const { ap: ap50 } = averagePrecision(truth, found, { iouThresholds: [0.5] });
  const { ap } = averagePrecision(truth, found, { iouThresholds: COCO_IOUS });
  const { width, height } = model.size;
  console.log(`${id} ${width}×${height}, ${names.length} COCO train images, ${perPictureMs} ms an image`);
  console.log(
    `  AP50 ${ap50.toFixed(4)}, AP ${ap.toFixed(4)} (${truth.length} objects; training images flatter)`,
  );
  figures[`${id} AP50`] = ap50;
  figures[`${id} AP`] = ap;
}

async function counting(root: string): Promise<void> {
  const names = [...crowdCounts(root).keys()];
  const sets: [string, string, string[]][] = [
    ['mcnn/shanghaitech-a', 'dense', names.filter((name) => !name.startsWith('sparse/'))],
    ['mcnn/shanghaitech-b', 'sparse', names.filter((name) => name.startsWith('sparse/'))],
  ];
  for (const [id, kind, pictures] of sets) {
    for (const at of ['own size', 'default size'] as const) {
      const { pairs, sizes } = await countCrowds(id, root, pictures, at);
      const lines = pairs.map(({ truth, found }, i) => `${pictures[i]} ${found.toFixed(1)} of ${truth}`);
      const { mae } = countingScore(pairs);
      console.log(`${id} ${sizes.join(', ')}\n  ${lines.join(', ')}`);
      console.log(`  MAE ${mae.toFixed(2)} people on ${pictures.length} ${kind} pictures at their ${at}`);
      figures[`${id} MAE at ${at}`] = mae;
    }
  }
}

async function overPictures(
  names: readonly string[],
  use: (name: string) => Promise<void>,
): Promise<{ perPictureMs: string }> {
  const start = performance.now();
  for (const name of names) await use(name);
  return { perPictureMs: ((performance.now() - start) / names.length).toFixed(0) };
}

function conclude(): void {
  if (options.record) {
    const rounded = Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(4))] as const);
    writeFileSync(REFERENCES, `${JSON.stringify(Object.fromEntries(rounded), undefined, 2)}\n`);
  }
  const references = JSON.parse(readFileSync(REFERENCES, 'utf8')) as Record<string, number>;
  for (const [name, reference] of Object.entries(references)) {
    const figure = figures[name];
    // A part of the frames is another set, with another figure.
    if (options.quick && name.startsWith('cgnet')) continue;
    const isError = name.includes(' MAE');
    const off =
      figure === undefined || (isError ? figure > reference * (1 + SLACK) : figure < reference - SLACK);
    if (off) missed.push(`${name} ${figure?.toFixed(4)}, recorded ${reference}`);
  }
  missed.forEach((line) => console.log(`MISSED ${line}`));
  const short = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(3)}`);
  console.log(`bar:accuracy ${missed.length === 0 ? 'held' : 'missed'}: ${short.join(', ')}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}
