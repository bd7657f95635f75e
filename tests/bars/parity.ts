/**
 * Holds exported networks against the goldens of their original implementations.
 *   npm run bar:parity                        every golden of the families here, and the real-weight goldens
 *   npm run bar:parity -- --golden FILE ...   only these
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { holdAgainst, passes, TOLERANCE_STD, type Verdict } from '#tests/golden/hold.ts';
import { familyOf } from '#tests/golden/programs.ts';
import { shared } from '#tests/helpers/shared-data.ts';

const { values } = parseArgs({ options: { golden: { type: 'string', multiple: true } } });

console.log(
  'conditions: fp32, onnxruntime-web WASM in Node, 1 thread; error = largest sample error ÷ std of the output',
);
const verdicts: Verdict[] = [];
for (const path of values.golden ?? allGoldens()) {
  const verdict = await holdAgainst(path);
  verdicts.push(verdict);
  report(verdict);
}
const failed = verdicts.filter((verdict) => !passes(verdict));
const worst = Math.max(...verdicts.flatMap(({ outputs }) => outputs.map(({ error }) => error)));
for (const { model } of failed) console.log(`missed: ${model}`);
console.log(
  `bar:parity ${verdicts.length - failed.length} of ${verdicts.length} goldens, worst ${worst.toExponential(1)} std`,
);
process.exitCode = failed.length === 0 && verdicts.length > 0 ? 0 : 1;

function allGoldens(): string[] {
  const folder = shared('goldens');
  if (folder === undefined) throw new Error('no goldens: set VITRINE_DATA to the folder that holds goldens/');
  return readdirSync(folder)
    .filter((file) => file.includes('@') && familyOf(file) !== undefined)
    .map((file) => join(folder, file));
}

function report({ model, size, outputs, params, keys, fileBytes, fillProblems }: Verdict): void {
  const counts = `${params.found}/${params.expected} params, ${keys.found}/${keys.expected} keys`;
  const size_ = `${size.width}×${size.height}`;
  for (const { name, shape, error } of outputs) {
    const verdict = error <= TOLERANCE_STD ? 'ok' : 'MISSED';
    const file = `${(fileBytes / 1e6).toFixed(2)} MB`;
    console.log(
      `${verdict.padEnd(6)} ${model} ${size_} ${name}[${shape.join()}] ${error.toExponential(1)}, ${counts}, ${file}`,
    );
  }
  for (const problem of fillProblems)
    console.log(`MISSED ${model}: ${problem} differ from the golden's own check`);
}
