import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';

const root = resolve(import.meta.dirname, '../..');

/** What is used here of Vitest's JSON report. */
const reportSchema = v.object({
  numPassedTests: v.number(),
  numTotalTests: v.number(),
  testResults: v.array(
    v.object({
      assertionResults: v.array(
        v.object({ fullName: v.string(), status: v.string(), failureMessages: v.array(v.string()) }),
      ),
    }),
  ),
});

export interface PassesVerdict {
  passed: number;
  /** That the browser lacks the means for. */
  skipped: number;
  total: number;
  /** Names and first lines of what failed. */
  failed: string[];
}

/** How Vitest is told to run these tests in a browser. */
const runs = {
  Chromium: ['--project', 'browser', 'tests/browser/gpu', 'tests/browser/compose'],
  Firefox: ['-c', 'tests/firefox.config.ts'],
};

/** Runs the browser tests that hold each pass and each composer against its CPU twin. */
export async function runPasses(browser: keyof typeof runs): Promise<PassesVerdict> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-agreement-'));
  const file = join(folder, 'report.json');
  try {
    await run('npx', ['vitest', 'run', ...runs[browser], '--reporter=json', `--outputFile=${file}`]);
    const report = v.parse(reportSchema, JSON.parse(await readFile(file, 'utf8')));
    const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const failed = tests
      // Skipped by themselves where a browser lacks what they test (Firefox imports frames in one way only).
      .filter(({ status }) => status !== 'passed' && status !== 'skipped')
      .map(
        ({ fullName, failureMessages }) =>
          `${fullName}: ${failureMessages[0]?.split('\n')[0] ?? 'did not run'}`,
      );
    const skipped = tests.filter(({ status }) => status === 'skipped').length;
    return { passed: report.numPassedTests, skipped, total: report.numTotalTests, failed };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Resolves whatever the exit code: the report says what failed. */
function run(command: string, args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', fail);
    child.on('close', () => done());
  });
}
