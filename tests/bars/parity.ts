/**
 * Holds exported networks against their original implementations.
 *   npm run bar:parity                        every golden of the families here, and published weights on pictures
 *   npm run bar:parity -- --golden FILE ...   only these goldens
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { holdAgainst, passes, TOLERANCE_STD, type Verdict } from '#tests/golden/hold.ts';
import { familyOf } from '#tests/golden/programs.ts';
import { holdReal, realCases, type RealVerdict } from '#tests/golden/real.ts';
import { shared } from '#tests/helpers/shared-data.ts';

/** Largest difference of a count ÷ the original's count: sums of float32 maps in another order. */
const COUNT_TOLERANCE = 1e-5;

const { values } = parseArgs({ options: { golden: { type: 'string', multiple: true } } });

console.log(
  'fp32, onnxruntime-web WASM in Node, 1 thread; errors are the largest sample error ÷ std of the output',
);
const missed: string[] = [];
const errors: number[] = [];

for (const path of values.golden ?? goldens()) report(await holdAgainst(path));
if (!values.golden) for (const real of realCases()) reportReal(await holdReal(real));

missed.forEach((line) => console.log(`MISSED ${line}`));
const summary = `${errors.length} outputs, ${missed.length} missed, worst ${Math.max(...errors).toExponential(1)} std`;
console.log(`bar:parity ${summary} (limit ${TOLERANCE_STD.toExponential(0)})`);
process.exitCode = missed.length === 0 && errors.length > 0 ? 0 : 1;

function goldens(): string[] {
  const folder = shared('goldens');
  if (folder === undefined) throw new Error('no goldens: set VITRINE_DATA to the folder that holds goldens/');
  return readdirSync(folder)
    .filter((file) => file.includes('@') && familyOf(file) !== undefined)
    .map((file) => join(folder, file));
}

function report(verdict: Verdict): void {
  const { model, size, outputs, counts, fileBytes, fillProblems } = verdict;
  const held = Object.entries(counts ?? {}).map(
    ([what, [found, expected]]) => `${found}/${expected} ${what}`,
  );
  for (const { name, shape, expectedShape, error } of outputs) {
    errors.push(error);
    const found = `${model} ${size.width}×${size.height} ${name}[${shape.join()}]`;
    console.log(
      `${found}: ${[error.toExponential(1), ...held, `${(fileBytes / 1e6).toFixed(2)} MB`].join(', ')}`,
    );
    if (shape.join() !== expectedShape.join()) console.log(`  shape must be [${expectedShape.join()}]`);
  }
  for (const problem of fillProblems) console.log(`  ${problem} differ from the golden's own check`);
  if (verdict.toleranceStd > TOLERANCE_STD)
    console.log(`  sound up to ${verdict.toleranceStd}: see goldens/README.md`);
  if (!passes(verdict)) missed.push(model);
}

function reportReal({ model, picture, size, error, count }: RealVerdict): void {
  errors.push(error);
  const counted = count ? `, count ${count.found.toFixed(3)} of ${count.expected.toFixed(3)}` : '';
  console.log(`${model} on ${picture} ${size.width}×${size.height}: ${error.toExponential(1)}${counted}`);
  const countOff = count ? Math.abs(count.found - count.expected) / count.expected : 0;
  if (error > TOLERANCE_STD || countOff > COUNT_TOLERANCE) missed.push(`${model} on ${picture}`);
}
