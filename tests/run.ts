/**
 * `npm test`: prepares the embedded models, then runs the unit, browser and end-to-end tests and closes with one
 * line that counts them all. Without a browser it says the one command that installs one, and fails.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath } from './helpers/chromium.ts';
import { shared } from './helpers/shared-data.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const reports = mkdtempSync(join(tmpdir(), 'vitrine-tests-'));

/** The pinned weights beside the checkout serve as a mirror, so that the extended tests have every model. */
const mirror = process.env['VITRINE_MIRROR'] ?? shared('mirror');
const env = { ...process.env, ...(mirror ? { VITRINE_MIRROR: mirror } : {}) };

function run(command: string, args: string[], extraEnv: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('npx', [command, ...args], { stdio: 'inherit', env: { ...env, ...extraEnv } });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** A suite that died before it wrote its report counts as one failure: silence is never success. */
function readCounts<T>(file: string, ok: boolean, count: (report: T) => Counts): Counts {
  try {
    const counts = count(JSON.parse(readFileSync(file, 'utf8')) as T);
    return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function vitest(project: string): Promise<Counts> {
  const file = join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = await run('vitest', ['run', '--project', project, ...reporters]);
  return readCounts<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(
    file,
    ok,
    (r) => ({
      passed: r.numPassedTests,
      failed: r.numFailedTests,
      skipped: r.numPendingTests,
    }),
  );
}

async function endToEnd(): Promise<Counts> {
  const file = join(reports, 'e2e.json');
  const ok = await run('playwright', ['test', '-c', 'tests/playwright.config.ts', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  return readCounts<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>(
    file,
    ok,
    ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }),
  );
}

if (!chromiumPath()) {
  console.error('npm test needs a Chromium. On Debian: sudo apt-get install -y chromium');
  console.error('Elsewhere: npx playwright install chromium, or name one in VITRINE_CHROMIUM.');
  process.exit(1);
}

const prepared = await run('tsx', ['models/prepare.ts', '--start']);
const suites: Counts[] = [await vitest('unit'), await vitest('whole')];
// The end-to-end tests build the page themselves; one that does not build fails there.
if (prepared) suites.push(await vitest('browser'), await endToEnd());
else suites.push({ passed: 0, failed: 1, skipped: 0 });
rmSync(reports, { recursive: true, force: true });

const total = suites.reduce((sum, suite) => ({
  passed: sum.passed + suite.passed,
  failed: sum.failed + suite.failed,
  skipped: sum.skipped + suite.skipped,
}));
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
