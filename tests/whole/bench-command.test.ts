/** `npm run bench` as a person runs it: Chromium (others: bar:bench-browsers), the built app, models of this server. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#bench/cli/browsers/browser.ts';
import { drivenChromium } from '#bench/cli/browsers/chromium.ts';
import { drive } from '#bench/cli/drive.ts';
import { serveApp, type ServedApp } from '#bench/cli/serve-app.ts';
import { makePlan } from '#bench/plan.ts';
import { readReport } from '#bench/report.ts';
import { baseFlags, chromiumPath } from '#tests/helpers/chromium.ts';

const LIMIT_MS = 300_000;
const executablePath = chromiumPath();
const isReady = executablePath !== undefined && existsSync('public/models/index.json');

const plan = makePlan({
  name: 'Two cells',
  models: [{ model: 'selfie-segmentation' }],
  engines: [{ engine: 'ort-wasm', threads: 1 }],
  runs: { atLeast: 5, seconds: 2, warmUpSeconds: 1 },
  accuracy: 0,
  seed: 1,
});

describe.skipIf(!isReady)('the command bench', () => {
  let app: ServedApp;
  beforeAll(async () => (app = await serveApp()), LIMIT_MS);
  afterAll(() => app.close());

  it(
    'goes on in a new page where one crashed',
    async () => {
      const browser = await chromium.launch({ executablePath, args: [...baseFlags] });
      try {
        const lines: string[] = [];
        let hasCrashed = false;
        const report = await drive(await drivenChromium(browser), app.url, { wanted: plan }, (line) => {
          lines.push(line);
          if (!line.startsWith('1 of 2') || hasCrashed) return;
          hasCrashed = true;
          void crash(browser);
        });
        expect(lines).toContain('the page ended; going on in a new one');
        expect(report.results.map(({ status }) => status)).toEqual(['done', 'done']);
        expect(report.marks).toEqual(
          expect.arrayContaining([expect.stringContaining('went on after a reload')]),
        );
      } finally {
        await browser.close();
      }
    },
    LIMIT_MS,
  );

  it(
    'says what the page says where nothing of the plan can run',
    async () => {
      const browser = await launchBrowser('chromium', { headed: false, flags: [] });
      try {
        const wanted = { ...plan, engines: [{ ...plan.engines[0]!, threads: 64 }] };
        await expect(drive(browser, app.url, { wanted }, () => undefined)).rejects.toThrow(
          '64 threads asked for',
        );
      } finally {
        await browser.close();
      }
    },
    LIMIT_MS,
  );

  it(
    'writes a report, and its table',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'bench-command-'));
      const [planPath, out, csv] = ['plan.json', 'report.json', 'report.csv'].map((file) =>
        join(folder, file),
      );
      writeFileSync(
        planPath!,
        JSON.stringify({ ...plan, models: [{ ...plan.models[0], variant: 'square' }] }),
      );
      const args = [planPath!, '--out', out!, '--csv', csv!, '--url', app.url];
      const run = await command(['tsx', 'src/bench/cli/bench.ts', ...args]);
      expect(run.status, run.stderr).toBe(0);
      const report = readReport(readFileSync(out!, 'utf8'));
      expect(report.results).toMatchObject([{ status: 'done', agreement: { agrees: true } }]);
      expect(run.stdout).toContain('| selfie-segmentation/square | 256×256 | ort-wasm 1 thread |');
      expect(readFileSync(csv!, 'utf8').split('\r\n')).toHaveLength(3);
    },
    LIMIT_MS,
  );
});

/** The page's process ends, as when memory runs out. */
async function crash(browser: Browser): Promise<void> {
  const page = browser.contexts()[0]!.pages()[0]!;
  const session = await page.context().newCDPSession(page);
  // It never answers.
  session.send('Page.crash').catch(() => undefined);
}

/** Beside this process, which serves the app. */
function command(args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile('npx', args, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}
