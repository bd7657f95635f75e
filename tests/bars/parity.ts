/**
 * Holds exported networks against their original implementations.
 *   npm run bar:parity                        every golden of the families here, and published weights on pictures
 *   npm run bar:parity -- --golden FILE ...   only these goldens
 *   npm run bar:parity -- --precision fp32    fp32 only; both otherwise
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import {
  HALF_TOLERANCE_RANGE,
  holdAgainst,
  passes,
  TOLERANCE_STD,
  type Verdict,
} from '#tests/golden/hold.ts';
import { goldenFiles } from '#tests/golden/golden-file.ts';
import { familyOf } from '#tests/golden/programs.ts';
import { holdReal, realCases, type RealVerdict } from '#tests/golden/real.ts';
import { shared } from '#tests/helpers/shared-data.ts';

/** Largest difference of a count ÷ the original's count: sums of float32 maps in another order. */
const COUNT_TOLERANCE = 1e-5;

const { values } = parseArgs({
  options: { golden: { type: 'string', multiple: true }, precision: { type: 'string' } },
});
const precisions = (['fp32', 'fp16'] as const).filter((each) => each === (values.precision ?? each));

console.log('onnxruntime-web WASM in Node, 1 thread (which widens the halves of fp16 files)');
console.log('errors: the largest sample error ÷ std of the output (fp32), ÷ range of the output (fp16)');
const missed: string[] = [];
const errors = { fp32: [] as number[], fp16: [] as number[] };

for (const path of values.golden ?? goldens()) {
  for (const precision of precisions) report(await holdAgainst(path, precision), precision);
}
if (!values.golden) for (const real of realCases()) reportReal(await holdReal(real));

missed.forEach((line) => console.log(`MISSED ${line}`));
const units = { fp32: ['std', TOLERANCE_STD], fp16: ['of the range', HALF_TOLERANCE_RANGE] } as const;
const figures = precisions.map((precision) => {
  const [unit, limit] = units[precision];
  const worst = Math.max(...errors[precision]).toExponential(1);
  return `${precision}: ${errors[precision].length} outputs, worst ${worst} ${unit} (limit ${limit.toExponential(0)})`;
});
console.log(`bar:parity ${figures.join('; ')}; ${missed.length} missed`);
const isHeld = precisions.length > 0 && precisions.every((precision) => errors[precision].length > 0);
process.exitCode = missed.length === 0 && isHeld ? 0 : 1;

function goldens(): string[] {
  if (shared('goldens') === undefined)
    throw new Error('no goldens: set VITRINE_DATA to the folder that holds goldens/');
  return goldenFiles().filter((file) => familyOf(basename(file)) !== undefined);
}

function report(verdict: Verdict, precision: 'fp32' | 'fp16'): void {
  const { model, size, outputs, counts, fileBytes, fillProblems } = verdict;
  const held = Object.entries(counts ?? {}).map(
    ([what, [found, expected]]) => `${found}/${expected} ${what}`,
  );
  for (const { name, shape, expectedShape, error } of outputs) {
    errors[precision].push(error);
    const found = `${model} ${size.width}×${size.height} ${precision} ${name}[${shape.join()}]`;
    console.log(
      `${found}: ${[error.toExponential(1), ...held, `${(fileBytes / 1e6).toFixed(2)} MB`].join(', ')}`,
    );
    if (shape.join() !== expectedShape.join()) console.log(`  shape must be [${expectedShape.join()}]`);
  }
  for (const problem of fillProblems) console.log(`  ${problem} differ from the golden's own check`);
  if (precision === 'fp32' && verdict.tolerance > TOLERANCE_STD)
    console.log(`  sound up to ${verdict.tolerance}: see goldens/README.md`);
  if (!passes(verdict)) missed.push(`${model} ${precision}`);
}

function reportReal({ model, picture, size, error, count }: RealVerdict): void {
  errors.fp32.push(error);
  const counted = count ? `, count ${count.found.toFixed(3)} of ${count.expected.toFixed(3)}` : '';
  console.log(`${model} on ${picture} ${size.width}×${size.height}: ${error.toExponential(1)}${counted}`);
  const countOff = count ? Math.abs(count.found - count.expected) / count.expected : 0;
  if (error > TOLERANCE_STD || countOff > COUNT_TOLERANCE) missed.push(`${model} on ${picture}`);
}
