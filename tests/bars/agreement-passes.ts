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
  total: number;
  /** Names and first lines of what failed. */
  failed: string[];
}

/** Runs the browser tests that hold each pass and each composer against its CPU twin. */
export async function runPasses(): Promise<PassesVerdict> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-agreement-'));
  const file = join(folder, 'report.json');
  try {
    const folders = ['tests/browser/gpu', 'tests/browser/compose'];
    const reporters = ['--reporter=json', `--outputFile=${file}`];
    await run('npx', ['vitest', 'run', '--project', 'browser', ...folders, ...reporters]);
    const report = v.parse(reportSchema, JSON.parse(await readFile(file, 'utf8')));
    const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const failed = tests
      .filter(({ status }) => status !== 'passed')
      .map(
        ({ fullName, failureMessages }) =>
          `${fullName}: ${failureMessages[0]?.split('\n')[0] ?? 'did not run'}`,
      );
    return { passed: report.numPassedTests, total: report.numTotalTests, failed };
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
