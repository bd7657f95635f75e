/**
 * `npm run check`: format, lint, types, translations and unit tests side by side, and the output of those that fail. What did not
 * change since the last run is taken from the tools' own caches.
 */
import { spawn } from 'node:child_process';

const steps = ['format:check', 'lint', 'types', 'locales:check', 'test:unit'];

interface Outcome {
  isGood: boolean;
  output: string;
}

function run(step: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const startMs = performance.now();
    const child = spawn('npm', ['run', '--silent', step]);
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => parts.push(part));
    child.on('error', (error) => resolve({ isGood: false, output: error.message }));
    child.on('close', (code) => {
      const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.padEnd(12)} ${seconds} s`);
      resolve({ isGood: code === 0, output: Buffer.concat(parts).toString() });
    });
  });
}

const outcomes = await Promise.all(steps.map(run));
const bad = outcomes.filter(({ isGood }) => !isGood);
for (const { output } of bad) console.error(output);
process.exit(bad.length > 0 ? 1 : 0);
