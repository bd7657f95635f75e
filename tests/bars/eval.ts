/**
 * bar:eval: the measures of src/eval equal what others give. Average precision and recall equal pycocotools' to 1e-4;
 * segmentation, matting and counting equal NumPy's (tests/fixtures/eval) to 1e-6. And speed, where CamVid's frames are: CGNet
 * over the 233 test frames by `npm run eval` on two threads, reading and judging included; export and start are not (how long
 * they took stands in the conditions).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '#eval/cli/arguments.ts';
import { runEvaluation } from '#eval/cli/run.ts';
import { averagePrecision, COCO_AREAS, COCO_IOUS, type EvaluationOptions } from '#eval/detection.ts';
import { readCocoGolden } from '#tests/helpers/coco-golden.ts';
import { compareWithReference, type Comparison } from '#tests/helpers/eval-reference.ts';
import { shared } from '#tests/helpers/shared-data.ts';

const COCO_TOLERANCE = 1e-4;
const TOLERANCE = 1e-6;
const LEAST_PICTURES_PER_SECOND = 5;

function compareWithCoco(folder: string): Comparison[] {
  const { truth, found, expected } = readCocoGolden(folder);
  const score = (options: Partial<EvaluationOptions> = {}) =>
    averagePrecision(truth, found, { iouThresholds: COCO_IOUS, ...options });
  const all = score();
  const small = score({ area: COCO_AREAS.small });
  const medium = score({ area: COCO_AREAS.medium });
  const large = score({ area: COCO_AREAS.large });
  const actual: Record<string, number> = {
    AP: all.ap,
    AP50: score({ iouThresholds: [0.5] }).ap,
    AP75: score({ iouThresholds: [0.75] }).ap,
    APs: small.ap,
    APm: medium.ap,
    APl: large.ap,
    AR1: score({ maxDetections: 1 }).ar,
    AR10: score({ maxDetections: 10 }).ar,
    AR100: all.ar,
    ARs: small.ar,
    ARm: medium.ar,
    ARl: large.ar,
  };
  return Object.entries(expected.stats).map(([name, value]) => ({
    name,
    expected: value,
    actual: actual[name] ?? NaN,
  }));
}

/** The greatest difference; says which measures miss. NaN misses. */
function check(comparisons: readonly Comparison[], tolerance: number): { worst: number; missed: number } {
  const differences = comparisons.map(({ expected, actual }) => Math.abs(expected - actual));
  let missed = 0;
  comparisons.forEach(({ name, expected, actual }, i) => {
    if ((differences[i] ?? NaN) <= tolerance) return;
    missed++;
    console.log(`${name} is ${actual}, expected ${expected}`);
  });
  return { worst: Math.max(...differences), missed };
}

/** Undefined where the frames are not there. */
async function picturesPerSecond(): Promise<number | undefined> {
  const data = shared('data/camvid');
  if (data === undefined) return undefined;
  process.env['VITRINE_MIRROR'] ??= shared('mirror');
  const out = mkdtempSync(join(tmpdir(), 'vitrine-eval-'));
  try {
    const words = ['--model', 'cgnet/camvid', '--data', data, '--threads', '2', '--worst', '0', '--out', out];
    const args = readArguments(words);
    if (args === 'help') throw new Error('unreachable');
    const signal = new AbortController().signal;
    const { report } = await runEvaluation(args, {
      command: words.join(' '),
      signal,
      onProgress: () => undefined,
    });
    for (const { name, value } of report.figures) console.log(`cgnet/camvid ${name} ${value}`);
    console.log(`${report.data.samples} frames; ${report.conditions}`);
    return report.speed.picturesPerSecond;
  } finally {
    rmSync(out, { recursive: true });
  }
}

const folder = shared('goldens/coco');
if (folder === undefined) throw new Error('goldens/coco is not there: set VITRINE_DATA to the shared folder');
const coco = check(compareWithCoco(folder), COCO_TOLERANCE);
const others = check(compareWithReference(), TOLERANCE);
const rate = await picturesPerSecond();
const isSlow = rate !== undefined && !(rate >= LEAST_PICTURES_PER_SECOND);
const missed = coco.missed + others.missed + Number(isSlow);
const speed =
  rate === undefined
    ? 'speed not measured: no CamVid'
    : `CGNet 480×360 at ${rate.toFixed(2)} frames/s on 2 threads (>= ${LEAST_PICTURES_PER_SECOND})`;
console.log(
  `COCO within ${coco.worst.toExponential(1)} (<= ${COCO_TOLERANCE}), other measures within ` +
    `${others.worst.toExponential(1)} (<= ${TOLERANCE}); ${speed}${missed > 0 ? `, ${missed} MISSED` : ''}`,
);
process.exit(missed > 0 ? 1 : 0);
