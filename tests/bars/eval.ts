/**
 * bar:eval: the measures of src/eval equal what others give. Average precision and recall equal pycocotools' to 1e-4;
 * segmentation, matting and counting equal NumPy's (tests/fixtures/eval) to 1e-6. Speed is not measured here.
 */
import { averagePrecision, COCO_AREAS, COCO_IOUS, type EvaluationOptions } from '#eval/detection.ts';
import { readCocoGolden } from '#tests/helpers/coco-golden.ts';
import { compareWithReference, type Comparison } from '#tests/helpers/eval-reference.ts';
import { shared } from '#tests/helpers/shared-data.ts';

const COCO_TOLERANCE = 1e-4;
const TOLERANCE = 1e-6;

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

const folder = shared('goldens/coco');
if (folder === undefined) throw new Error('goldens/coco is not there: set VITRINE_DATA to the shared folder');
const coco = check(compareWithCoco(folder), COCO_TOLERANCE);
const others = check(compareWithReference(), TOLERANCE);
const missed = coco.missed + others.missed;
console.log(
  `COCO within ${coco.worst.toExponential(1)} (<= ${COCO_TOLERANCE}), other measures within ` +
    `${others.worst.toExponential(1)} (<= ${TOLERANCE})${missed > 0 ? `, ${missed} MISSED` : ''}`,
);
process.exit(missed > 0 ? 1 : 0);
